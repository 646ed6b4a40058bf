// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/warning.h"

namespace cicatrix {

namespace {
const char* words(WarningCode code)
{
    switch (code) {
    case WarningCode::Blurred:
        return "blurred";
    case WarningCode::Overexposed:
        return "overexposed";
    case WarningCode::Underexposed:
        return "underexposed";
    case WarningCode::LowResolution:
        return "low resolution";
    case WarningCode::WoundTouchesBorder:
        return "wound touches the border";
    case WarningCode::NoWoundFound:
        return "no wound found";
    case WarningCode::NoMarkerFound:
        return "no marker found";
    case WarningCode::MarkerSuspect:
        return "marker suspect";
    case WarningCode::MarkersDisagree:
        return "markers disagree";
    case WarningCode::MirroredMarker:
        return "mirrored marker";
    case WarningCode::TiltNotCorrected:
        return "tilt not corrected";
    case WarningCode::CloseWideAngle:
        return "wide-angle lens too close";
    case WarningCode::LowConfidence:
        return "low confidence";
    case WarningCode::FellBack:
        return "fell back";
    case WarningCode::UncalibratedColour:
        return "colour not calibrated";
    case WarningCode::Other:
        return "";
    }
    return "";
}
}  // namespace

std::string describe(const Warning& warning)
{
    const std::string text = words(warning.code);
    if (warning.detail.empty()) {
        return text;
    }
    return text.empty() ? warning.detail : text + " (" + warning.detail + ")";
}

}  // namespace cicatrix
