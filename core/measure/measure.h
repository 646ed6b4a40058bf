// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/calibration.h"
#include "core/base/figures.h"
#include "core/base/tissue.h"

#include <optional>

namespace cicatrix::measure {

struct MeasureOptions {
    /// Where the patient's head lies in the picture: 0 = up, clockwise. Empty: clock values stay blank.
    std::optional<double> headDegrees{};
    /// SD of a common in/out shift of the outline (`clinical.md` 1.4): half the mean surface distance between two readers.
    double outlineSdMm = 0.4;
    /// Cross-validated error of a tissue share, from the model's card; 0 for a mask drawn by a person.
    double tissueShareSd = 0;
};

/// All figures of a stored mask. Area, lengths and shares are those of the 0.5-level contour, its vertices mapped through
/// the calibration; without one only px² and shares are filled. A homography whose horizon crosses the wound is not used.
/// A missing `mmPerPixelSd` adds nothing to the ±.
[[nodiscard]] Figures measure(const LabelMap& labels, const Calibration& calibration, const MeasureOptions& options = {});

}  // namespace cicatrix::measure
