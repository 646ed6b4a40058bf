// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/healing_chart_layers.h"

#include "ui/bridge/locale_text.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace cicatrix::ui {

namespace {

constexpr double kSide = 12;         // free at the left of the labels
constexpr double kRight = 24;        // free at the right of the plots: half a date
constexpr double kAreaShare = 0.65;  // of the plots' height
constexpr double kIntervalHeight = 50;
constexpr double kLeastPlot = 24;
constexpr double kLargestDot = 5.5;
constexpr double kSmallestDot = 2.25;

double valueLabelWidth(const HealingFrame& frame, const QFontMetricsF& metrics)
{
    double width = metrics.horizontalAdvance(numberText(100, 0));
    for (const double tick : frame.map.scale.ticks) {
        width = std::max(width, metrics.horizontalAdvance(numberText(tick, frame.map.scale.decimals(tick))));
    }
    return width;
}

std::vector<QDate> datesOf(const HealingChartData& data)
{
    std::vector<QDate> dates;
    for (const HealingPoint& point : data.points) {
        dates.push_back(point.date);
    }
    return dates;
}

void placeEvents(HealingFrame& frame, const QFontMetricsF& metrics)
{
    frame.events.clear();
    std::vector<NamedMark> marks;
    for (const HealingPoint& point : frame.data.points) {
        if (!point.events.isEmpty() && frame.map.shows(dayOf(point.date))) {
            const QString names = point.events.join(QStringLiteral(", "));
            frame.events.push_back({frame.map.x(dayOf(point.date)), names, NameSide::None});
            marks.push_back({frame.events.back().x, metrics.horizontalAdvance(names)});
        }
    }
    const std::vector<NameSide> sides = placeNames(marks, frame.map.area.left(), frame.size.width() - kSide);
    for (std::size_t i = 0; i < sides.size(); ++i) {
        frame.events[i].side = sides[i];
    }
}

/// Right of its line where there is room, else on the roomier side, where it is then cut.
void placeWeekFour(HealingFrame& frame, const QFontMetricsF& metrics)
{
    frame.weekFourText = {};
    const auto& day = frame.data.weekFourDate;
    if (!day || !frame.map.shows(dayOf(*day)) || !frame.hasArea()) {
        return;
    }
    const double x = frame.map.x(dayOf(*day));
    const double width = metrics.horizontalAdvance(frame.data.weekFourText) + 2;
    const double right = frame.size.width() - kSide - (x + 6);
    const double left = x - 6 - (frame.map.area.left() + metrics.horizontalAdvance(frame.unit));
    const double top = frame.map.area.top() - metrics.height() - 11;
    const bool rightwards = width <= right || right >= left;
    const double used = std::max(1.0, std::min(width, rightwards ? right : left));
    frame.weekFourText = {rightwards ? x + 6 : x - 6 - used, top, used, metrics.height()};
}

/// Dots shrink before they run into each other.
double dotRadius(const HealingFrame& frame)
{
    const auto shown = std::count_if(frame.data.points.begin(), frame.data.points.end(),
                                     [&](const HealingPoint& point) { return frame.map.shows(dayOf(point.date)); });
    return std::clamp(frame.map.area.width() / double(std::max<std::ptrdiff_t>(1, shown)) * 0.28, kSmallestDot, kLargestDot);
}

}  // namespace

const HealingPoint* HealingFrame::point(std::int64_t visit) const
{
    const auto found = std::find_if(data.points.begin(), data.points.end(), [&](const auto& p) { return p.visit == visit; });
    return found == data.points.end() ? nullptr : &*found;
}

std::optional<QPointF> HealingFrame::marker(const HealingPoint& point) const
{
    if (!hasArea() || !(point.closed || point.areaCm2)) {
        return std::nullopt;
    }
    return QPointF(map.x(dayOf(point.date)), map.y(point.closed ? 0 : *point.areaCm2));
}

bool HealingFrame::hasArea() const
{
    return std::any_of(data.points.begin(), data.points.end(), [](const auto& p) { return p.closed || p.areaCm2; });
}

void layOut(HealingFrame& frame, bool logarithmic)
{
    const QFontMetricsF metrics(frame.caption);
    const QFontMetricsF textMetrics(frame.text);
    const double line = std::ceil(metrics.height());
    const bool events = std::any_of(frame.data.points.begin(), frame.data.points.end(),
                                    [](const HealingPoint& point) { return !point.events.isEmpty(); });
    const double top = line + 22;
    const double strip = events ? line + 12 : 0;
    const double title = std::ceil(textMetrics.height()) + 24;
    const double bottom = 2 * line + 16;
    const bool tissue = !frame.stack.codes.empty();
    const double free = frame.size.height() - top - strip - bottom - (tissue ? title : 0);
    const double areaHeight = std::max(kLeastPlot, std::floor(free * (tissue ? kAreaShare : 1)));
    const int intervals = std::clamp(int(areaHeight / kIntervalHeight), 2, 6);
    frame.map.scale = areaScale(frame.data, logarithmic, intervals);
    const double left = std::ceil(kSide + valueLabelWidth(frame, metrics) + 12);
    const double width = std::max(kLeastPlot, frame.size.width() - left - kRight);
    frame.map.area = {left, top, width, areaHeight};
    frame.titleAt = {kSide, frame.map.area.bottom() + strip + 14 + textMetrics.ascent()};
    const double tissueTop = frame.map.area.bottom() + strip + title;
    frame.map.tissue =
        tissue ? QRectF(left, tissueTop, width, std::max(kLeastPlot, frame.size.height() - bottom - tissueTop)) : QRectF();
    frame.dateTop = (tissue ? frame.map.tissue.bottom() : frame.map.area.bottom() + strip) + 9;
    frame.dates = dateLabels(datesOf(frame.data), frame.map.time, width,
                             [&](const QString& text) { return metrics.horizontalAdvance(text); });
    frame.radius = dotRadius(frame);
    frame.letters = tissue ? letterSpots(frame.stack, frame.map) : std::vector<LetterSpot>{};
    placeEvents(frame, metrics);
    placeWeekFour(frame, metrics);
}

}  // namespace cicatrix::ui
