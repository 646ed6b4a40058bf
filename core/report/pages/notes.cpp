// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/pages.h"

#include <algorithm>

namespace cicatrix::report::pages::notes {

namespace {

bool hasNotes(const ReportVisit& visit)
{
    return !visit.fields.notes.empty() || !visit.fields.treatment.empty() || !visit.fields.plan.empty();
}

void drawNote(Sheet& sheet, const QString& name, const std::string& text)
{
    if (text.empty()) {
        return;
    }
    sheet.paragraph(name + QStringLiteral(": ") + QString::fromStdString(text), sheet.font(style::kBodyPt), style::kText);
    sheet.skip(0.6);
}

}  // namespace

bool applies(const ReportData& data) { return std::any_of(data.visits.begin(), data.visits.end(), hasNotes); }

/// Newest first: the plan that holds now is what the reader looks for.
void draw(Sheet& sheet, const ReportData& data)
{
    const Words& words = sheet.words();
    sheet.section(words("Notes, treatment and plan"), sheet.mm(16));
    for (auto visit = data.visits.rbegin(); visit != data.visits.rend(); ++visit) {
        if (!hasNotes(*visit)) {
            continue;
        }
        sheet.keep(sheet.mm(12));
        sheet.paragraph(words.date(visit->date), sheet.font(style::kBodyPt, true), style::kText);
        sheet.skip(0.4);
        drawNote(sheet, words("Notes"), visit->fields.notes);
        drawNote(sheet, words("Treatment"), visit->fields.treatment);
        drawNote(sheet, words("Plan"), visit->fields.plan);
        sheet.skip(1.6);
    }
}

}  // namespace cicatrix::report::pages::notes
