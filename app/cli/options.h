// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/calibrate/calibrate.h"
#include "core/clinic/analysis.h"
#include "core/clinic/models.h"

#include <vector>

namespace cicatrix::cli {

/// Options that several commands share, and what they mean.
[[nodiscard]] std::vector<Option> calibrationOptions();
[[nodiscard]] Result<calibrate::Hints> calibrationHints(const Invocation& invocation);
[[nodiscard]] Result<std::optional<double>> headDegrees(const Invocation& invocation);
[[nodiscard]] std::vector<Option> operator+(std::vector<Option> a, const std::vector<Option>& b);

/// Where data that ship with the program lie: CICATRIX_RESOURCES, else ../share/cicatrix beside the program.
[[nodiscard]] std::filesystem::path resourcesFolder();
[[nodiscard]] clinic::ModelFolders modelFolders(const Invocation& invocation);
/// Loads the model that --model, --device and --threads ask for.
[[nodiscard]] Result<infer::Engine> openEngine(const Invocation& invocation);

}  // namespace cicatrix::cli
