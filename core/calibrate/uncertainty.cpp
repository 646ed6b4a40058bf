// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calibrate/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cicatrix::calibrate {

namespace {

constexpr double kNearestMm = 100;  // nearer than this no phone focuses
constexpr double kWideAngleMm = 150;
constexpr double kShortestFocal = 0.45;  // of the long side; what tells a shorter or longer one is noise
constexpr double kLongestFocal = 5;

}  // namespace

double planeSd(double distanceMm) { return 2 * kPlaneSdMm / std::max(kNearestMm, distanceMm); }

double tiltSd(const UncorrectedTilt& tilt)
{
    const double distance = std::max(kNearestMm, tilt.distanceMm);
    const double known = 3 * std::sin(tilt.knownRad) * tilt.reachMm / distance;
    // Every direction alike: half of the tilt's square acts along the way to the wound.
    const double unknown = 3 * tilt.unknownRmsRad * tilt.reachMm / distance / std::numbers::sqrt2;
    // tilt² is exponentially distributed when both axes are normal: the RMS of tilt²/2 is its mean square over √2.
    const double foreshortening = tilt.foreshortened ? tilt.unknownRmsRad * tilt.unknownRmsRad / std::numbers::sqrt2 : 0;
    return std::sqrt(known * known + unknown * unknown + foreshortening * foreshortening);
}

Warning tiltNotKnown()
{
    return {WarningCode::TiltNotCorrected, "a single scale does not tell it, the ± reckons with " +
                                               std::to_string(std::lround(kUnknownTiltRmsDeg)) +
                                               " degrees; hold the camera straight above the wound"};
}

Calibration fromPlane(const Evidence& evidence, const Homography& pxToMm, double logAreaSd)
{
    Calibration out;
    const Point middle = evidence.middle();
    const double scale = std::sqrt(areaScale(pxToMm, middle));
    const double longSide = std::max(evidence.width, evidence.height);
    out.homography = pxToMm;
    out.mmPerPixel = scale;
    out.mmPerPixelSd = scale * std::hypot(logAreaSd / 2, kPrintSd);
    out.tiltDeg = tiltDeg(pxToMm, middle);
    const std::optional<double> told = focalPx(pxToMm, middle);
    const bool believable = told && *told > kShortestFocal * longSide && *told < kLongestFocal * longSide;
    const double focal = believable ? *told : evidence.assumedFocal();
    // px per mm across the tilt is focal / distance; the area's root is smaller by √cos.
    const double distance = focal * scale * std::sqrt(std::cos(*out.tiltDeg * std::numbers::pi / 180));
    out.planeSdRelative = planeSd(distance);
    if (believable && distance < kWideAngleMm) {
        out.warnings.push_back(
            {WarningCode::CloseWideAngle, "camera about " + std::to_string(std::lround(distance)) + " mm away"});
    }
    for (const SizedMarker& marker : evidence.markers) {
        out.markers.emplace_back(marker.found.corners.begin(), marker.found.corners.end());
    }
    return out;
}

}  // namespace cicatrix::calibrate
