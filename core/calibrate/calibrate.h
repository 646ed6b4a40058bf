// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/calibration.h"
#include "core/base/geometry.h"
#include "core/base/grid.h"
#include "core/base/result.h"

#include <optional>

namespace cicatrix::calibrate {

/// Two points of the photo (px) and their distance in millimetres, as clicked on a ruler.
struct Ruler {
    Point a;
    Point b;
    double mm = 0;
};

/// What the user says about the photo's scale. At most one of markerMm, ruler and mmPerPixel.
struct Hints {
    std::optional<double> markerMm;  ///< side of every printed marker; without it ids 0 and 1 are our 20 mm card's
    std::optional<Ruler> ruler;
    std::optional<double> mmPerPixel;
    std::optional<double> mmPerPixelSd;  ///< belongs to mmPerPixel; without it kTypedScaleSd of the value
};

// What the stated ± assumes where the photo does not tell.
inline constexpr double kPrintSd = 0.005;         ///< relative SD of a printed length
inline constexpr double kTypedScaleSd = 0.01;     ///< relative SD of a typed scale
inline constexpr double kPlaneSdMm = 3;           ///< SD of the wound plane's height over the marker's
inline constexpr double kUnknownTiltRmsDeg = 10;  ///< RMS camera tilt of a photo without markers
inline constexpr double kAssumedFocal = 0.8;      ///< focal length in units of the long side (a phone's main lens), no EXIF
inline constexpr double kFullHomographyMm = 30;   ///< least side of a lone marker for a full homography
inline constexpr double kTiltWarningDeg = 10;

/// How many millimetres a pixel is. Typed scale, ruler, two or more markers, one marker: the first that applies.
/// A photo without a hint and without a marker, and one whose markers are refused, give CalibrationMethod::None and a
/// warning that says why. Usage errors: a size, scale or ruler that is not positive and finite; a ruler outside the
/// photo; more than one hint. The photo is read only.
[[nodiscard]] Result<Calibration> calibrate(const Grid<Rgb>& photo, const Hints& hints);

}  // namespace cicatrix::calibrate
