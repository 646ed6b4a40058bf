// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calibrate/uncertainty.h"

#include <numbers>

namespace cicatrix::calibrate {

namespace {

bool applies(const Evidence& evidence) { return evidence.hints.mmPerPixel.has_value(); }

Result<Calibration> fromTyped(const Evidence& evidence)
{
    Calibration out;
    const double scale = *evidence.hints.mmPerPixel;
    out.method = CalibrationMethod::Typed;
    out.mmPerPixel = scale;
    out.mmPerPixelSd = evidence.hints.mmPerPixelSd.value_or(kTypedScaleSd * scale);
    UncorrectedTilt tilt;
    tilt.unknownRmsRad = kUnknownTiltRmsDeg * std::numbers::pi / 180;
    tilt.distanceMm = evidence.assumedFocal() * scale;
    tilt.foreshortened = true;  // the scale is taken to hold at the wound, so there is no way from one to the other
    out.planeSdRelative = planeSd(tilt.distanceMm);
    out.tiltSdRelative = tiltSd(tilt);
    out.warnings.push_back(tiltNotKnown());
    return out;
}

}  // namespace

extern const Method typedMethod;
const Method typedMethod{"typed", applies, fromTyped};

}  // namespace cicatrix::calibrate
