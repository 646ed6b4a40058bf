// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeline/curve.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace cicatrix::timeline {

namespace {

constexpr int kWeekFourDay = 28;
constexpr int kWeekFourFirstDay = 21;
constexpr int kWeekFourLastDay = 35;

/// A visit whose area counts.
struct Usable {
    const SeriesPoint* point;
    Estimate areaCm2;
    [[nodiscard]] int daysSince(const Usable& earlier) const { return daysBetween(earlier.point->date, point->date); }
};

/// The area of a visit, or why there is none.
struct Area {
    std::optional<Estimate> cm2;
    std::string note;
};

Area areaOf(const SeriesPoint& point)
{
    if (!point.accepted) {
        return {std::nullopt, "proposed, not accepted"};
    }
    if (point.closed) {
        return {Estimate{0, 0}, {}};
    }
    const std::optional<Estimate>& area = point.figures.total.areaCm2;
    if (point.calibration == CalibrationMethod::None || !area) {
        return {std::nullopt, "no calibration: px² of different photos cannot be compared"};
    }
    if (area->value <= 0) {
        return {std::nullopt, "no wound in the mask, but nobody has confirmed that it is closed"};
    }
    return {area, {}};
}

Change changeBetween(const Usable& from, const Usable& to)
{
    const double difference = to.areaCm2.value - from.areaCm2.value;
    return {100 * difference / from.areaCm2.value, to.daysSince(from),
            std::abs(difference) > 1.96 * std::hypot(from.areaCm2.sd, to.areaCm2.sd)};
}

std::optional<double> perimeterCm(const Usable& visit)
{
    if (visit.point->closed) {
        return 0.0;
    }
    const auto& perimeter = visit.point->figures.total.perimeterMm;
    return perimeter ? std::optional(perimeter->value / 10) : std::nullopt;
}

/// Gilman: D = (A1 − A2) / mean perimeter, a week.
std::optional<double> linearHealing(const Usable& from, const Usable& to)
{
    const auto p1 = perimeterCm(from);
    const auto p2 = perimeterCm(to);
    const int days = to.daysSince(from);
    if (!p1 || !p2 || *p1 + *p2 <= 0 || days <= 0) {
        return std::nullopt;
    }
    return (from.areaCm2.value - to.areaCm2.value) / ((*p1 + *p2) / 2) / (days / 7.0);
}

std::optional<Usable> findBaseline(const std::vector<Usable>& usable, const std::optional<VisitId>& chosen)
{
    for (const Usable& visit : usable) {
        if (visit.areaCm2.value > 0 && (!chosen || visit.point->visit == *chosen)) {
            return visit;
        }
    }
    return std::nullopt;
}

/// One line per visit; `usable` in the same order.
std::vector<VisitMetrics> visitMetrics(const Series& series, const std::vector<Usable>& usable,
                                       const std::optional<Usable>& baseline)
{
    std::vector<VisitMetrics> result;
    std::size_t next = 0;
    for (const SeriesPoint& point : series.points) {
        VisitMetrics metrics;
        metrics.visit = point.visit;
        metrics.date = point.date;
        metrics.accepted = point.accepted;
        metrics.weeks = baseline ? daysBetween(baseline->point->date, point.date) / 7.0 : 0;
        metrics.note = areaOf(point).note;
        if (next < usable.size() && usable[next].point == &point) {
            const Usable& visit = usable[next];
            if (next > 0) {
                metrics.linearCmPerWeek = linearHealing(usable[next - 1], visit);
                if (usable[next - 1].areaCm2.value > 0) {
                    metrics.sincePrevious = changeBetween(usable[next - 1], visit);
                }
            }
            if (baseline && point.date >= baseline->point->date) {
                const double ratio = visit.areaCm2.value / baseline->areaCm2.value;
                metrics.areaReductionPercent = 100 * (1 - ratio);
                metrics.logAreaRatio = ratio > 0 ? std::optional(std::log(ratio)) : std::nullopt;
                metrics.sinceBaseline = changeBetween(*baseline, visit);
            }
            ++next;
        }
        result.push_back(std::move(metrics));
    }
    return result;
}

/// Area at day 28: interpolated between the nearest visits of days 21 to 35 on both sides; with visits on one side only,
/// the nearest one as it is, named in the note.
WeekFour weekFour(const std::vector<Usable>& usable, const std::optional<Usable>& baseline, Date today, double markPercent)
{
    WeekFour result;
    result.markPercent = markPercent;
    if (!baseline) {
        result.note = "no baseline: no accepted visit with an area";
        return result;
    }
    if (daysBetween(baseline->point->date, today) < kWeekFourDay) {
        result.note = "not yet four weeks";
        return result;
    }
    const Usable* before = nullptr;
    const Usable* after = nullptr;
    for (const Usable& visit : usable) {
        const int day = visit.daysSince(*baseline);
        if (day >= kWeekFourFirstDay && day <= kWeekFourDay) {
            before = &visit;
        }
        if (day >= kWeekFourDay && day <= kWeekFourLastDay && after == nullptr) {
            after = &visit;
        }
    }
    if (before == nullptr && after == nullptr) {
        result.note = "no visit near week 4";
        return result;
    }
    double area = 0;
    if (before != nullptr && after != nullptr) {
        const int span = after->daysSince(*before);
        const double t = span == 0 ? 0 : static_cast<double>(kWeekFourDay - before->daysSince(*baseline)) / span;
        area = before->areaCm2.value + t * (after->areaCm2.value - before->areaCm2.value);
    } else {
        const Usable& nearest = before != nullptr ? *before : *after;
        area = nearest.areaCm2.value;
        result.note = "from the visit on day " + std::to_string(nearest.daysSince(*baseline));
    }
    result.areaReductionPercent = 100 * (1 - area / baseline->areaCm2.value);
    result.below = *result.areaReductionPercent < markPercent;
    return result;
}

/// Areas after the last splitting event, its own visit included (its photo shows the wound after it), not before the baseline.
std::vector<FitPoint> fitPoints(const std::vector<Usable>& usable, const Usable& baseline)
{
    std::vector<FitPoint> points;
    for (const Usable& visit : usable) {
        const int days = visit.daysSince(baseline);
        if (days < 0) {
            continue;
        }
        if (std::any_of(visit.point->events.begin(), visit.point->events.end(), splitsSeries)) {
            points.clear();
        }
        if (visit.areaCm2.value > 0) {
            points.push_back({days / 7.0, visit.areaCm2});
        }
    }
    return points;
}

void addCurve(HealingMetrics& metrics, const std::vector<Usable>& usable, const std::optional<Usable>& baseline,
              const FitFrame& frame)
{
    if (!baseline) {
        metrics.curveNote = "no baseline: no accepted visit with an area";
        return;
    }
    metrics.curve = fitCurve(fitPoints(usable, *baseline), frame);
    if (!metrics.curve) {
        metrics.curveNote = "fewer than three accepted visits with an area since the last event";
    } else if (usable.back().point->closed) {
        metrics.curve->closure.reset();
        metrics.curve->closureNote = "the wound is closed";
    }
}

std::string marked(double percent) { return std::to_string(std::lround(percent)) + " %"; }

void addWeekFourFlag(HealingMetrics& metrics, const Series& series, bool windowOver)
{
    const WeekFour& week = metrics.weekFour;
    if (week.below) {
        metrics.flags.push_back(
            {FlagKind::BelowWeekFourMark, "below the " + marked(week.markPercent) + " mark at week 4; reassess",
             series.venous ? "area reduction at week 4 predicts healing of venous ulcers: Kantor and Margolis 2000, "
                             "Gelfand 2002; the mark is a setting"
                           : "Sheehan 2003, Diabetes Care 26:1879 (diabetic foot ulcers, 53 % at week 4); the mark "
                             "is a setting"});
    } else if (metrics.baseline && windowOver && !week.areaReductionPercent) {
        metrics.flags.push_back({FlagKind::NoVisitNearWeekFour, "no visit near week 4", "days 21 to 35 after the baseline"});
    }
}

bool expectedToGrow(const SeriesPoint& point)
{
    return std::any_of(point.events.begin(), point.events.end(),
                       [](EventKind kind) { return kind == EventKind::Debridement || kind == EventKind::Surgery; });
}

void addGrowthFlag(HealingMetrics& metrics, const std::vector<Usable>& usable)
{
    if (usable.size() < 2 || usable[usable.size() - 2].areaCm2.value <= 0) {
        return;
    }
    const Usable& previous = usable[usable.size() - 2];
    const Usable& latest = usable.back();
    const Change change = changeBetween(previous, latest);
    if (change.percent <= 0 || !change.beyondError) {
        return;
    }
    const bool expected = expectedToGrow(*previous.point) || expectedToGrow(*latest.point);
    metrics.flags.push_back({FlagKind::Growth, change.text() + (expected ? "; debridement or surgery in between" : ""),
                             "last two accepted visits, 1.96 × their combined standard deviation"});
}

void addCalibrationFlags(HealingMetrics& metrics, const Series& series, const std::vector<Usable>& usable)
{
    std::set<CalibrationMethod> methods;
    for (const Usable& visit : usable) {
        if (!visit.point->closed) {
            methods.insert(visit.point->calibration);
        }
    }
    if (methods.size() > 1) {
        std::string list;
        for (const CalibrationMethod method : methods) {
            list += (list.empty() ? "" : ", ") + std::string(key(method));
        }
        metrics.flags.push_back(
            {FlagKind::MixedCalibration, "calibrated in different ways (" + list + "): a change may be the calibration's", {}});
    }
    const auto blank = std::count_if(series.points.begin(), series.points.end(), [](const SeriesPoint& point) {
        return point.accepted && !point.closed &&
               (point.calibration == CalibrationMethod::None || !point.figures.total.areaCm2);
    });
    if (blank > 0) {
        metrics.flags.push_back({FlagKind::Uncalibrated,
                                 std::to_string(blank) + (blank == 1 ? " accepted visit" : " accepted visits") +
                                     " without calibration: px² of different photos cannot be compared, cm are left blank",
                                 {}});
    }
}

void addClosureFlag(HealingMetrics& metrics, const Series& series)
{
    const auto open = std::find_if(series.points.begin(), series.points.end(), [&](const SeriesPoint& point) {
        return series.closed && *series.closed <= point.date && point.accepted && !point.closed;
    });
    if (open != series.points.end()) {
        metrics.flags.push_back({FlagKind::OpenAfterClosure,
                                 "open on " + isoDate(open->date) + " although recorded as closed on " +
                                     isoDate(*series.closed) + ": reopened, or the day of closure is wrong",
                                 "the wound's day of closure and its accepted outlines"});
    }
}

}  // namespace

HealingMetrics healingMetrics(const Series& unordered, Date today, const Settings& settings)
{
    const Series series = sorted(unordered);
    std::vector<Usable> usable;
    for (const SeriesPoint& point : series.points) {
        if (const Area area = areaOf(point); area.cm2) {
            usable.push_back({&point, *area.cm2});
        }
    }
    const std::optional<Usable> baseline = findBaseline(usable, settings.baseline);
    HealingMetrics metrics;
    metrics.baseline = baseline ? std::optional(baseline->point->visit) : std::nullopt;
    metrics.visits = visitMetrics(series, usable, baseline);
    metrics.weekFour =
        weekFour(usable, baseline, today, series.venous ? settings.venousMarkPercent : settings.otherMarkPercent);
    addCurve(metrics, usable, baseline, {baseline ? baseline->point->date : today, today, settings.closureAreaCm2});
    addWeekFourFlag(metrics, series, baseline && daysBetween(baseline->point->date, today) > kWeekFourLastDay);
    addGrowthFlag(metrics, usable);
    addCalibrationFlags(metrics, series, usable);
    addClosureFlag(metrics, series);
    return metrics;
}

}  // namespace cicatrix::timeline
