// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/healing_chart_layers.h"

#include "ui/bridge/locale_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cicatrix::ui {

namespace {

void textAt(QPainter& painter, const QRectF& box, Qt::Alignment align, const QString& text, const QColor& colour)
{
    painter.setPen(colour);
    painter.drawText(box, int(align) | Qt::TextDontClip, text);
}

void valueLabel(QPainter& painter, const HealingFrame& frame, double y, const QString& text)
{
    const QRectF box(0, y - 10, frame.map.area.left() - 9, 20);
    textAt(painter, box, Qt::AlignRight | Qt::AlignVCenter, text, frame.tokens->muted);
}

void paintDates(QPainter& painter, const HealingFrame& frame)
{
    const QFontMetricsF metrics(frame.caption);
    const double baseline = frame.map.tissue.isNull() ? frame.map.area.bottom() : frame.map.tissue.bottom();
    const std::vector<RangePill> pills = rangePills(frame);
    for (const DateLabel& label : frame.dates) {
        const double x = frame.map.x(label.day);
        paintSharpLine(painter, {x, baseline, x, baseline + 4}, frame.tokens->line);
        const double half = metrics.horizontalAdvance(label.text) / 2 + 4;
        if (std::any_of(pills.begin(), pills.end(),
                        [&](const RangePill& pill) { return pill.box.left() < x + half && pill.box.right() > x - half; })) {
            continue;
        }
        const QRectF box(x - 60, frame.dateTop, 120, metrics.height());
        textAt(painter, box, Qt::AlignHCenter | Qt::AlignTop, label.text, frame.tokens->muted);
        if (!label.year.isEmpty()) {
            textAt(painter, box.translated(0, metrics.height() + 1), Qt::AlignHCenter | Qt::AlignTop, label.year,
                   frame.tokens->muted);
        }
    }
}

void paintWeekFour(QPainter& painter, const HealingFrame& frame)
{
    if (frame.weekFourText.isNull()) {
        return;
    }
    const QColor colour = frame.data.weekFourMissed ? frame.tokens->warning : frame.tokens->muted;
    const QPen dotted(colour, 1.25, Qt::CustomDashLine, Qt::FlatCap);
    QPen pen = dotted;
    pen.setDashPattern({2.4, 2.4});
    painter.setPen(pen);
    const double x = std::floor(frame.map.x(dayOf(*frame.data.weekFourDate))) + 0.5;
    painter.drawLine(QLineF(x, frame.weekFourText.top() + 2, x, frame.map.area.bottom()));
    if (frame.data.weekFourAreaCm2) {
        const double y = std::floor(frame.map.y(*frame.data.weekFourAreaCm2)) + 0.5;
        painter.drawLine(QLineF(frame.map.area.left(), y, x, y));
    }
    const QString text =
        QFontMetricsF(frame.caption).elidedText(frame.data.weekFourText, Qt::ElideRight, frame.weekFourText.width());
    textAt(painter, frame.weekFourText, Qt::AlignLeft | Qt::AlignVCenter, text, colour);
}

void paintEvents(QPainter& painter, const HealingFrame& frame)
{
    const QFontMetricsF metrics(frame.caption);
    const double top = frame.map.area.bottom() + 10;
    const double reach = kMarkHalf + kNameGap;
    for (const EventMark& mark : frame.events) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(frame.tokens->muted);
        painter.drawPolygon(
            QPolygonF{{mark.x - kMarkHalf + 0.5, top + 9.5}, {mark.x, top}, {mark.x + kMarkHalf - 0.5, top + 9.5}});
        if (mark.side != NameSide::None) {
            const double width = metrics.horizontalAdvance(mark.names);
            const double left = mark.side == NameSide::Right ? mark.x + reach : mark.x - reach - width;
            const QRectF box(left, top + 5 - metrics.height() / 2, width + 1, metrics.height());
            textAt(painter, box, Qt::AlignLeft | Qt::AlignVCenter, mark.names, frame.tokens->muted);
        }
    }
}

