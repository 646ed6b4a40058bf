// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/calibration.h"
#include "core/base/figures.h"
#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace cicatrix {

/// {"wounds": […], "total": {…}}: lengths in mm, areas in cm² and px², unknown quantities null. Exports and the record hold
/// the same; `figuresFromDocument` gives the same Figures again. ClinicDamaged where the JSON is something else.
[[nodiscard]] nlohmann::json figuresDocument(const Figures& figures);
[[nodiscard]] Result<Figures> figuresFromDocument(const nlohmann::json& document);

/// "mm_per_pixel" is the scale at the wound where it is given, else that of the calibration, which "mm_per_pixel_centre" keeps.
[[nodiscard]] nlohmann::json calibrationDocument(const Calibration& calibration, std::optional<double> mmPerPixelAtWound);
/// Without the warnings.
[[nodiscard]] Result<Calibration> calibrationFromDocument(const nlohmann::json& document);

}  // namespace cicatrix
