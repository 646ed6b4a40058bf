// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/train/augment.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace cicatrix::train {

/// AdamW with a rate of its own for a pretrained encoder, linear warm-up, then a cosine to `finalShare` of each rate.
struct OptimiserConfig {
    double encoderRate = 5e-4;
    double decoderRate = 2e-3;
    double weightDecay = 1e-4;  ///< on weights of two dimensions and more; never on biases and batch norms
    int warmupSteps = 200;
    double finalShare = 0.01;
    double clip = 1.0;  ///< largest gradient norm of the shared parameters; 0 = no clipping
    double emaDecay = 0.998;
    int frozenStatisticsEpochs = 0;  ///< the encoder's batch norms keep their statistics in the first epochs
};

/// Everything that decides a run. Its canonical JSON, with every default written out, identifies the run.
struct TrainConfig {
    std::string data;  ///< packed data set (.cds)
    std::string protocol = "official";
    double validationFraction = 0.1;
    nlohmann::json model = {{"system", "hps"}};
    std::string encoderWeights;  ///< safetensors of a pretrained encoder; empty = random
    std::string startWeights;    ///< safetensors of the whole network to go on from, e.g. another run's; empty = none
    double inputMean = 127;      ///< input = (value − mean) / sd
    double inputSd = 128;
    AugmentOptions augment;
    nlohmann::json losses = {{"wound", {{"id", "bce_dice"}}}, {"tissue", {{"id", "ce_dice"}}}};
    nlohmann::json balancer = {{"id", "ew"}};
    OptimiserConfig optimiser;
    int batch = 8;
    int tissuePerBatch = 2;  ///< of these, photos that carry a tissue mask
    int epochs = 20;
    int validateEvery = 1;  ///< epochs
    std::uint64_t seed = 1;
    int threads = 1;
    int workers = 1;  ///< batches cut ahead, each by a thread of its own
    std::string device = "cpu";
};

/// Checks every key, type and range before anything starts; BadInput names the key, e.g. "optimiser.clip".
[[nodiscard]] Result<TrainConfig> parseTrainConfig(const nlohmann::json& json, const std::string& subject);
[[nodiscard]] Result<TrainConfig> readTrainConfig(const std::filesystem::path& file);
/// With every default written out; `parseTrainConfig` reads it back to the same.
[[nodiscard]] nlohmann::json toJson(const TrainConfig& config);
/// Refuses `start_weights` whose run (the config.json beside them) drew another split: they have seen this run's hold-out or
/// test photos. Weights that do not say how they came about are refused too.
[[nodiscard]] Result<void> checkStartWeights(const TrainConfig& config);

}  // namespace cicatrix::train
