// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/figures.h"

#include <optional>
#include <string>

namespace cicatrix::timeline {

/// PUSH 3.0 area sub-score of a head-to-toe length × width in cm², rounded to one decimal first; bands by their upper
/// bounds, 0 only for a wound that a person has closed.
[[nodiscard]] int pushAreaBand(double lengthTimesWidthCm2);

struct PushArea {
    int score = 0;
    double lengthTimesWidthCm2 = 0;
    std::string note;  ///< "from greatest length × perpendicular width: head direction not known", else empty
};
/// Of the largest opening; empty when nothing is calibrated and the wound is not closed.
[[nodiscard]] std::optional<PushArea> pushArea(const Figures& figures, bool closedByPerson);

/// SINBAD's area point: 1 from 1 cm² on; empty when the area is not known.
[[nodiscard]] std::optional<int> sinbadAreaPoint(const Figures& figures);

/// Smallest area reduction (in %) that two measurements of relative SD c can tell from none: 100·(1 − e^(−1.96·√2·c)).
[[nodiscard]] double detectableReductionPercent(double relativeSd);

}  // namespace cicatrix::timeline
