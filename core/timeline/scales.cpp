// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeline/scales.h"

#include <array>
#include <cmath>

namespace cicatrix::timeline {

int pushAreaBand(double lengthTimesWidthCm2)
{
    // Upper bounds of scores 1 to 9 (clinical.md 4.1). The printed bands leave gaps (0.65), so it is rounded to one decimal first.
    constexpr std::array<double, 9> upper{0.2, 0.6, 1.0, 2.0, 3.0, 4.0, 8.0, 12.0, 24.0};
    const double rounded = std::round(lengthTimesWidthCm2 * 10) / 10;
    int score = 1;
    for (const double bound : upper) {
        score += rounded > bound + 1e-9 ? 1 : 0;
    }
    return score;
}

std::optional<PushArea> pushArea(const Figures& figures, bool closedByPerson)
{
    if (closedByPerson) {
        return PushArea{};
    }
    const WoundFigures& wound = figures.total;
    if (wound.clockLengthMm && wound.clockWidthMm) {
        const double product = *wound.clockLengthMm * *wound.clockWidthMm / 100;
        return PushArea{pushAreaBand(product), product, {}};
    }
    if (wound.lengthMm && wound.widthMm) {
        const double product = wound.lengthMm->value * wound.widthMm->value / 100;
        return PushArea{pushAreaBand(product), product, "from greatest length × perpendicular width: head direction not known"};
    }
    return std::nullopt;
}

std::optional<int> sinbadAreaPoint(const Figures& figures)
{
    if (!figures.total.areaCm2) {
        return std::nullopt;
    }
    return figures.total.areaCm2->value >= 1 ? 1 : 0;
}

double detectableReductionPercent(double relativeSd) { return 100 * (1 - std::exp(-1.96 * std::sqrt(2.0) * relativeSd)); }

}  // namespace cicatrix::timeline
