// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/facts.h"
#include "core/report/pages.h"
#include "core/report/photo_panel.h"
#include "core/report/table.h"

#include <cmath>

namespace cicatrix::report::pages::measurements {

namespace {

const QString kDash = QStringLiteral("–");

Estimate inCm(const Estimate& mm) { return {mm.value / 10, mm.sd / 10}; }

QString lengthWidth(const Words& words, const std::optional<Figures>& figures)
{
    if (!figures || !figures->total.lengthMm || !figures->total.widthMm) {
        return kDash;
    }
    const auto side = [&](const Estimate& mm) { return words.local(measure::formatEstimate(inCm(mm)).valueText); };
    return side(*figures->total.lengthMm) + QStringLiteral(" × ") + side(*figures->total.widthMm);
}

QString clockLengthWidth(const Words& words, const std::optional<Figures>& figures)
{
    if (!figures || !figures->total.clockLengthMm || !figures->total.clockWidthMm) {
        return kDash;
    }
    return words.number(*figures->total.clockLengthMm / 10, 1) + QStringLiteral(" × ") +
           words.number(*figures->total.clockWidthMm / 10, 1);
}

QString perimeterCell(const Words& words, const std::optional<Figures>& figures)
{
    if (!figures || !figures->total.perimeterMm) {
        return kDash;
    }
    return words.value(measure::formatEstimate(inCm(*figures->total.perimeterMm)));
}

QString reduction(const Words& words, const timeline::VisitMetrics* metrics)
{
    return metrics != nullptr && metrics->areaReductionPercent
               ? words.number(std::round(*metrics->areaReductionPercent) + 0.0, 0)
               : kDash;
}

QString depth(const Words& words, const ClinicalFields& fields)
{
    return fields.depthCm ? words.number(*fields.depthCm, 1) : fields.depthNotProbed ? words("not probed") : kDash;
}

QString areaCell(const Words& words, const ReportVisit& visit)
{
    const auto area = areaOf(visit);
    if (!area) {
        return kDash;
    }
    const measure::FormattedEstimate formatted = measure::formatAreaCm2(*area);
    QString cell = words.value(formatted);
    if (!formatted.note.empty()) {
        cell += u'\n' + words.local(formatted.note);
    }
    return cell;
}

TableRow rowOf(const Words& words, const ReportData& data, const ReportVisit& visit)
{
    QString date = words.date(visit.date);
    if (!isAccepted(visit)) {
        date += u'\n' + words("proposed");
    }
    return {{date, calibrationText(words, visit.calibration), areaCell(words, visit),
             reduction(words, metricsOf(data, visit.id)), lengthWidth(words, visit.figures),
             clockLengthWidth(words, visit.figures), perimeterCell(words, visit.figures), depth(words, visit.fields)},
            !isAccepted(visit)};
}

}  // namespace

bool applies(const ReportData& data) { return !data.visits.empty(); }

void draw(Sheet& sheet, const ReportData& data)
{
    const Words& words = sheet.words();
    std::vector<TableRow> rows;
    for (const ReportVisit& visit : data.visits) {
        rows.push_back(rowOf(words, data, visit));
    }
    const Qt::Alignment right = Qt::AlignRight;
    sheet.section(words("Measurements"), sheet.mm(26));
    drawTable(sheet,
              {{words("Visit"), {}, Qt::AlignLeft},
               {words("Calibration"), {}, Qt::AlignLeft},
               {words("Open area"), words("cm², ± 95 %"), right},
               {words("Reduction"), words("%, from first"), right},
               {words("Length × width"), words("cm, greatest"), right},
               {words("Length × width"), words("cm, head to foot"), right},
               {words("Perimeter"), words("cm, ± 95 %"), right},
               {words("Depth"), words("cm"), right}},
              rows);
    sheet.skip(1.8);
    sheet.paragraph(
        words("Greatest: longest extent × longest chord at right angles to it. Head to foot: extents along and across "
              "the body's axis, where the head's direction was marked. Reduction: part of the first visit's area that "
              "has closed; negative means growth. –: not known."),
        sheet.font(style::kCaptionPt), style::kMuted);
}

}  // namespace cicatrix::report::pages::measurements
