// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/warning.h"

#include <optional>
#include <string_view>

namespace cicatrix {

enum class CalibrationMethod { None, Markers, Marker, Ruler, Typed, Dicom };

/// How many millimetres a pixel is, how that is known, and how surely. Plain value, made by core/calibrate.
struct Calibration {
    CalibrationMethod method = CalibrationMethod::None;
    /// Scale in mm per pixel at the photo's centre (with a homography it varies over the photo; `measure` evaluates
    /// it at the wound's centroid). Empty for None.
    std::optional<double> mmPerPixel;
    std::optional<double> mmPerPixelSd;
    std::optional<double> tiltDeg;         ///< camera tilt against the marker's plane; empty when unknown
    std::optional<Homography> homography;  ///< px → mm; empty when one scale holds for the whole photo
    std::optional<double> residualPx;      ///< RMS re-projection error of the corners, px
    /// Relative standard deviations of an *area* besides the scale's own 2·sd/k: wound plane nearer or farther than
    /// the marker's, and tilt that was not corrected (`clinical.md` 1.4).
    double planeSdRelative = 0;
    double tiltSdRelative = 0;
    std::vector<Polygon> markers;  ///< found marker corners in px, clockwise from the marker's top left
    Warnings warnings;

    [[nodiscard]] bool known() const { return method != CalibrationMethod::None && mmPerPixel.has_value(); }
};

/// "markers", "marker", "ruler", "typed", "dicom", "none".
[[nodiscard]] std::string_view key(CalibrationMethod method);
[[nodiscard]] std::optional<CalibrationMethod> calibrationMethodFromKey(std::string_view key);

}  // namespace cicatrix
