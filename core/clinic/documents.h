// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/calibration.h"
#include "core/base/figures.h"
#include "core/clinic/analysis.h"

#include <nlohmann/json_fwd.hpp>

namespace cicatrix::clinic {

/// The JSON documents of cli.md. Unknown quantities are null; lengths in mm, areas in cm² and px².
[[nodiscard]] nlohmann::json analysisDocument(const Analysis& analysis);
[[nodiscard]] nlohmann::json calibrationDocument(const Calibration& calibration, const WoundFigures& total);
/// {"wounds": […], "total": {…}}, with everything that `figuresFromDocument` needs to give the same Figures again.
[[nodiscard]] nlohmann::json figuresDocument(const Figures& figures);
[[nodiscard]] Result<Figures> figuresFromDocument(const nlohmann::json& document);
[[nodiscard]] Result<Calibration> calibrationFromDocument(const nlohmann::json& document);

}  // namespace cicatrix::clinic
