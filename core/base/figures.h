// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/tissue.h"

#include <optional>
#include <vector>

namespace cicatrix {

/// A measured quantity and its standard deviation.
struct Estimate {
    double value = 0;
    double sd = 0;
    friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// One tissue's part of the open wound bed. Callus, which is no part of it, has an area and a share of 0 sd 0 only
/// where it was found; its share is relative to the bed too and does not count towards the total of 1.
struct TissueFigure {
    Tissue code = Tissue::Other;
    Estimate share;  ///< 0…1 of the open wound bed, in the rectified plane
    double areaPx = 0;
    std::optional<double> areaCm2;
    friend bool operator==(const TissueFigure&, const TissueFigure&) = default;
};

/// The figures of one wound opening, or of all openings together. Empty = not known (no calibration, no head direction).
struct WoundFigures {
    double areaPx = 0;                     ///< open area of the 0.5-level contour, px²
    std::optional<Estimate> areaCm2;       ///< open area: holes subtracted
    std::optional<double> areaOutlineCm2;  ///< holes ignored
    std::optional<Estimate> perimeterMm;   ///< outer contours only
    std::optional<Estimate> lengthMm;      ///< greatest extent (maximum Feret diameter)
    std::optional<Estimate> widthMm;       ///< greatest chord at 90° to it
    std::optional<double> clockLengthMm;   ///< extent along head–foot; needs the head direction
    std::optional<double> clockWidthMm;    ///< extent across it
    std::optional<double> mmPerPixel;      ///< sqrt(|det J|) at the wound's centroid
    Polygon lengthAxisPx;                  ///< the two ends of the length, px; empty when not known
    Polygon widthAxisPx;
    std::vector<TissueFigure> tissue;  ///< in order of code, only tissues that occur
    PixelRect bounds;
    friend bool operator==(const WoundFigures&, const WoundFigures&) = default;
};

/// All figures of one mask: each opening, largest first, and their total. The total's perimeter is the sum; its length
/// and width are those of the largest opening.
struct Figures {
    std::vector<WoundFigures> wounds;
    WoundFigures total;
    friend bool operator==(const Figures&, const Figures&) = default;
};

/// Whole percentages that add up to 100 (largest remainder); `shares` sum to about 1.
[[nodiscard]] std::vector<int> wholePercentages(const std::vector<double>& shares);

}  // namespace cicatrix
