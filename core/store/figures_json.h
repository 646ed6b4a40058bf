// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/calibration.h"
#include "core/base/figures.h"
#include "core/base/warning.h"

#include <string>

namespace cicatrix::store {

// Canonical JSON of the values that an analysis row keeps whole; reading gives back exactly what was written. Text that is
// no such JSON (a damaged row; `check` names it) reads as an empty value.
[[nodiscard]] std::string calibrationToJson(const Calibration& calibration);
[[nodiscard]] Calibration calibrationFromJson(const std::string& text);
[[nodiscard]] std::string figuresToJson(const Figures& figures);
[[nodiscard]] Figures figuresFromJson(const std::string& text);
[[nodiscard]] std::string warningsToJson(const Warnings& warnings);
[[nodiscard]] Warnings warningsFromJson(const std::string& text);

}  // namespace cicatrix::store
