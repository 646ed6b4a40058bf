// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/chart.h"

#include "core/report/facts.h"
#include "core/report/pages.h"

namespace cicatrix::report::pages::chart {

bool applies(const ReportData& data) { return !data.series.points.empty(); }

void draw(Sheet& sheet, const ReportData& data)
{
    const Words& words = sheet.words();
    const double height = sheet.mm(112);
    sheet.section(words("Course"), height + sheet.mm(8));
    drawChart(sheet.painter(), {sheet.left(), sheet.y(), sheet.width(), height}, sheet.point(), {data.series, data.healing, {}},
              words.language());
    sheet.moveTo(sheet.y() + height);
    sheet.skip(1.5);
    const std::string& note = data.healing.curve ? data.healing.curve->closureNote : data.healing.curveNote;
    if (!note.empty()) {
        const QString lead = data.healing.curve ? words("No closure date: %1.") : words("No fitted curve: %1.");
        sheet.paragraph(lead.arg(words.note(note)), sheet.font(style::kCaptionPt), style::kMuted);
    }
}

}  // namespace cicatrix::report::pages::chart
