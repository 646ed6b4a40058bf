// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <string>
#include <vector>

/// The published vectors of tests/data/vectors.json and their conventions (`conventions` in that file).
namespace cicatrix::testing {

/// The entry `id` of `section` (balancers, metrics_losses_inference, models); null where absent.
[[nodiscard]] nlohmann::json vectorEntry(const std::string& section, const std::string& id);
/// A whole section.
[[nodiscard]] nlohmann::json vectorSection(const std::string& section);

/// sym(name): numbers in −1…1 from the name alone, float64.
[[nodiscard]] torch::Tensor sym(const std::string& name, const std::vector<std::int64_t>& shape);
/// The deterministic fill of every parameter and floating-point buffer by its dotted name.
void fillByName(torch::nn::Module& module);
/// Nested JSON arrays of numbers → float64 tensor.
[[nodiscard]] torch::Tensor tensorOf(const nlohmann::json& values);

struct Tolerance {
    double value = 1e-9;
    bool relative = false;  ///< |a−b| ≤ tol·|b| instead of tol·max(1, |b|)
};

[[nodiscard]] bool near(double actual, double expected, Tolerance tolerance);
[[nodiscard]] bool near(const std::vector<double>& actual, const nlohmann::json& expected, Tolerance tolerance);
/// `expected` is a nested array of all values, or {shape, sum, abs_sum, first8, last4}. Says what differs.
[[nodiscard]] bool matches(const torch::Tensor& actual, const nlohmann::json& expected, Tolerance tolerance);
/// Numbers of trainable parameters.
[[nodiscard]] std::int64_t parameterCount(const torch::nn::Module& module);

}  // namespace cicatrix::testing
