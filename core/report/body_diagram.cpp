// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/body_diagram.h"

#include <QFile>
#include <QSvgRenderer>

/// The linker drops a static library's resources unless someone asks for them.
static void initBody() { Q_INIT_RESOURCE(report_body); }

namespace cicatrix::report {

namespace {

constexpr QColor kEdge{0xB4, 0xBC, 0xC6};
constexpr double kBodyHeight = 240, kBodyWidth = 100;
constexpr double kFootHeight = 100, kFootWidth = 40;
constexpr double kFootLarger = 1.55;  ///< a foot's unit to a body's
constexpr double kLettersAt = 52;     ///< beside the shoulders

/// The picture of resources/body in the report's colours.
void drawPicture(Sheet& sheet, const char* name, const QRectF& box, bool mirrored)
{
    initBody();
    QFile file(QStringLiteral(":/cicatrix/body/") + QLatin1String(name) + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    QByteArray svg = file.readAll();
    svg.replace("#dddddd", style::kFaint.name().toLatin1()).replace("#000000", kEdge.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPainter& painter = sheet.painter();
    painter.save();
    if (mirrored) {
        painter.translate(2 * box.center().x(), 0);
        painter.scale(-1, 1);
    }
    renderer.render(&painter, box);
    painter.restore();
}

void drawDot(Sheet& sheet, QPointF at)
{
    QPainter& painter = sheet.painter();
    painter.setPen(QPen(Qt::white, sheet.mm(0.3)));
    painter.setBrush(style::kAccent);
    painter.drawEllipse(at, sheet.mm(1.25), sheet.mm(1.25));
}

}  // namespace

void drawBodyDiagram(Sheet& sheet, const QRectF& box, const BodyPlace& place)
{
    const Words& words = sheet.words();
    const QFont caption = sheet.font(style::kCaptionPt - 0.6);
    const double scale = (box.height() - sheet.mm(3.4)) / kBodyHeight;
    const bool front = place.view == BodyView::Front;
    QRectF body(box.left(), box.top(), kBodyWidth * scale, kBodyHeight * scale);
    if (!place.foot) {
        body.moveLeft(box.center().x() - body.width() / 2);
    }
    const double captionTop = body.bottom() + sheet.mm(0.7);
    drawPicture(sheet, front ? "front" : "back", body, false);
    drawDot(sheet, body.topLeft() + QPointF(place.x, place.y) * scale);
    // A person who faces the reader has the right side at the left.
    const QRectF sides(body.left() - sheet.mm(2), body.top() + kLettersAt * scale, body.width() + sheet.mm(4), 0);
    sheet.text(sides, front ? words("R") : words("L"), caption, style::kMuted);
    sheet.text(sides, front ? words("L") : words("R"), caption, style::kMuted, Qt::AlignRight);
    sheet.text({body.left() - sheet.mm(4), captionTop, body.width() + sheet.mm(8), 0}, front ? words("front") : words("back"),
               caption, style::kMuted, Qt::AlignHCenter);
    if (!place.foot) {
        return;
    }
    const bool sole = place.foot->view == FootView::Sole;
    const double unit = scale * kFootLarger;
    const QRectF foot(body.right() + sheet.mm(1), body.bottom() - kFootHeight * unit, kFootWidth * unit, kFootHeight * unit);
    drawPicture(sheet, sole ? "foot_sole" : "foot_dorsum", foot, place.foot->left);
    drawDot(sheet, foot.topLeft() + QPointF(place.foot->x, place.foot->y) * unit);
    sheet.text({foot.left() - sheet.mm(4), captionTop, foot.width() + sheet.mm(8), 0},
               sole ? words("sole") : words("from above"), caption, style::kMuted, Qt::AlignHCenter);
}

}  // namespace cicatrix::report
