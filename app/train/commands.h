// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace cicatrix::app {

/// Runs one command of cicatrix-train and gives the exit status: `train`, `evaluate`, `bench`, `--help`, `--version`.
[[nodiscard]] Result<int> runTrainer(const std::vector<std::string>& arguments);

}  // namespace cicatrix::app
