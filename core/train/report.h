// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/train/config.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>

namespace cicatrix::train {

struct JudgeJob {
    std::filesystem::path weights;
    bool onTest = true;  ///< the protocol's test photos; else the hold-out itself
    bool flips = false;  ///< averages the photo and its three mirrorings
};

/// Fits temperatures and threshold on the run's hold-out, then reports overlap figures, pooled and per photo, with the
/// SHA-256 of weights and data that made them.
[[nodiscard]] Result<nlohmann::json> judgeRun(const TrainConfig& config, const JudgeJob& job, Progress& progress);

/// Writes the label map of every photo of the job's part as `folder`/ID.pgm (tissue codes, 255 = wound of unknown tissue) and
/// returns how many. Temperatures and threshold as in `judgeRun`. A folder that exists is refused.
Result<std::size_t> writePredictions(const TrainConfig& config, const JudgeJob& job, const std::filesystem::path& folder,
                                     Progress& progress);

}  // namespace cicatrix::train
