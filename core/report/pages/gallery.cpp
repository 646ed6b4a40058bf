// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/facts.h"
#include "core/report/pages.h"
#include "core/report/photo_panel.h"

namespace cicatrix::report::pages::gallery {

namespace {

std::vector<const ReportVisit*> photos(const ReportData& data)
{
    std::vector<const ReportVisit*> visits;
    for (const ReportVisit& visit : data.visits) {
        if (visit.photo && visit.photo->pixels && !visit.photo->pixels->empty()) {
            visits.push_back(&visit);
        }
    }
    return visits;
}

}  // namespace

/// Only where there are more photos than the row of first, previous and current shows.
bool applies(const ReportData& data) { return photos(data).size() > 3; }

void draw(Sheet& sheet, const ReportData& data)
{
    constexpr int kColumns = 4;
    const Words& words = sheet.words();
    const auto visits = photos(data);
    const double gap = sheet.mm(3);
    const double side = (sheet.width() - (kColumns - 1) * gap) / kColumns;
    const double height = side * 0.8;
    const double pitch = height + sheet.mm(9);
    const QFont caption = sheet.font(style::kCaptionPt);
    const PhotoRow row = commonWindow(visits);
    sheet.section(words("Photos, same scale"), pitch);
    for (std::size_t i = 0; i < visits.size(); ++i) {
        if (i % kColumns == 0) {
            sheet.keep(pitch);
        }
        const double x = sheet.left() + double(i % kColumns) * (side + gap);
        drawPhotoPanel(sheet, {x, sheet.y(), side, height}, *visits[i], row);
        const auto area = areaOf(*visits[i]);
        const QString text = words.date(visits[i]->date) + u'\n' + (area ? words.areaCm2(*area) : words("not to scale"));
        sheet.text({x, sheet.y() + height + sheet.mm(0.8), side, 0}, text, caption, style::kMuted);
        if (i % kColumns == kColumns - 1 || i + 1 == visits.size()) {
            sheet.moveTo(sheet.y() + pitch);
        }
    }
}

}  // namespace cicatrix::report::pages::gallery
