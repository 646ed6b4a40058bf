// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"

#include <cstdint>
#include <span>

namespace cicatrix::metrics {

/// Pixel spacing in the unit the distances are to have (px or mm).
struct Spacing {
    double y = 1;
    double x = 1;
};

struct SurfaceOptions {
    Spacing spacing;
    double tolerance = 2;  ///< tau of the normalised surface Dice, in the spacing's unit
};

/// Distances between the outlines of two masks (non-zero = inside). Both empty: NaN. One empty: infinite, NSD 0.
struct SurfaceFigures {
    double hausdorff = 0;
    double hausdorff95 = 0;        ///< larger of the two directed 95th percentiles (MONAI's way)
    double hausdorff95Pooled = 0;  ///< 95th percentile of both sets together; printed only if asked
    double assd = 0;
    double nsd = 0;
    int predictionSurface = 0;  ///< surface pixels: mask minus its erosion by the 4-neighbourhood, outside = background
    int truthSurface = 0;
};
[[nodiscard]] SurfaceFigures surfaceFigures(const Grid<std::uint8_t>& prediction, const Grid<std::uint8_t>& truth,
                                            const SurfaceOptions& options = {});

/// Exact squared Euclidean distance of every pixel centre to the nearest non-zero pixel's centre (infinite when there is
/// none): Felzenszwalb and Huttenlocher 2012, two passes.
[[nodiscard]] Grid<double> squaredDistances(const Grid<std::uint8_t>& features, Spacing spacing);

/// A mean that says what it left out: infinite distances are counted, finite ones averaged, NaN skipped.
struct FiniteMean {
    double value = 0;  ///< NaN when nothing finite
    int used = 0;
    int infinite = 0;
};
[[nodiscard]] FiniteMean finiteMean(std::span<const double> values);

}  // namespace cicatrix::metrics
