// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/tissue.h"

#include <vector>

namespace cicatrix::measure {

/// One wound opening: its outer 0.5-level contour and its holes (epithelial islands), in px. The level lies half-way
/// between the centres of an inside and an outside pixel, so every vertex is the middle of a pixel's edge (marching squares
/// on the binary map, padded with zeros). Pixels that touch at a corner belong together.
struct Contour {
    Polygon outer;                        ///< shoelace > 0
    std::vector<Polygon> holes;           ///< shoelace < 0
    PixelRect bounds;                     ///< of the opening's pixels
    [[nodiscard]] double areaPx() const;  ///< open area
};

/// The openings of the map (codes by `isWound`), largest open area first: the order of `Figures::wounds`.
[[nodiscard]] std::vector<Contour> outlines(const LabelMap& labels);

/// Whether an opening reaches the picture's border, where the wound may go on unseen.
[[nodiscard]] bool touchesBorder(const PixelRect& bounds, int width, int height);

}  // namespace cicatrix::measure
