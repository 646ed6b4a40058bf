// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/healing_chart_axes.h"

#include "ui/bridge/locale_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cicatrix::ui {

namespace {

constexpr double kLeastDays = 3;    // zoomed all in
constexpr double kSingleDays = 28;  // around a lone visit
constexpr double kLabelGap = 14;
constexpr double kOverhang = 20;  // how far a date may stand out beyond the plot's ends
constexpr double kDecades = 1e-4;

/// The largest of 1, 2, 5 · 10ⁿ that is not above `value` > 0 (`up`: the smallest not below it).
double oneTwoFive(double value, bool up)
{
    const double decade = std::pow(10.0, std::floor(std::log10(value) + 1e-9));
    const double mantissa = value / decade;
    if (up) {
        return decade * (mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 + 1e-9 ? 2 : mantissa <= 5 + 1e-9 ? 5 : 10);
    }
    return decade * (mantissa >= 5 - 1e-9 ? 5 : mantissa >= 2 - 1e-9 ? 2 : 1);
}

double nextOneTwoFive(double tick) { return oneTwoFive(tick * 1.5, true); }

/// Labels for these days, or nothing where two would come too near; those beyond the ends are left out.
std::optional<std::vector<DateLabel>> fitted(const std::vector<double>& days, const DaySpan& span, double pixels,
                                             const TextWidth& width)
{
    std::vector<DateLabel> labels;
    double end = -kOverhang - kLabelGap;
    for (const double day : days) {
        const Date date = fromQDate(dateOf(day));
        DateLabel label{day, shortDateText(date, date), QString::number(dateOf(day).year())};
        const double x = (day - span.from) / span.length() * pixels;
        const double half = std::max(width(label.text), width(label.year)) / 2;
        if (x - half < -kOverhang || x + half > pixels + kOverhang) {
            continue;
        }
        if (x - half < end + kLabelGap) {
            return std::nullopt;
        }
        end = x + half;
        labels.push_back(std::move(label));
    }
    return labels;
}

/// Keeps the year where it changes, and below the first where another follows or the span is long.
std::vector<DateLabel> withYears(std::vector<DateLabel> labels, const DaySpan& span)
{
    const bool several = !labels.empty() && (labels.front().year != labels.back().year || span.length() > 366);
    QString last;
    for (DateLabel& label : labels) {
        const QString year = label.year;
        if (!several || year == last) {
            label.year.clear();
        }
        last = year;
    }
    return labels;
}

}  // namespace

double dayOf(QDate date) { return double(date.toJulianDay()); }

QDate dateOf(double day) { return QDate::fromJulianDay(std::llround(day)); }

DaySpan wholeSpan(const HealingChartData& data)
{
    if (data.points.empty()) {
        return {};
    }
    const auto [first, last] = std::minmax_element(data.points.begin(), data.points.end(),
                                                   [](const auto& a, const auto& b) { return a.date < b.date; });
    DaySpan span{dayOf(first->date), dayOf(last->date)};
    const double visits = span.length();
    if (data.weekFourDate) {
        span = {std::min(span.from, dayOf(*data.weekFourDate)), std::max(span.to, dayOf(*data.weekFourDate))};
    }
    if (!data.curve.empty() && data.curveOrigin.isValid()) {
        const double end = dayOf(data.curveOrigin) + data.curve.back().day;
        span.to = std::max(span.to, std::min(end, dayOf(first->date) + visits * 1.2));
    }
    if (span.length() < 1) {
        return {span.from - kSingleDays / 2, span.to + kSingleDays / 2};
    }
    const double air = std::max(0.5, span.length() * (visits > 0 ? 0.012 : 0.05));  // a lone visit's bar needs more
    return {span.from - air, span.to + std::max(air, span.length() * 0.024)};
}

DaySpan within(DaySpan span, const DaySpan& whole)
{
    const double length = std::min(span.length(), whole.length());
    const double from = std::clamp(span.from, whole.from, whole.to - length);
    return {from, from + length};
}

DaySpan zoomed(const DaySpan& span, double day, double factor, const DaySpan& whole)
{
    const double length = std::clamp(span.length() * factor, std::min(kLeastDays, whole.length()), whole.length());
    const double from = day - (day - span.from) / span.length() * length;
    return within({from, from + length}, whole);
}

double AreaScale::fraction(double areaCm2) const
{
    const double low = ticks.front();
    const double high = ticks.back();
    if (logarithmic) {
        return areaCm2 <= low ? 0 : std::log(areaCm2 / low) / std::log(high / low);
    }
    return std::max(0.0, (areaCm2 - low) / (high - low));
}

int AreaScale::decimals(double tick) const
{
    const double finest = logarithmic ? tick : ticks[1] - ticks[0];
    return finest > 0 ? std::max(0, -int(std::floor(std::log10(finest) + 1e-9))) : 0;
}

