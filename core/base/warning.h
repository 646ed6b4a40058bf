// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace cicatrix {

/// What a person should know about a result that stands all the same.
enum class WarningCode {
    Blurred,
    Overexposed,
    Underexposed,
    LowResolution,  ///< the photo's long side is 2048 px or less and it carries no camera data: perhaps resized by a messenger
    WoundTouchesBorder,
    NoWoundFound,
    NoMarkerFound,
    MarkerSuspect,    ///< found, but side ratios or corner sharpness are poor
    MarkersDisagree,  ///< two markers give different scales
    MirroredMarker,
    TiltNotCorrected,  ///< one scale only, and the camera's tilt is more than 10° or not known
    CloseWideAngle,    ///< wide-angle lens nearer than 150 mm: barrel distortion
    LowConfidence,
    FellBack,  ///< memory ran out: smaller tiles, or the CPU, were used
    UncalibratedColour,
    Other,
};

struct Warning {
    WarningCode code;
    std::string detail;  ///< plain English, may be empty
};
using Warnings = std::vector<Warning>;

/// The warning's words as the command line prints them ("blurred", "no marker found", …), with the detail in brackets.
[[nodiscard]] std::string describe(const Warning& warning);

}  // namespace cicatrix
