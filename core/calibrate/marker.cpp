// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calibrate/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>

namespace cicatrix::calibrate {

namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kWoundReachMm = 15;     // how far from the photo's middle a wound is expected
constexpr double kSteadyLogArea = 0.15;  // SD of ln(area scale) in the photo's middle up to which four corners tell the tilt
constexpr double kSteepestDeg = 60;
constexpr double kBendShare = 0.012;  // of the side: a card bent more than this is not flat

bool applies(const Evidence& evidence) { return evidence.markers.size() == 1; }

Point centreOf(const FoundMarker& marker)
{
    Point centre;
    for (const Point& c : marker.corners) {
        centre = {centre.x + c.x / 4, centre.y + c.y / 4};
    }
    return centre;
}

// One scale from the marker's area, which carries the foreshortening at its own place. What perspective does between
// there and the wound (taken to lie about the photo's middle) is told by the four corners, but too unsurely to correct
// with: it widens the ±.
Calibration oneScale(const Evidence& evidence, const PlaneFit& fit)
{
    const SizedMarker& marker = evidence.markers.front();
    const Square square = squareOf(marker);
    const double side = std::sqrt(std::abs(shoelace(Polygon(square.corners.begin(), square.corners.end()))));
    const double scale = marker.mm / side;
    const double distance = evidence.assumedFocal() * scale;
    const bool steady = fit.logAreaSd < kSteadyLogArea;
    const double tilt = tiltDeg(fit.pxToMm, steady ? evidence.middle() : centreOf(marker.found));
    Calibration out = fromPlane(evidence, fit.pxToMm, 0);
    out.homography.reset();
    out.mmPerPixel = scale;
    out.mmPerPixelSd = scale * std::hypot(square.cornerSdPx / side, kPrintSd);
    out.tiltDeg = tilt;
    out.planeSdRelative = planeSd(distance);
    const Point centre = centreOf(marker.found);
    const double reach = scale * std::hypot(centre.x - evidence.middle().x, centre.y - evidence.middle().y);
    UncorrectedTilt around;
    around.knownRad = tilt * kRadians;
    around.reachMm = steady ? kWoundReachMm : std::max(kWoundReachMm, reach);
    around.distanceMm = distance;
    const double toMiddle = steady ? std::log(areaScale(fit.pxToMm, evidence.middle()) / (scale * scale)) : 0;
    out.tiltSdRelative = std::hypot(toMiddle, steady ? fit.logAreaSd : 0, tiltSd(around));
    if (tilt > kTiltWarningDeg) {
        char text[120];
        std::snprintf(text, sizeof text, "camera tilted by about %.0f degrees; lay two markers, or hold it straight", tilt);
        out.warnings.push_back({WarningCode::TiltNotCorrected, text});
    }
    return out;
}

Result<Calibration> fromMarker(const Evidence& evidence)
{
    const SizedMarker& marker = evidence.markers.front();
    const FoundMarker& found = marker.found;
    if (found.bendPx > std::max(1.0, kBendShare * sidePx(found))) {
        return refused(WarningCode::MarkerSuspect, "the marker's edges are not straight: bent, wet or partly covered");
    }
    const FitRequest request{{squareOf(marker)}, std::nullopt, evidence.middle()};
    CICATRIX_ASSIGN(const PlaneFit fit, fitPlane(request));
    if (tiltDeg(fit.pxToMm, centreOf(found)) > kSteepestDeg) {
        return refused(WarningCode::MarkerSuspect, "the marker is seen too flat; hold the camera straight above the wound");
    }
    Calibration out = marker.mm >= kFullHomographyMm ? fromPlane(evidence, fit.pxToMm, fit.logAreaSd) : oneScale(evidence, fit);
    out.method = CalibrationMethod::Marker;
    return out;
}

}  // namespace

extern const Method markerMethod;
const Method markerMethod{"marker", applies, fromMarker};

}  // namespace cicatrix::calibrate
