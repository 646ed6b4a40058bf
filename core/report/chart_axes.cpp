// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/chart_axes.h"

#include <algorithm>
#include <cmath>

namespace cicatrix::report {

namespace {

Date baselineDate(const ChartData& data)
{
    for (const timeline::SeriesPoint& point : data.series.points) {
        if (data.healing.baseline && point.visit == *data.healing.baseline) {
            return point.date;
        }
    }
    return data.series.points.empty() ? Date{} : data.series.points.front().date;
}

}  // namespace

TimeAxis timeAxis(const ChartData& data, double left, double width, double labelWidth)
{
    TimeAxis axis;
    axis.left = left;
    axis.width = width;
    axis.origin = baselineDate(data);
    axis.first = axis.origin;
    double last = 28;
    if (!data.series.points.empty()) {
        axis.first = data.series.points.front().date;
        const double span = daysBetween(axis.first, data.series.points.back().date);
        last = std::max(last, span);
        const double offset = daysBetween(axis.first, axis.origin);
        if (data.healing.curve && !data.healing.curve->band.empty()) {
            last = std::max(last, std::min(offset + data.healing.curve->band.back().weeks * 7, span * 1.2));
        }
    }
    const double margin = last * 0.045;
    axis.days = last + 2 * margin;
    axis.first -= std::chrono::days(int(std::ceil(margin)));
    for (const int step : {7, 14, 28, 56, 84, 182, 364, 728, 1456}) {
        axis.stepDays = step;
        if (width * step / axis.days >= labelWidth) {
            break;
        }
    }
    return axis;
}

double ValueAxis::clamped(double value) const { return std::clamp(at(value), top, bottom); }

int ValueAxis::decimals() const { return std::max(0, -int(std::floor(std::log10(step) + 1e-9))); }

ValueAxis valueAxis(double largest, double top, double bottom)
{
    ValueAxis axis;
    axis.top = top;
    axis.bottom = bottom;
    const double safe = largest > 0 ? largest : 1;
    const double decade = std::pow(10.0, std::floor(std::log10(safe / 5)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        axis.step = decade * factor;
        if (safe / axis.step <= 6) {
            break;
        }
    }
    axis.maximum = std::ceil(safe / axis.step + 1e-9) * axis.step;
    return axis;
}

}  // namespace cicatrix::report
