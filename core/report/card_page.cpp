// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/card_page.h"

#include "core/base/card_layout.h"
#include "core/report/pdf.h"
#include "core/report/sheet.h"

#include <QPainterPath>
#include <QPdfWriter>

namespace cicatrix::report {

namespace {

/// The card at `origin`, every length in true millimetres.
class CardDrawing {
public:
    CardDrawing(Sheet& sheet, QPointF origin) : m_sheet(sheet), m_painter(sheet.painter()), m_origin(origin) {}

    void draw()
    {
        m_painter.setPen(QPen(style::kLine, m_sheet.mm(0.2)));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(rect({0, 0, kCardWidthMm, kCardHeightMm}));
        for (const CardPatch& patch : cardPatches()) {
            m_painter.fillRect(rect(patch.square), QColor(patch.colour.r, patch.colour.g, patch.colour.b));
        }
        for (const CardMarker& marker : cardMarkers()) {
            drawMarker(marker);
        }
        drawLines();
        const QFont font = m_sheet.font(style::kCaptionPt - 0.6);
        m_sheet.text({at({5, 35.6}).x(), at({5, 35.6}).y(), m_sheet.mm(54), 0},
                     m_sheet.words()("This line is 100 mm long: measure it."), font, style::kText);
        m_sheet.text({at({61, 35.6}).x(), at({61, 35.6}).y(), m_sheet.mm(54), 0},
                     QStringLiteral("Cicatrix · ArUco 4×4 · 20 mm"), font, style::kMuted, Qt::AlignRight);
    }

private:
    QPointF at(Point mm) const { return m_origin + QPointF(m_sheet.mm(mm.x), m_sheet.mm(mm.y)); }
    QRectF rect(const MmRect& mm) const { return {at({mm.x, mm.y}), QSizeF(m_sheet.mm(mm.width), m_sheet.mm(mm.height))}; }

    /// Black square and white modules as one outline each: neighbouring rectangles would show seams on paper.
    void drawMarker(const CardMarker& marker)
    {
        const double module = marker.square.width / kMarkerModules;
        QPainterPath white;
        for (int row = 0; row < kMarkerModules; ++row) {
            for (int column = 0; column < kMarkerModules; ++column) {
                if (!markerModuleBlack(marker.id, column, row)) {
                    white.addRect(rect({marker.square.x + column * module, marker.square.y + row * module, module, module}));
                }
            }
        }
        m_painter.fillRect(rect(marker.square), Qt::black);
        m_painter.fillPath(white.simplified(), Qt::white);
    }

    void drawLines()
    {
        for (const CardLine& line : cardLines()) {
            QPen pen(Qt::black, m_sheet.mm(kCardLineMm), Qt::SolidLine, Qt::FlatCap);
            if (line.dashed) {
                pen.setDashPattern({kCardDashMm / kCardLineMm, kCardDashMm / kCardLineMm});
            }
            m_painter.setPen(pen);
            m_painter.drawLine(at(line.from), at(line.to));
        }
    }

    Sheet& m_sheet;
    QPainter& m_painter;
    QPointF m_origin;
};

void drawSteps(Sheet& sheet)
{
    const Words& words = sheet.words();
    const QString steps[] = {
        words("Print this page at 100 % (“actual size”), never “fit to page”, on matt paper."),
        words(
            "Measure the line of 100 mm with a ruler. If it is off by more than half a millimetre, print again; else write the "
            "measured length here: ________ mm."),
        words("Cut along the outline and along the dashed line: two halves, one marker each."),
        words(
            "Lay one half on each side of the wound, flat, in the plane of the skin, 1 to 5 cm from the edge. Do not bend them, "
            "do not cover a marker or its white margin."),
        words("Hold the camera straight above, both markers and the whole wound in the picture, without flash on the card."),
        words("Use a fresh card for every patient; throw it away once it is wet, creased or stained.")};
    const QFont number = sheet.font(style::kBodyPt, true), body = sheet.font(style::kBodyPt + 0.5);
    int count = 0;
    for (const QString& step : steps) {
        const double indent = sheet.mm(7);
        sheet.text({sheet.left(), sheet.y(), indent, 0}, QString::number(++count), number, style::kAccent);
        sheet.moveTo(sheet.y() +
                     sheet.text({sheet.left() + indent, sheet.y(), sheet.width() - indent, 0}, step, body, style::kText));
        sheet.skip(2.2);
    }
}

}  // namespace

Result<void> writeCard(const std::filesystem::path& path, const ReportOptions& options)
{
    const Words words(options.language);
    return writePdf(path, words("Calibration card"), options, [&](QPdfWriter& writer, QPainter& painter) {
        Sheet sheet(painter, words,
                    {options.paper, kPdfDotsPerMm, false, [&] { return writer.newPage(); }, [](Sheet&, int) {}});
        sheet.moveTo(sheet.y() + sheet.text({sheet.left(), sheet.y(), sheet.width(), 0}, words("Calibration card"),
                                            sheet.font(style::kTitlePt, true), style::kText));
        sheet.skip(1.2);
        sheet.paragraph(words("So that a photo can be measured: lay the two markers beside the wound."),
                        sheet.font(style::kHeadingPt), style::kMuted);
        sheet.skip(12);
        CardDrawing(sheet, {sheet.page().center().x() - sheet.mm(kCardWidthMm / 2), sheet.y()}).draw();
        sheet.skip(kCardHeightMm + 14);
        sheet.section(words("How to use it"), sheet.mm(60));
        drawSteps(sheet);
        sheet.skip(3);
        sheet.paragraph(words("Cicatrix is research software, not a medical device; it proposes, a named clinician accepts."),
                        sheet.font(style::kCaptionPt), style::kMuted);
        return sheet.ok();
    });
}

}  // namespace cicatrix::report
