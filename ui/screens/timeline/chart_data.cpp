// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/locale_text.h"
#include "ui/models/figures_text.h"
#include "ui/screens/timeline/timeline_screen.h"

#include <QCoreApplication>

#include <algorithm>

namespace cicatrix::ui {

namespace {

HealingPoint pointOf(const timeline::SeriesPoint& from)
{
    HealingPoint point;
    point.visit = from.visit.value;
    point.date = toQDate(from.date);
    point.accepted = from.accepted;
    point.closed = from.closed;
    if (const auto& area = from.figures.total.areaCm2; area && !from.closed) {
        point.areaCm2 = area->value;
        const FiguresText text = figuresText(from.figures);
        point.plusMinusCm2 = text.areaPlusMinusCm2;
        point.areaText = text.area + ' ' + text.areaUnit;
    }
    for (const TissueFigure& tissue : from.figures.total.tissue) {
        if (tissue.code != Tissue::Callus) {
            point.shares.emplace_back(tissue.code, tissue.share.value);
        }
    }
    for (const EventKind event : from.events) {
        point.events << eventText(event);
    }
    return point;
}

void putWeekFour(HealingChartData& data, const clinic::WoundHistory& history)
{
    const auto& healing = history.healing;
    const auto& points = history.series.points;
    const auto base = std::find_if(points.begin(), points.end(), [&](const timeline::SeriesPoint& p) {
        return healing.baseline && p.visit == *healing.baseline;
    });
    if (base == points.end() || !base->figures.total.areaCm2) {
        return;
    }
    data.weekFourDate = toQDate(base->date).addDays(28);
    data.weekFourAreaCm2 = base->figures.total.areaCm2->value * (1 - healing.weekFour.markPercent / 100);
    data.weekFourMissed = healing.weekFour.below;
    const QString mark = numberText(healing.weekFour.markPercent, 0);
    data.weekFourText = healing.weekFour.below
                            ? QCoreApplication::translate("Timeline", "week 4 · %1 % mark not reached").arg(mark)
                        : healing.weekFour.areaReductionPercent
                            ? QCoreApplication::translate("Timeline", "week 4 · %1 % mark reached").arg(mark)
                            : QCoreApplication::translate("Timeline", "week 4");
}

}  // namespace

HealingChartData chartData(const clinic::WoundHistory& history)
{
    HealingChartData data;
    for (const timeline::SeriesPoint& point : history.series.points) {
        data.points.push_back(pointOf(point));
    }
    putWeekFour(data, history);
    if (history.healing.curve && data.weekFourDate) {
        data.curveOrigin = data.weekFourDate->addDays(-28);
        for (const timeline::CurvePoint& point : history.healing.curve->band) {
            data.curve.push_back({point.weeks * 7, point.areaCm2, point.low, point.high});
        }
    }
    return data;
}

}  // namespace cicatrix::ui
