// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace cicatrix::train {

/// Writes the mean of several runs' weights (Wortsman et al. 2022, "Model soups") as FOLDER/weights.safetensors, with the first
/// run's config.json beside it, so that `start_weights` and `evaluate --weights` take it. The files must come from runs of one
/// split (the config.json beside each) and hold the same tensors; BadInput or ModelRefused names the one that differs.
[[nodiscard]] Result<void> averageWeights(const std::vector<std::filesystem::path>& files, const std::filesystem::path& folder);

}  // namespace cicatrix::train
