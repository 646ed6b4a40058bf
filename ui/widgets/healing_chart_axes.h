// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/healing_chart_data.h"

#include <QLineF>
#include <QRectF>

#include <functional>

namespace cicatrix::ui {

/// Time on the chart runs in Julian days, which are whole at noon UTC: a visit stands in the middle of its day.
[[nodiscard]] double dayOf(QDate date);
[[nodiscard]] QDate dateOf(double day);

struct DaySpan {
    double from = 0;
    double to = 1;
    [[nodiscard]] double length() const { return to - from; }
    friend bool operator==(const DaySpan&, const DaySpan&) = default;
};
/// All visits, the week-4 day and the curve (at most a fifth beyond the visits), with a little air.
[[nodiscard]] DaySpan wholeSpan(const HealingChartData& data);
/// `span` moved, and shortened if it must be, to lie within `whole`.
[[nodiscard]] DaySpan within(DaySpan span, const DaySpan& whole);
/// `span` made `factor` times as long with `day` staying in its place; at least three days, at most `whole`.
[[nodiscard]] DaySpan zoomed(const DaySpan& span, double day, double factor, const DaySpan& whole);

/// The area axis, from its first tick to its last.
struct AreaScale {
    bool logarithmic = false;
    std::vector<double> ticks{0, 1};
    /// 0 at the first tick, 1 at the last. What lies below the axis (0 on a logarithmic one) is at 0.
    [[nodiscard]] double fraction(double areaCm2) const;
    /// Digits after the point that a tick's label needs.
    [[nodiscard]] int decimals(double tick) const;
};
/// From 0, with at most `intervals` (≥ 1) steps of 1, 2, 4 or 5 · 10ⁿ.
[[nodiscard]] AreaScale linearScale(double largest, int intervals);
/// Ticks at 1, 2, 5 · 10ⁿ around both ends, or at the powers of ten where those would be many; four decades at most.
[[nodiscard]] AreaScale logarithmicScale(double smallest, double largest);
/// The scale that shows every point with its bar, the week-4 mark, and the curve as far as it stays near them.
[[nodiscard]] AreaScale areaScale(const HealingChartData& data, bool logarithmic, int intervals);

/// Where values lie, in the widget's device-independent pixels.
struct PlotMap {
    QRectF area;    ///< upper plot
    QRectF tissue;  ///< lower plot; null where no visit's tissue is known
    DaySpan time;   ///< what both show
    AreaScale scale;
    [[nodiscard]] double x(double day) const;
    [[nodiscard]] double day(double x) const;
    [[nodiscard]] double y(double areaCm2) const;
    [[nodiscard]] double shareY(double share) const;
    /// Whether a day is in view.
    [[nodiscard]] bool shows(double day) const { return day >= time.from && day <= time.to; }
};
/// The 95 % bar of an area on its day, from the low end (p1) to the high end (p2), ends within the axis.
[[nodiscard]] QLineF errorBar(const PlotMap& map, double day, double areaCm2, double plusMinusCm2);

/// Width of a text in pixels; a parameter, so that placing can be tested without a font.
using TextWidth = std::function<double(const QString&)>;

struct DateLabel {
    double day = 0;
    QString text;  ///< "28 Oct"
    QString year;  ///< below it; empty where it says nothing new
};
/// Dates below a time axis `pixels` wide, centred on their day and never nearer than a gap: the visits' own where all of
/// them have room, else regular ones counted from the first visit (whole weeks from a week on).
[[nodiscard]] std::vector<DateLabel> dateLabels(const std::vector<QDate>& visits, const DaySpan& span, double pixels,
                                                const TextWidth& width);

inline constexpr double kMarkHalf = 6;  ///< half the width of an event's triangle
inline constexpr double kNameGap = 5;   ///< between the triangle and its name

enum class NameSide { None, Right, Left };
/// A mark's place on the axis and how long its name is, in pixels.
struct NamedMark {
    double x = 0;
    double width = 0;
};
/// On which side of each mark (sorted by x) its name has room between `left` and `right`: never on another mark or name.
[[nodiscard]] std::vector<NameSide> placeNames(const std::vector<NamedMark>& marks, double left, double right);

}  // namespace cicatrix::ui
