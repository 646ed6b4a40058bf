// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/evaluate.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace cicatrix::train {

/// What one epoch gave.
struct EpochMetrics {
    int epoch = 0;
    double seconds = 0;                    ///< training time since the run began
    double rateFactor = 0;                 ///< share of the full learning rates at the epoch's end
    std::map<std::string, double> means;   ///< "loss_<task>", "weight_<task>": means over the steps
    std::optional<Evaluation> validation;  ///< averaged weights on the hold-out
};

/// Mean of the tasks' Dice: wound per photo at its best threshold, tissue as mean over the classes that occur, pooled.
[[nodiscard]] double holdOutScore(const Evaluation& evaluation);
/// The epoch as one JSON object: losses, weights and hold-out figures.
[[nodiscard]] nlohmann::json summary(const EpochMetrics& metrics);
/// Adds a line to metrics.csv, replacing any line of the same or a later epoch (a resumed run repeats none).
[[nodiscard]] Result<void> appendMetrics(const std::filesystem::path& path, const EpochMetrics& metrics);

}  // namespace cicatrix::train
