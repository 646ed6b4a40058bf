// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/figures.h"

#include <optional>
#include <string>

namespace cicatrix::measure {

/// An estimate rounded for people: the 95 % half-width to two significant figures, the value to match. Report, CSV and
/// screen all print these numbers; a screen localises `value` and `plusMinus` with `decimals` digits after the point.
struct FormattedEstimate {
    double value = 0;                 ///< rounded
    std::optional<double> plusMinus;  ///< rounded 95 % half-width; empty when the sd is not known
    int decimals = 0;                 ///< digits after the point, of both
    std::string valueText;            ///< with a point, never an exponent
    std::string plusMinusText;        ///< empty when not known
    std::string note;                 ///< "< 0.3 cm²" beside a small area, else empty
    /// "12.4 cm² ± 1.2", with the note in brackets.
    [[nodiscard]] std::string text(const std::string& unit) const;
};

/// Half-width of the 95 % interval of a standard deviation.
[[nodiscard]] constexpr double sd95(double sd) { return 1.96 * sd; }

/// `halfWidth95` not above 0 means unknown: the value keeps three significant figures.
[[nodiscard]] FormattedEstimate formatEstimate(double value, double halfWidth95);
[[nodiscard]] FormattedEstimate formatEstimate(const Estimate& estimate);
/// As above, with the note below 0.3 cm².
[[nodiscard]] FormattedEstimate formatAreaCm2(const Estimate& areaCm2);

}  // namespace cicatrix::measure
