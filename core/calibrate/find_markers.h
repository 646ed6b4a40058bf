// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/grid.h"
#include "core/base/result.h"

#include <array>
#include <vector>

namespace cicatrix::calibrate {

/// A printed ArUco marker (DICT_4X4_50) in a photo.
struct FoundMarker {
    int id = 0;
    std::array<Point, 4> corners;  ///< px, sub-pixel; clockwise from the marker's own top left as printed
    double cornerSdPx = 0;         ///< SD of a corner coordinate, from the scatter of the edges
    double bendPx = 0;             ///< greatest RMS departure of an edge from a straight line
    bool mirrored = false;         ///< the photo shows it mirrored
};

/// All markers whose edges stand up to sub-pixel inspection. Looks on a reduced picture, with more contrast and at a
/// finer scale where little is found, and mirrored where nothing is; corners are refined at full resolution.
[[nodiscard]] Result<std::vector<FoundMarker>> findMarkers(const Grid<Rgb>& photo);

}  // namespace cicatrix::calibrate
