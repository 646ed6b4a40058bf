// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/figures_text.h"

#include "core/measure/format.h"
#include "ui/bridge/locale_text.h"

#include <QCoreApplication>

#include <cmath>

namespace cicatrix::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FiguresText)
};

Estimate inCm(const Estimate& mm) { return {mm.value / 10, mm.sd / 10}; }

QString plain(const measure::FormattedEstimate& value) { return numberText(value.value, value.decimals); }

QString withError(const measure::FormattedEstimate& value, const QString& unit)
{
    return plain(value) + (value.plusMinus ? " ± " + numberText(*value.plusMinus, value.decimals) : QString()) + ' ' + unit;
}

void putArea(FiguresText& text, const WoundFigures& total)
{
    if (!total.areaCm2) {
        text.area = numberText(total.areaPx, 0);
        text.areaUnit = "px²";
        return;
    }
    const measure::FormattedEstimate area = measure::formatAreaCm2(*total.areaCm2);
    text.area = plain(area);
    text.areaUnit =
        area.plusMinus ? Words::tr("cm² ± %1 (95 %)").arg(numberText(*area.plusMinus, area.decimals)) : QString("cm²");
    text.areaPlusMinusCm2 = measure::sd95(total.areaCm2->sd);
    text.areaNote = QString::fromStdString(area.note);
}

std::vector<TissueText> tissueText(const WoundFigures& total)
{
    std::vector<double> shares;
    for (const TissueFigure& figure : total.tissue) {
        if (figure.code != Tissue::Callus) {
            shares.push_back(figure.share.value);
        }
    }
    const std::vector<int> whole = wholePercentages(shares);
    std::vector<TissueText> lines;
    std::size_t next = 0;
    for (const TissueFigure& figure : total.tissue) {
        TissueText line{figure.code, figure.share.value, {}, {}};
        if (figure.code != Tissue::Callus) {
            line.share100 = QString::number(whole[next++]) + " %";
        }
        if (figure.areaCm2) {
            line.area = areaText(*figure.areaCm2);
        }
        lines.push_back(line);
    }
    return lines;
}

}  // namespace

FiguresText figuresText(const Figures& figures)
{
    FiguresText text;
    const WoundFigures& total = figures.total;
    putArea(text, total);
    if (total.perimeterMm) {
        text.perimeter = withError(measure::formatEstimate(inCm(*total.perimeterMm)), "cm");
    }
    if (total.lengthMm && total.widthMm) {
        text.greatest = plain(measure::formatEstimate(inCm(*total.lengthMm))) + " × " +
                        plain(measure::formatEstimate(inCm(*total.widthMm))) + " cm";
    }
    if (total.clockLengthMm && total.clockWidthMm) {
        text.clock = numberText(*total.clockLengthMm / 10, 1) + " × " + numberText(*total.clockWidthMm / 10, 1) + " cm";
    }
    text.tissue = tissueText(total);
    return text;
}

QString areaText(double cm2) { return plain(measure::formatEstimate(cm2, 0)) + " cm²"; }

QString calibrationText(const Calibration& calibration)
{
    switch (calibration.method) {
    case CalibrationMethod::Markers:
        return Words::tr("Printed markers");
    case CalibrationMethod::Marker:
        return Words::tr("One marker");
    case CalibrationMethod::Ruler:
        return Words::tr("Ruler, two points");
    case CalibrationMethod::Typed:
        return Words::tr("Typed scale");
    case CalibrationMethod::Dicom:
        return Words::tr("DICOM pixel spacing");
    case CalibrationMethod::None:
        break;
    }
    return Words::tr("None");
}

QString scaleText(const Calibration& calibration)
{
    if (!calibration.known()) {
        return {};
    }
    return withError(measure::formatEstimate(*calibration.mmPerPixel, measure::sd95(calibration.mmPerPixelSd.value_or(0))),
                     "mm/px");
}

QString tiltText(const Calibration& calibration)
{
    if (!calibration.tiltDeg) {
        return {};
    }
    QString text = numberText(*calibration.tiltDeg, 0) + "° " +
                   (calibration.homography ? Words::tr("corrected") : Words::tr("not corrected"));
    if (calibration.residualPx) {
        text += " · " + numberText(*calibration.residualPx, 1) + " px";
    }
    return text;
}

QString changeText(const timeline::Change& change, Date since, Date today)
{
    const long whole = std::lround(std::abs(change.percent));
    const QString arrow = whole == 0 ? "" : change.percent < 0 ? "▼ " : "▲ ";
    return arrow + Words::tr("%1 % since %2").arg(whole).arg(shortDateText(since, today)) + " · " +
           (change.beyondError ? Words::tr("beyond error") : Words::tr("within error"));
}

QString flagText(const timeline::Flag& flag, const timeline::HealingMetrics& healing)
{
    switch (flag.kind) {
    case timeline::FlagKind::BelowWeekFourMark:
        return Words::tr("< %1 % smaller after 4 weeks").arg(healing.weekFour.markPercent);
    case timeline::FlagKind::Growth:
        for (auto visit = healing.visits.rbegin(); visit != healing.visits.rend(); ++visit) {
            if (visit->sincePrevious && visit->sincePrevious->percent > 0) {
                return Words::tr("%1 in %2 days")
                    .arg(signedPercentText(visit->sincePrevious->percent))
                    .arg(visit->sincePrevious->days);
            }
        }
        return Words::tr("growing");
    case timeline::FlagKind::NoVisitNearWeekFour:
        return Words::tr("no visit near week 4");
    case timeline::FlagKind::MixedCalibration:
        return Words::tr("calibrations differ");
    case timeline::FlagKind::Uncalibrated:
        return Words::tr("visits without a scale");
    case timeline::FlagKind::OpenAfterClosure:
        return Words::tr("open again after closure");
    }
    return {};
}

}  // namespace cicatrix::ui
