// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeline/series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace cicatrix::timeline {

namespace {

constexpr std::array<std::string_view, 6> kEventKeys{"debridement", "surgery", "infection", "dressing", "antibiotics", "other"};

}  // namespace

bool splitsSeries(EventKind kind)
{
    return kind == EventKind::Debridement || kind == EventKind::Surgery || kind == EventKind::Infection;
}

std::string_view key(EventKind kind) { return kEventKeys[static_cast<std::size_t>(kind)]; }

std::optional<EventKind> eventKindFromKey(std::string_view key)
{
    const auto found = std::find(kEventKeys.begin(), kEventKeys.end(), key);
    if (found == kEventKeys.end()) {
        return std::nullopt;
    }
    return static_cast<EventKind>(found - kEventKeys.begin());
}

Series sorted(Series series)
{
    std::stable_sort(series.points.begin(), series.points.end(), [](const SeriesPoint& a, const SeriesPoint& b) {
        return std::pair(a.date, a.visit) < std::pair(b.date, b.visit);
    });
    return series;
}

std::string Change::text() const
{
    const long whole = std::lround(std::abs(percent));
    const std::string sign = whole == 0 ? "" : percent > 0 ? "+" : "−";
    return sign + std::to_string(whole) + " % in " + std::to_string(days) + (days == 1 ? " day, " : " days, ") +
           (beyondError ? "beyond" : "within") + " measurement error";
}

}  // namespace cicatrix::timeline
