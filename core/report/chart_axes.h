// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/chart.h"

#include <QRectF>

#include <vector>

namespace cicatrix::report {

/// Days along the chart's width, the same for both panels.
struct TimeAxis {
    Date first{};
    double days = 28;  ///< shown from `first`
    double left = 0;
    double width = 0;
    int stepDays = 7;  ///< between labelled ticks
    Date origin{};     ///< the baseline visit: weeks count from here

    [[nodiscard]] double at(double daysFromFirst) const { return left + width * daysFromFirst / days; }
    [[nodiscard]] double at(Date date) const { return at(daysBetween(first, date)); }
    [[nodiscard]] double right() const { return left + width; }
};

/// `labelWidth` is what one date label takes, so that neighbours do not touch.
[[nodiscard]] TimeAxis timeAxis(const ChartData& data, double left, double width, double labelWidth);

struct ValueAxis {
    double maximum = 1;
    double step = 0.2;
    double top = 0;
    double bottom = 0;

    [[nodiscard]] double at(double value) const { return bottom - (bottom - top) * value / maximum; }
    /// As `at`, but no higher or lower than the panel.
    [[nodiscard]] double clamped(double value) const;
    [[nodiscard]] int decimals() const;
};

/// From 0 to the first round number above `largest`, in four to eight steps.
[[nodiscard]] ValueAxis valueAxis(double largest, double top, double bottom);

}  // namespace cicatrix::report
