// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model.h"
#include "core/nn/balancer.h"
#include "core/train/optimiser.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace cicatrix::train {

/// Where a run stands, besides its tensors.
struct RunPosition {
    int epoch = 0;  ///< epochs done
    int step = 0;   ///< steps done within the epoch under way
    std::int64_t globalStep = 0;
    nlohmann::json epochSums;  ///< losses and weights summed over the steps of the epoch under way
    double bestScore = -1;
    int bestEpoch = 0;
    double seconds = 0;  ///< training time so far, over all resumptions
};

/// The moving parts of a run.
struct RunParts {
    models::Model& model;
    AdamW& optimiser;
    Ema& ema;
    nn::Balancer& balancer;
};

/// Writes everything a run needs to go on bit for bit into one safetensors file, replaced whole or not at all;
/// `config` is the run's canonical configuration.
[[nodiscard]] Result<void> saveCheckpoint(const std::filesystem::path& path, const RunParts& parts, const RunPosition& position,
                                          const nlohmann::json& config);
/// BadInput when the file belongs to another configuration or does not fit the network.
[[nodiscard]] Result<RunPosition> loadCheckpoint(const std::filesystem::path& path, RunParts& parts,
                                                 const nlohmann::json& config);
/// Weights alone, under the network's own tensor names: what a model package takes.
[[nodiscard]] Result<void> saveWeights(const std::filesystem::path& path, const nn::NamedTensors& tensors,
                                       const std::map<std::string, std::string>& metadata);

}  // namespace cicatrix::train
