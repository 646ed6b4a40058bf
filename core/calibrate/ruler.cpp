// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calibrate/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cicatrix::calibrate {

namespace {

constexpr double kReadingSdMm = 0.25;       // of one end against the ruler's ticks
constexpr double kClickShare = 1.0 / 2500;  // of the long side: a click's SD on a photo that fills the screen
constexpr double kLeastReachMm = 20;

bool applies(const Evidence& evidence) { return evidence.hints.ruler.has_value(); }

Result<Calibration> fromRuler(const Evidence& evidence)
{
    const Ruler& ruler = *evidence.hints.ruler;
    const double px = std::hypot(ruler.b.x - ruler.a.x, ruler.b.y - ruler.a.y);
    const double scale = ruler.mm / px;
    const double click = std::max(1.0, kClickShare * std::max(evidence.width, evidence.height));
    const double ends = std::numbers::sqrt2 * std::hypot(click / px, kReadingSdMm / ruler.mm);
    Calibration out;
    out.method = CalibrationMethod::Ruler;
    out.mmPerPixel = scale;
    out.mmPerPixelSd = scale * std::hypot(ends, kPrintSd);
    const Point middle = evidence.middle();
    const double away = std::hypot((ruler.a.x + ruler.b.x) / 2 - middle.x, (ruler.a.y + ruler.b.y) / 2 - middle.y);
    UncorrectedTilt tilt;
    tilt.unknownRmsRad = kUnknownTiltRmsDeg * std::numbers::pi / 180;
    tilt.reachMm = std::max(kLeastReachMm, away * scale);
    tilt.distanceMm = evidence.assumedFocal() * scale;
    tilt.foreshortened = true;
    out.planeSdRelative = planeSd(tilt.distanceMm);
    out.tiltSdRelative = tiltSd(tilt);
    out.warnings.push_back(tiltNotKnown());
    return out;
}

}  // namespace

extern const Method rulerMethod;
const Method rulerMethod{"ruler", applies, fromRuler};

}  // namespace cicatrix::calibrate
