// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeline/series.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cicatrix::timeline {

bool splitsSeries(EventKind kind)
{
    return kind == EventKind::Debridement || kind == EventKind::Surgery || kind == EventKind::Infection;
}

Series sorted(Series series)
{
    std::stable_sort(series.points.begin(), series.points.end(), [](const SeriesPoint& a, const SeriesPoint& b) {
        return std::pair(a.date, a.visit) < std::pair(b.date, b.visit);
    });
    return series;
}

bool showsClosed(const std::optional<Date>& closed, Date date, bool accepted, const Figures& figures)
{
    return closed && *closed <= date && !(accepted && figures.total.areaPx > 0);
}

std::string Change::text() const
{
    const long whole = std::lround(std::abs(percent));
    const std::string sign = whole == 0 ? "" : percent > 0 ? "+" : "−";
    return sign + std::to_string(whole) + " % in " + std::to_string(days) + (days == 1 ? " day, " : " days, ") +
           (beyondError ? "beyond" : "within") + " measurement error";
}

}  // namespace cicatrix::timeline
