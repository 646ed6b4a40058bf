// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace cicatrix::measure {

namespace {

/// Digits after the point that leave `significant` figures of `value` > 0; negative: zeros before the point.
int decimalsFor(double value, int significant)
{
    const int decimals = significant - 1 - static_cast<int>(std::floor(std::log10(value)));
    // 0.0996 rounds to 0.10, which has one figure more than asked for.
    const double rounded = std::round(value * std::pow(10.0, decimals)) / std::pow(10.0, decimals);
    return significant - 1 - static_cast<int>(std::floor(std::log10(rounded) + 1e-9));
}

double roundTo(double value, int decimals)
{
    const double scale = std::pow(10.0, std::abs(decimals));
    const double rounded = decimals >= 0 ? std::round(value * scale) / scale : std::round(value / scale) * scale;
    return rounded == 0 ? 0.0 : rounded;  // never "-0"
}

std::string fixed(double value, int decimals)
{
    char text[400];
    const int length = std::snprintf(text, sizeof text, "%.*f", decimals, value);
    std::string result(text, static_cast<std::size_t>(std::clamp(length, 0, static_cast<int>(sizeof text) - 1)));
    std::replace(result.begin(), result.end(), ',', '.');  // a C locale set by a library must not change files
    return result;
}

}  // namespace

std::string FormattedEstimate::text(const std::string& unit) const
{
    std::string result = valueText + " " + unit;
    if (plusMinus) {
        result += " ± " + plusMinusText;
    }
    return note.empty() ? result : result + " (" + note + ")";
}

FormattedEstimate formatEstimate(double value, double halfWidth95)
{
    constexpr int kMostDecimals = 9;
    FormattedEstimate result;
    const bool known = std::isfinite(halfWidth95) && halfWidth95 > 0;
    const double magnitude = known ? halfWidth95 : std::abs(value);
    const int places =
        magnitude > 0 && std::isfinite(magnitude) ? std::min(decimalsFor(magnitude, known ? 2 : 3), kMostDecimals) : 0;
    result.decimals = std::max(places, 0);
    result.value = roundTo(value, places);
    result.valueText = fixed(result.value, result.decimals);
    if (known) {
        result.plusMinus = roundTo(halfWidth95, places);
        result.plusMinusText = fixed(*result.plusMinus, result.decimals);
    }
    return result;
}

FormattedEstimate formatEstimate(const Estimate& estimate) { return formatEstimate(estimate.value, sd95(estimate.sd)); }

FormattedEstimate formatAreaCm2(const Estimate& areaCm2)
{
    constexpr double kSmallestAreaCm2 = 0.3;  // below it the outline's error is the whole figure (clinical.md 1.4)
    FormattedEstimate result = formatEstimate(areaCm2);
    if (areaCm2.value < kSmallestAreaCm2) {
        result.note = "< 0.3 cm²";
    }
    return result;
}

}  // namespace cicatrix::measure
