// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/calibration.h"
#include "core/base/grid.h"
#include "core/base/tissue.h"

#include <optional>
#include <string>
#include <vector>

namespace cicatrix::image {

/// One line of the legend.
struct LegendEntry {
    Tissue code = Tissue::Other;
    std::string text;  ///< ASCII; e.g. "granulation 62 %"
};

struct OverlayOptions {
    int longSide = 2048;    ///< of the painted photo, px; only photos below 640 px are enlarged, by a whole factor
    double opacity = 0.35;  ///< of the tissue colours, 0…1
    bool legend = true;     ///< a strip below the photo; it never covers a pixel of it
    bool markers = true;    ///< outlines of the calibration's markers
    /// Legend lines; empty: the tissues that occur, with their share of the open wound's pixels.
    std::vector<LegendEntry> entries;
};

/// Paints what was found onto a copy of the photo: tissue colours with pattern and letter, the 0.5-level outline of
/// the open wound, the legend with a scale bar (or the words that there is no scale) below. `labels` has the photo's size.
[[nodiscard]] Grid<Rgb> paintOverlay(const Grid<Rgb>& photo, const LabelMap& labels, const Calibration& calibration,
                                     const OverlayOptions& options);

}  // namespace cicatrix::image
