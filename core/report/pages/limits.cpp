// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/facts.h"
#include "core/report/pages.h"

namespace cicatrix::report::pages::limits {

namespace {

QStringList datesWhere(const Words& words, const ReportData& data, bool (*matches)(const ReportVisit&))
{
    QStringList dates;
    for (const ReportVisit& visit : data.visits) {
        if (matches(visit)) {
            dates << words.date(visit.date);
        }
    }
    return dates;
}

QStringList limitLines(const Words& words, const ReportData& data)
{
    QStringList lines{
        words("Cicatrix is research software, not a medical device; it proposes, a named clinician accepts."),
        words(
            "This report is not a diagnosis. Figures are estimates from photographs; ± is the 95 % interval of the measurement "
            "and holds for the part of the wound that the photo shows, on a surface taken as flat.")};
    const QStringList bare = datesWhere(words, data, [](const ReportVisit& v) { return v.figures && !v.calibration.known(); });
    if (!bare.isEmpty()) {
        lines << words("Without calibration (no figures in cm or cm²): %1.").arg(bare.join(QStringLiteral(", ")));
    }
    const QStringList proposed = datesWhere(words, data, [](const ReportVisit& v) { return !isAccepted(v); });
    if (!proposed.isEmpty()) {
        lines << words("Proposed and not accepted (no part of change, curve and flags): %1.")
                     .arg(proposed.join(QStringLiteral(", ")));
    }
    for (const timeline::Flag& flag : data.healing.flags) {
        if (flag.kind == timeline::FlagKind::MixedCalibration) {
            lines << words("The visits were calibrated in different ways; changes between them are less certain.");
        }
    }
    for (const ExcludedVisit& visit : data.excluded) {
        const QString detail = visit.detail.empty() ? QString() : QStringLiteral(": ") + QString::fromStdString(visit.detail);
        lines << words("Left out: visit of %1 (%2).").arg(words.date(visit.date), words.note(visit.reason) + detail);
    }
    for (const ReportVisit& visit : data.visits) {
        QStringList warnings;
        for (const Warning& warning : visit.warnings) {
            warnings << words(describe({warning.code, {}}).c_str());
        }
        warnings.removeDuplicates();
        if (!warnings.isEmpty()) {
            lines << words("Warnings at the visit of %1: %2.").arg(words.date(visit.date), warnings.join(QStringLiteral(", ")));
        }
    }
    return lines;
}

void drawSignature(Sheet& sheet)
{
    const Words& words = sheet.words();
    const double height = sheet.mm(24);
    sheet.keep(height);
    const double y = sheet.y() + sheet.mm(17);
    const double gap = sheet.mm(8);
    const double wide = (sheet.width() - 2 * gap) / 3;
    const QFont caption = sheet.font(style::kCaptionPt);
    const QString names[] = {words("Place, date"), words("Name in block letters"), words("Signature")};
    for (int i = 0; i < 3; ++i) {
        const double x = sheet.left() + i * (wide + gap);
        sheet.painter().setPen(QPen(style::kMuted, sheet.mm(0.2)));
        sheet.painter().drawLine(QPointF(x, y), QPointF(x + wide, y));
        sheet.text({x, y + sheet.mm(1), wide, 0}, names[i], caption, style::kMuted);
    }
    sheet.moveTo(sheet.y() + height);
}

}  // namespace

bool applies(const ReportData&) { return true; }

void draw(Sheet& sheet, const ReportData& data)
{
    const Words& words = sheet.words();
    sheet.section(words("Limits"), sheet.mm(20));
    for (const QString& line : limitLines(words, data)) {
        sheet.paragraph(line, sheet.font(style::kBodyPt), style::kText);
        sheet.skip(0.9);
    }
    drawSignature(sheet);
}

}  // namespace cicatrix::report::pages::limits
