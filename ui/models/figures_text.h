// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/calibration.h"
#include "core/base/figures.h"
#include "core/timeline/series.h"

#include <QString>

#include <vector>

namespace cicatrix::ui {

/// One tissue of the legend.
struct TissueText {
    Tissue code = Tissue::Other;
    double share = 0;  ///< 0…1
    QString share100;  ///< "58 %"
    QString area;      ///< "4.66 cm²"; empty without a scale
};

/// A visit's figures as the screen says them: the numbers of report and CSV (measure/format.h), written as the locale does.
/// A figure that is not known is empty.
struct FiguresText {
    QString area;                 ///< "8.04"
    QString areaUnit;             ///< "cm² ± 0.62 (95 %)", or px² where there is no scale
    QString areaNote;             ///< "< 0.3 cm²" beside a small one
    double areaPlusMinusCm2 = 0;  ///< half width of the 95 % interval; 0 where it is not known
    QString perimeter;
    QString greatest;  ///< length × width, greatest and across it
    QString clock;     ///< head to foot and across
    std::vector<TissueText> tissue;
};
[[nodiscard]] FiguresText figuresText(const Figures& figures);

/// "8.04 cm²", without its ±: for lists.
[[nodiscard]] QString areaText(double cm2);

/// "Two markers" and the like; "none" says that there is none.
[[nodiscard]] QString calibrationText(const Calibration& calibration);
/// "0.212 ± 0.001 mm/px"; empty where not known.
[[nodiscard]] QString scaleText(const Calibration& calibration);
/// "12° corrected · 0.3 px"; empty where not known.
[[nodiscard]] QString tiltText(const Calibration& calibration);

/// "▼ 9 % since 28 Oct · within error".
[[nodiscard]] QString changeText(const timeline::Change& change, Date since, Date today);
/// A reasoned flag in the application's language, short enough for a pill.
[[nodiscard]] QString flagText(const timeline::Flag& flag, const timeline::HealingMetrics& healing);

}  // namespace cicatrix::ui
