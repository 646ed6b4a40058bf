// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tissue.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace cicatrix::ui {

/// One visit's newest figures, as plain values.
struct HealingPoint {
    std::int64_t visit = 0;
    QDate date;
    bool accepted = false;          ///< else only proposed: drawn hollow
    bool closed = false;            ///< a person recorded the wound as healed: a hollow square at 0
    std::optional<double> areaCm2;  ///< empty: not known, and then not in the upper plot
    double plusMinusCm2 = 0;        ///< half width of the 95 % interval; 0 where it is not known
    QString areaText;               ///< the area for people, "8.90 ± 0.65 cm²", rounded as on every other screen
    std::vector<std::pair<Tissue, double>> shares;  ///< 0…1 of the wound bed, in any order; empty: not known
    QStringList events;                             ///< translated names of what was noted at the visit
};

/// The fitted curve and its 95 % band at one moment.
struct HealingCurvePoint {
    double day = 0;  ///< days since `HealingChartData::curveOrigin`, not only whole ones
    double areaCm2 = 0;
    double low = 0;
    double high = 0;
};

/// What one chart shows. Points may come in any order; the curve's by day.
struct HealingChartData {
    std::vector<HealingPoint> points;
    QDate curveOrigin;
    std::vector<HealingCurvePoint> curve;   ///< empty: none could be fitted
    std::optional<QDate> weekFourDate;      ///< empty: no baseline
    std::optional<double> weekFourAreaCm2;  ///< the area that the rule asks for by that day
    QString weekFourText;                   ///< "week 4 · 40 % mark not reached"
    bool weekFourMissed = false;            ///< drawn as a warning; else quietly
};

}  // namespace cicatrix::ui
