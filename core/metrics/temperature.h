// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace cicatrix::metrics {

/// The temperature that minimises the negative log-likelihood of validation logits / T (`INF-temp`).
struct Temperature {
    double value = 1;
    double nllBefore = 0;
    double nllAfter = 0;
};

/// One logit a sample and its label 0 or 1. Golden section on log T in [-3, 5].
[[nodiscard]] Temperature fitTemperature(std::span<const double> logits, std::span<const std::uint8_t> labels);
/// `logits` row-major, samples × classes; labels 0 … classes − 1.
[[nodiscard]] Temperature fitTemperature(std::span<const double> logits, std::span<const int> labels, int classes);

}  // namespace cicatrix::metrics