AreaScale linearScale(double largest, int intervals)
{
    const double top = std::isfinite(largest) && largest > 0 ? largest : 1;
    const double decade = std::pow(10.0, std::floor(std::log10(top / intervals)));
    double step = decade * 10;
    for (const double factor : {5.0, 4.0, 2.0, 1.0}) {
        step = std::ceil(top / (decade * factor) - 1e-9) <= intervals ? decade * factor : step;
    }
    AreaScale scale{false, {}};
    const int count = std::max(1, int(std::ceil(top / step - 1e-9)));
    for (int i = 0; i <= count; ++i) {
        scale.ticks.push_back(i * step);
    }
    return scale;
}

AreaScale logarithmicScale(double smallest, double largest)
{
    const double top = std::isfinite(largest) && largest > 0 ? largest : 1;
    const double high = oneTwoFive(top, true);
    double low = oneTwoFive(std::clamp(smallest, top * kDecades, top), false);
    if (low >= high) {
        low = oneTwoFive(high * 0.6, false);
    }
    AreaScale scale{true, {}};
    for (double tick = low; tick <= high * (1 + 1e-9); tick = nextOneTwoFive(tick)) {
        scale.ticks.push_back(tick);
    }
    if (scale.ticks.size() > 7) {
        scale.ticks.clear();
        for (double tick = std::pow(10.0, std::floor(std::log10(low) + 1e-9)); tick < high * 9.99; tick *= 10) {
            scale.ticks.push_back(tick);
        }
    }
    return scale;
}

AreaScale areaScale(const HealingChartData& data, bool logarithmic, int intervals)
{
    double largest = 0;
    double smallest = std::numeric_limits<double>::infinity();
    for (const HealingPoint& point : data.points) {
        if (point.areaCm2 && !point.closed && *point.areaCm2 > 0) {
            const double low = *point.areaCm2 - point.plusMinusCm2;
            largest = std::max(largest, *point.areaCm2 + point.plusMinusCm2);
            smallest = std::min(smallest, low > 0 ? low : *point.areaCm2 / 2);
        }
    }
    if (largest > 0 && data.weekFourDate && data.weekFourAreaCm2 && *data.weekFourAreaCm2 > 0) {
        largest = std::max(largest, *data.weekFourAreaCm2);
        smallest = std::min(smallest, *data.weekFourAreaCm2);
    }
    double reach = largest;
    for (const HealingCurvePoint& point : data.curve) {
        reach = std::max(reach, point.high);
    }
    largest = std::min(reach, largest * 1.15);
    return logarithmic ? logarithmicScale(std::min(smallest, largest), largest) : linearScale(largest, intervals);
}

double PlotMap::x(double day) const { return area.left() + (day - time.from) / time.length() * area.width(); }

double PlotMap::day(double x) const { return time.from + (x - area.left()) / area.width() * time.length(); }

double PlotMap::y(double areaCm2) const { return area.bottom() - scale.fraction(areaCm2) * area.height(); }

double PlotMap::shareY(double share) const { return tissue.bottom() - share * tissue.height(); }

QLineF errorBar(const PlotMap& map, double day, double areaCm2, double plusMinusCm2)
{
    const double x = map.x(day);
    const double high = std::max(map.area.top(), map.y(areaCm2 + plusMinusCm2));
    return {x, map.y(areaCm2 - plusMinusCm2), x, high};
}

std::vector<DateLabel> dateLabels(const std::vector<QDate>& visits, const DaySpan& span, double pixels, const TextWidth& width)
{
    if (visits.empty() || pixels <= 0) {
        return {};
    }
    std::vector<double> days;
    for (const QDate& date : visits) {
        const double day = dayOf(date);
        if (day >= span.from && day <= span.to && (days.empty() || day > days.back())) {
            days.push_back(day);
        }
    }
    const bool enough = days.size() > 1 || (days.size() == 1 && visits.front() == visits.back());
    if (auto labels = enough ? fitted(days, span, pixels, width) : std::nullopt) {
        return withYears(std::move(*labels), span);
    }
    const double origin = dayOf(visits.front());
    for (double step = 1;; step = step == 1 ? 2 : step == 2 ? 7 : step * 2) {
        days.clear();
        // At one pixel a day at least the first step does; far fewer days than pixels are ever tried.
        for (double day = origin + std::ceil((span.from - origin) / step) * step;
             day <= span.to && double(days.size()) <= pixels; day += step) {
            days.push_back(day);
        }
        if (auto labels = fitted(days, span, pixels, width)) {
            return withYears(std::move(*labels), span);
        }
    }
}

std::vector<NameSide> placeNames(const std::vector<NamedMark>& marks, double left, double right)
{
    std::vector<NameSide> sides;
    double taken = left;  // everything before is used
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const auto& [x, width] = marks[i];
        const double next = i + 1 < marks.size() ? std::min(right, marks[i + 1].x - kMarkHalf - kNameGap) : right;
        const double reach = kMarkHalf + kNameGap + width;
        const NameSide side = x + reach <= next ? NameSide::Right : x - reach >= taken ? NameSide::Left : NameSide::None;
        taken = std::max(taken, x + (side == NameSide::Right ? reach : kMarkHalf) + kNameGap);
        sides.push_back(side);
    }
    return sides;
}

}  // namespace cicatrix::ui
