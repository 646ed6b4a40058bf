// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cicatrix::bench {

/// One quantity beside the plain call it is measured against, from one run.
struct BenchResult {
    std::string name;
    std::string plain;  ///< the plain call
    double oursMs = 0;  ///< median
    double plainMs = 0;
    double oursSpreadMs = 0;  ///< half the distance between the quartiles
    double plainSpreadMs = 0;
    double goalRatio = 0;  ///< ours / plain should not exceed it
    [[nodiscard]] double ratio() const { return oursMs / plainMs; }
    [[nodiscard]] bool met() const { return ratio() <= goalRatio; }
};

struct BenchCase {
    std::string name;
    std::string plain;
    double goalRatio = 1;
};

/// Times both calls in turns, ours first in even rounds, after one unmeasured round; medians of `repeats` rounds.
[[nodiscard]] BenchResult compare(const BenchCase& what, const std::function<void()>& ours, const std::function<void()>& plain,
                                  int repeats);

/// Medians and spreads of times that were taken elsewhere, in turns.
[[nodiscard]] BenchResult summarised(const BenchCase& what, std::vector<double> oursMs, std::vector<double> plainMs);

/// First picture and full picture with pyramid of a 48 MP JPEG, and saving a 48 MP mask, beside OpenCV's calls.
[[nodiscard]] std::vector<BenchResult> benchImage();

/// A report with twelve photos and its chart, beside a plain QPdfWriter program. Needs a QGuiApplication.
[[nodiscard]] std::vector<BenchResult> benchPdf();

/// Lists, search, timeline and one durable act at 10,000 patients, 100,000 visits and 500,000 tissue figures, beside prepared
/// sqlite3 statements on the same file. Needs a QCoreApplication.
[[nodiscard]] std::vector<BenchResult> benchStore();

/// Back-up of that clinic (its verification timed apart), beside a synced VACUUM INTO. Needs a QCoreApplication.
[[nodiscard]] std::vector<BenchResult> benchBackup();

/// The whole way of a photo through a model package, beside the bare LibTorch loop over the same network and inputs, on the CPU.
[[nodiscard]] Result<std::vector<BenchResult>> benchInfer(const std::filesystem::path& package);

/// A training step of the default network, batch by batch, beside a plain LibTorch loop over one batch, on the CPU.
[[nodiscard]] Result<std::vector<BenchResult>> benchTrain();

}  // namespace cicatrix::bench
