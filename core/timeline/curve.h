// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timeline/series.h"

#include <optional>
#include <span>

namespace cicatrix::timeline {

/// One area that takes part in a fit; weeks since the baseline.
struct FitPoint {
    double weeks = 0;
    Estimate areaCm2;
};

/// What turns weeks into dates and a curve into a closure range.
struct FitFrame {
    Date baseline;
    Date today;
    double closureAreaCm2 = 0.1;
};

/// Exponential or delayed exponential, by AICc, with its 95 % band and the closure range where it may be given. `points` by
/// time, areas above 0. Empty with fewer than three points or all on one day.
[[nodiscard]] std::optional<HealingCurve> fitCurve(std::span<const FitPoint> points, const FitFrame& frame);

}  // namespace cicatrix::timeline
