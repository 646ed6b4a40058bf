// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calibrate/method.h"

namespace cicatrix::calibrate {

/// Relative SD of an area whose plane lies kPlaneSdMm (SD) nearer or farther than the calibrated one, `distanceMm` from
/// the camera: areas go with the square of the distance.
[[nodiscard]] double planeSd(double distanceMm);

/// What is not known about the camera's tilt where one scale is used for the whole photo.
struct UncorrectedTilt {
    double knownRad = 0;         ///< tilt found at the scale's place; towards or away is not known
    double unknownRmsRad = 0;    ///< RMS of what is not known at all, every direction alike
    double reachMm = 0;          ///< from the scale's place to the wound
    double distanceMm = 0;       ///< camera to plane
    bool foreshortened = false;  ///< the scale does not carry the foreshortening at its own place
};
/// Relative SD of an area: perspective makes areas grow by 3·sin(tilt)·reach/distance along the tilt, and a scale
/// measured along one direction misses a foreshortening of about tilt²/2.
[[nodiscard]] double tiltSd(const UncorrectedTilt& tilt);
/// Says that nothing tells the camera's tilt, and how much of it the ± reckons with.
[[nodiscard]] Warning tiltNotKnown();

/// Calibration from a fitted plane: scale in the photo's middle, its SD, tilt, residual, plane SD.
[[nodiscard]] Calibration fromPlane(const Evidence& evidence, const Homography& pxToMm, double logAreaSd);

}  // namespace cicatrix::calibrate
