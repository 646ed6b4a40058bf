// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/facts.h"
#include "core/report/pages.h"
#include "core/report/photo_panel.h"

#include <algorithm>

namespace cicatrix::report::pages::photos {

namespace {

QString roleOf(const Words& words, const std::vector<const ReportVisit*>& visits, std::size_t index)
{
    if (visits.size() == 1) {
        return words("Current");
    }
    if (index == 0) {
        return words("First");
    }
    return index + 1 == visits.size() ? words("Current") : words("Previous");
}

QString captionOf(const Words& words, const ReportVisit& visit)
{
    const auto area = areaOf(visit);
    QString caption = area ? words.areaCm2(*area) : words("area in cm² not known");
    if (!isAccepted(visit)) {
        caption += QStringLiteral(" · ") + words("proposed");
    }
    caption += u'\n' + words("Calibration: %1").arg(calibrationText(words, visit.calibration));
    if (visit.calibration.known()) {
        caption += QStringLiteral(", ") + words.number(*visit.calibration.mmPerPixel, 3) + QStringLiteral(" mm/px");
    } else {
        caption += QStringLiteral("; ") + words("not to scale");
    }
    return caption;
}

QString titleOf(const Words& words, const std::vector<const ReportVisit*>& visits)
{
    if (visits.size() == 1) {
        return words("Photo");
    }
    for (const ReportVisit* visit : visits) {
        if (!visit->calibration.known()) {
            return words("Photos: first, previous and current visit");
        }
    }
    return words("Photos: first, previous and current visit, same scale");
}

bool hasTissue(const std::vector<const ReportVisit*>& visits)
{
    for (const ReportVisit* visit : visits) {
        if (visit->photo->labels && visit->figures && !visit->figures->total.tissue.empty()) {
            return true;
        }
    }
    return false;
}

void drawTissueLegend(Sheet& sheet, const ReportData& data)
{
    const QFont caption = sheet.font(style::kCaptionPt);
    double x = sheet.left();
    const double y = sheet.y();
    for (const Tissue code : occurringTissues(data)) {
        const char letter = tissueStyle(code).letter;
        QString name = sheet.words().tissue(code);
        if (letter != 0) {
            name = QString(QChar::fromLatin1(letter)) + QStringLiteral("  ") + name;
        }
        const double width = sheet.mm(5.5) + QFontMetricsF(caption).horizontalAdvance(name);
        fillTissue(sheet.painter(), {x, y + sheet.mm(0.2), sheet.mm(4), sheet.mm(2.8)}, code, sheet.mm(1.3));
        sheet.text({x + sheet.mm(5.2), y, width, 0}, name, caption, style::kText);
        x += width + sheet.mm(4);
    }
    sheet.skip(4.5);
}

}  // namespace

bool applies(const ReportData& data) { return !keyPhotos(data).empty(); }

void draw(Sheet& sheet, const ReportData& data)
{
    const Words& words = sheet.words();
    const auto visits = keyPhotos(data);
    const double gap = sheet.mm(4);
    const double side = (sheet.width() - 2 * gap) / 3;
    const QFont strong = sheet.font(style::kBodyPt, true), caption = sheet.font(style::kCaptionPt);
    const bool tissue = hasTissue(visits);
    double captionHeight = 0;
    for (const ReportVisit* visit : visits) {
        captionHeight = std::max(captionHeight, sheet.textHeight(side, captionOf(words, *visit), caption));
    }
    const double head = sheet.mm(5);
    const double rows = tissue ? 2 : 1;
    const double around = head + captionHeight + sheet.mm(tissue ? 10 : 3);
    // A little lower where that keeps the photos on the page that states the change.
    const double heading = sheet.mm(17);
    const double free = (sheet.room() - heading - around) / rows;
    const double height = free >= side * 0.56 ? std::min(free, side * 0.74) : side * 0.74;
    sheet.section(titleOf(words, visits), around + rows * height);
    PhotoRow row = commonWindow(visits);
    const double top = sheet.y();
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const double x = sheet.left() + double(i) * (side + gap);
        sheet.text({x, top, side, 0}, roleOf(words, visits, i) + QStringLiteral(" · ") + words.date(visits[i]->date), strong,
                   style::kText);
        row.layer = PhotoLayer::Outline;
        drawPhotoPanel(sheet, {x, top + head, side, height}, *visits[i], row);
        sheet.text({x, top + head + height + sheet.mm(1.2), side, 0}, captionOf(words, *visits[i]), caption, style::kMuted);
        if (tissue) {
            row.layer = PhotoLayer::Tissue;
            drawPhotoPanel(sheet, {x, top + head + height + captionHeight + sheet.mm(3), side, height}, *visits[i], row);
        }
    }
    sheet.moveTo(top + head + height + captionHeight + sheet.mm(3));
    if (tissue) {
        sheet.moveTo(sheet.y() + height + sheet.mm(2));
        drawTissueLegend(sheet, data);
    }
}

}  // namespace cicatrix::report::pages::photos
