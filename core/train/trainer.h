// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/models/model.h"
#include "core/train/config.h"
#include "core/train/evaluate.h"

#include <filesystem>
#include <iosfwd>
#include <memory>

namespace cicatrix::train {

/// Where a run lives, and whether it goes on. Files of a run folder: config.json (every default written out), metrics.csv
/// (one line an epoch), checkpoint.safetensors (to go on), ema.safetensors (averaged weights of the last epoch) and
/// best.safetensors (those of the epoch with the best hold-out score).
struct TrainJob {
    std::filesystem::path folder;
    bool resume = false;
};

struct TrainOutcome {
    int epochs = 0;
    int bestEpoch = 0;
    double bestScore = 0;  ///< mean of the tasks' hold-out Dice (wound per photo, tissue classes pooled)
};

/// The network of a configuration, with the pretrained encoder where one is named.
[[nodiscard]] Result<std::shared_ptr<models::Model>> makeConfiguredModel(const TrainConfig& config);

/// Trains to the end, writing one JSON line to `log` every few steps and after every epoch. When `progress` says stop,
/// it writes a checkpoint and returns Cancelled; a loss that is not finite stops the run with the last checkpoint kept.
[[nodiscard]] Result<TrainOutcome> runTraining(const TrainConfig& config, const TrainJob& job, Progress& progress,
                                               std::ostream& log);

/// Times training steps (cut, forward, backward, optimiser, averages) for about `seconds` after a warm-up, in turns with a plain
/// LibTorch loop over one batch (medians); nothing is written.
[[nodiscard]] Result<nlohmann::json> benchTraining(const TrainConfig& config, double seconds);

}  // namespace cicatrix::train
