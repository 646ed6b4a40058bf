// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calibrate/calibrate.h"
#include "core/calibrate/find_markers.h"
#include "core/calibrate/plane_fit.h"

#include <vector>

namespace cicatrix::calibrate {

/// A marker whose printed size is known.
struct SizedMarker {
    FoundMarker found;
    double mm = 0;
};

/// What the methods decide upon.
struct Evidence {
    int width = 0;
    int height = 0;
    const Hints& hints;
    std::vector<SizedMarker> markers;

    [[nodiscard]] Point middle() const { return {width / 2.0, height / 2.0}; }
    /// Focal length in px that a photo without a better clue is taken to have.
    [[nodiscard]] double assumedFocal() const { return kAssumedFocal * (width > height ? width : height); }
};

/// One way to a calibration: a file of its own and a line in methods.def.
struct Method {
    const char* name;
    bool (*applies)(const Evidence&);
    Result<Calibration> (*calibrate)(const Evidence&);
};

/// Mean side in px.
[[nodiscard]] double sidePx(const FoundMarker& marker);
/// The marker as the plane fit wants it, with the noise that its corners must be expected to have.
[[nodiscard]] Square squareOf(const SizedMarker& marker);
/// No calibration, and why.
[[nodiscard]] Calibration refused(WarningCode code, std::string reason);

}  // namespace cicatrix::calibrate
