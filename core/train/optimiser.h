// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/checkpoint.h"
#include "core/train/config.h"

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

namespace cicatrix::train {

/// AdamW (Loshchilov and Hutter 2019) over named parameters. Our own, because torch::optim keys its state by address,
/// differently in 1.13 and 2.x, and can only be stored as pickle.
class AdamW {
public:
    /// Parameters whose names begin with "enc." move at the encoder's rate.
    AdamW(const torch::nn::Module& model, const OptimiserConfig& config, std::int64_t totalSteps);

    /// Applies the gradients; parameters without one stay. `step` counts from 0 and decides the rates.
    void step(std::int64_t step);
    void zeroGradients();
    /// The factor on both rates at `step`: linear warm-up, then cosine.
    [[nodiscard]] double schedule(std::int64_t step) const;

    /// "m/<name>" and "v/<name>"; shares storage.
    [[nodiscard]] nn::NamedTensors state() const;
    /// Copies in what `state` gave; false when a tensor is missing or has another shape.
    [[nodiscard]] bool load(const nn::NamedTensors& tensors);

private:
    struct Slot {
        std::string name;
        torch::Tensor parameter, m, v;
        double rate, decay;
    };
    OptimiserConfig m_config;
    std::int64_t m_totalSteps;
    std::vector<Slot> m_slots;
};

/// Exponential moving average of parameters and batch-norm statistics: what is validated and shipped.
class Ema {
public:
    Ema(const torch::nn::Module& model, double decay);

    /// `updates` so far: the average follows faster in the first steps.
    void update(const torch::nn::Module& model, std::int64_t updates);
    [[nodiscard]] const nn::NamedTensors& tensors() const { return m_tensors; }
    [[nodiscard]] nn::NamedTensors& tensors() { return m_tensors; }

private:
    nn::NamedTensors m_tensors;
    double m_decay;
};

}  // namespace cicatrix::train
