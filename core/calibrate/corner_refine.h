// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/grid.h"

#include <array>
#include <optional>

namespace cicatrix::calibrate {

struct RefinedCorners {
    std::array<Point, 4> corners;
    double cornerSdPx = 0;
    double bendPx = 0;
};

/// Sub-pixel corners of a dark square on white: along each side the edge is found at many places in linear light (where
/// blur does not move it), a straight line is fitted without the outliers that glare or dirt makes, and neighbours are
/// intersected. `slackPx` is how far the given corners may be off. Empty where a side is not there to be seen.
[[nodiscard]] std::optional<RefinedCorners> refineCorners(const Grid<Rgb>& photo, const std::array<Point, 4>& corners,
                                                          double slackPx);

}  // namespace cicatrix::calibrate
