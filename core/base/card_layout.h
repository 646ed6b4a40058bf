// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/grid.h"

#include <array>
#include <span>
#include <string_view>

namespace cicatrix {

// The printable calibration card as data, in millimetres from its top left corner, x to the right and y down.
// Report, phantom and calibration draw and read the same card. People cut it at kCardCutXMm and lay one half on each
// side of the wound.

/// Axis-aligned rectangle in millimetres.
struct MmRect {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    [[nodiscard]] constexpr bool contains(Point p) const { return p.x >= x && p.y >= y && p.x < x + width && p.y < y + height; }
};

inline constexpr double kCardWidthMm = 120;
inline constexpr double kCardHeightMm = 42;
inline constexpr double kCardMarkerMm = 20;      ///< outer side of the black square
inline constexpr double kCardQuietMm = 5;        ///< white all round a marker; one module of 3.33 mm is the least
inline constexpr double kCardCutXMm = 60;        ///< dashed vertical cut line
inline constexpr double kCardCheckLineMm = 100;  ///< "measure this line": the print-scale check
inline constexpr double kCardLineMm = 0.3;       ///< stroke width of cut line, check line and its end ticks
inline constexpr double kCardDashMm = 2;         ///< the cut line's dashes, as long as its gaps

/// Modules of a marker's side, the black border of one module included.
inline constexpr int kMarkerModules = 6;
/// Markers in the dictionary DICT_4X4_50.
inline constexpr int kMarkerCount = 50;

struct CardMarker {
    int id;
    MmRect square;
};

/// A grey or colour patch with its printed sRGB value.
struct CardPatch {
    std::string_view name;
    MmRect square;
    Rgb colour;
};

struct CardLine {
    Point from;
    Point to;
    bool dashed = false;
};

/// Ids 0 (left) and 1 (right).
[[nodiscard]] const std::array<CardMarker, 2>& cardMarkers();
/// Six greys on the left half, six colours on the right half.
[[nodiscard]] std::span<const CardPatch> cardPatches();
/// The cut line, the 100 mm check line, and the check line's two end ticks, in this order.
[[nodiscard]] std::span<const CardLine> cardLines();
/// Whether a module of marker `id` (0 … 49) is black; column and row count from the marker's top left, border included.
[[nodiscard]] bool markerModuleBlack(int id, int column, int row);
/// A marker's corners on the card: top left, top right, bottom right, bottom left.
[[nodiscard]] std::array<Point, 4> cardMarkerCornersMm(const CardMarker& marker);

}  // namespace cicatrix