void paintBar(QPainter& painter, const HealingFrame& frame, const HealingPoint& point)
{
    const QLineF bar = errorBar(frame.map, dayOf(point.date), *point.areaCm2, point.plusMinusCm2);
    const double cap = std::min(5.0, frame.radius);
    const bool roomy = frame.radius > 3;
    painter.setPen(
        QPen(roomy ? frame.tokens->text : frame.tokens->muted, frame.radius > 4 ? 1.5 : 1, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(bar);
    if (!roomy) {
        return;
    }
    painter.drawLine(bar.p1() - QPointF(cap, 0), bar.p1() + QPointF(cap, 0));
    painter.drawLine(bar.p2() - QPointF(cap, 0), bar.p2() + QPointF(cap, 0));
}

void paintPoint(QPainter& painter, const HealingFrame& frame, const HealingPoint& point, QPointF at)
{
    const Tokens& t = *frame.tokens;
    const double pen = frame.radius > 4 ? 1.75 : 1.25;
    if (point.closed) {
        const double half = std::max(3.5, frame.radius - 0.5);
        painter.setPen(QPen(t.accent, pen, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(t.panel);
        painter.drawRect(QRectF(at - QPointF(half, half), QSizeF(2 * half, 2 * half)));
        return;
    }
    painter.setPen(point.accepted ? QPen(Qt::NoPen) : QPen(t.accent, pen));
    painter.setBrush(point.accepted ? t.accent : t.panel);
    const double radius = point.accepted ? frame.radius : frame.radius - pen / 2 + 0.25;
    painter.drawEllipse(at, radius, radius);
}

}  // namespace

HealingLayer::HealingLayer(const HealingFrame& frame, Paint how, double z) : m_frame(frame), m_paint(how) { setZValue(z); }

void HealingLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    painter->setFont(m_frame.caption);
    m_paint(*painter, m_frame);
}

void paintSharpLine(QPainter& painter, const QLineF& line, const QColor& colour)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(colour, 1));
    painter.drawLine(line);
    painter.setRenderHint(QPainter::Antialiasing);
}

void paintGrid(QPainter& painter, const HealingFrame& frame)
{
    const Tokens& t = *frame.tokens;
    if (frame.data.points.empty()) {
        painter.setFont(frame.text);
        const QRectF box = QRectF(QPointF(), frame.size).adjusted(24, 24, -24, -24);
        painter.setPen(t.muted);
        painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, frame.emptyText);
        return;
    }
    const PlotMap& map = frame.map;
    if (frame.hasArea()) {
        for (const double tick : map.scale.ticks) {
            paintSharpLine(painter, {map.area.left(), map.y(tick), map.area.right(), map.y(tick)}, frame.tokens->line);
            valueLabel(painter, frame, map.y(tick), numberText(tick, map.scale.decimals(tick)));
        }
        valueLabel(painter, frame, frame.weekFourText.isNull() ? map.area.top() - 18 : frame.weekFourText.center().y(),
                   frame.unit);
    } else {
        paintSharpLine(painter, {map.area.bottomLeft(), map.area.bottomRight()}, frame.tokens->line);
        painter.setFont(frame.text);
        painter.setPen(t.muted);
        painter.drawText(map.area, Qt::AlignCenter | Qt::TextWordWrap, frame.noArea);
        painter.setFont(frame.caption);
    }
    if (!map.tissue.isNull()) {
        for (const double share : {0.0, 0.5, 1.0}) {
            paintSharpLine(painter, {map.tissue.left(), map.shareY(share), map.tissue.right(), map.shareY(share)},
                           frame.tokens->line);
            valueLabel(painter, frame, map.shareY(share), numberText(share * 100, 0));
        }
        painter.setFont(frame.text);
        painter.setPen(t.muted);
        painter.drawText(frame.titleAt, frame.tissueTitle);
        painter.setFont(frame.caption);
    }
    paintDates(painter, frame);
}

void paintTissues(QPainter& painter, const HealingFrame& frame)
{
    if (!frame.map.tissue.isNull()) {
        paintTissuePatterns(painter, frame.stack, frame.map, frame.tokens->panel);
        painter.setFont(frame.captionBold);
        paintTissueLetters(painter, frame.letters, frame.tokens->panel);
    }
}

void paintMarks(QPainter& painter, const HealingFrame& frame)
{
    paintWeekFour(painter, frame);
    paintEvents(painter, frame);
}

void paintPoints(QPainter& painter, const HealingFrame& frame)
{
    for (const HealingPoint& point : frame.data.points) {
        const auto at = frame.map.shows(dayOf(point.date)) ? frame.marker(point) : std::nullopt;
        if (!at) {
            continue;
        }
        if (!point.closed && point.plusMinusCm2 > 0) {
            paintBar(painter, frame, point);
        }
        paintPoint(painter, frame, point, *at);
    }
}

}  // namespace cicatrix::ui
