// SPDX-License-Identifier: GPL-3.0-or-later
// What the person points at: the hovered, focused and selected visits, and the selected days.
#include "ui/widgets/healing_chart_layers.h"

#include "ui/bridge/locale_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace cicatrix::ui {

namespace {

QColor faded(QColor colour, float alpha)
{
    colour.setAlphaF(alpha);
    return colour;
}

/// The selected days as far as they are in view; null where they are not.
QRectF rangeBox(const HealingFrame& frame)
{
    if (!frame.range || frame.data.points.empty()) {
        return {};
    }
    const PlotMap& map = frame.map;
    const double left = std::max(map.area.left(), map.x(dayOf(frame.range->first) - 0.5));
    const double right = std::min(map.area.right(), map.x(dayOf(frame.range->second) + 0.5));
    const double bottom = map.tissue.isNull() ? map.area.bottom() : map.tissue.bottom();
    return left < right ? QRectF(QPointF(left, map.area.top()), QPointF(right, bottom)) : QRectF();
}

/// A line through the tissues at a visit's day, to be seen on every colour.
void paintTissueLine(QPainter& painter, const HealingFrame& frame, double x, const QColor& colour)
{
    if (frame.map.tissue.isNull()) {
        return;
    }
    const QLineF line(x, frame.map.tissue.top(), x, frame.map.tissue.bottom());
    painter.setPen(QPen(faded(frame.tokens->panel, 0.85F), 4, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line);
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line);
}

void paintVisit(QPainter& painter, const HealingFrame& frame, std::int64_t visit, double radius, const QPen& pen)
{
    const HealingPoint* const point = frame.point(visit);
    if (point == nullptr || !frame.map.shows(dayOf(point->date))) {
        return;
    }
    paintTissueLine(painter, frame, frame.map.x(dayOf(point->date)), pen.color());
    if (const auto at = frame.marker(*point)) {
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(*at, radius, radius);
    }
}

}  // namespace

std::vector<RangePill> rangePills(const HealingFrame& frame)
{
    const QRectF range = rangeBox(frame);
    if (range.isNull()) {
        return {};
    }
    const QFontMetricsF metrics(frame.caption);
    const auto pill = [&](double centre, const QString& text) {
        const double width = metrics.horizontalAdvance(text) + 14;
        const double left = std::clamp(centre - width / 2, 2.0, std::max(2.0, frame.size.width() - width - 2));
        return RangePill{QRectF(left, frame.dateTop - 3, width, metrics.height() + 6), text};
    };
    const QString from = dateText(fromQDate(frame.range->first));
    const QString to = dateText(fromQDate(frame.range->second));
    const RangePill first = pill(range.left(), from);
    const RangePill last = pill(range.right(), to);
    if (frame.range->first == frame.range->second) {
        return {pill(range.center().x(), from)};
    }
    if (first.box.right() + 4 > last.box.left()) {
        return {pill(range.center().x(), from + QStringLiteral(" – ") + to)};
    }
    return {first, last};
}

void paintRange(QPainter& painter, const HealingFrame& frame)
{
    painter.fillRect(rangeBox(frame), faded(frame.tokens->accent, 0.13F));
}

void paintRangeEnds(QPainter& painter, const HealingFrame& frame)
{
    const Tokens& t = *frame.tokens;
    const QRectF range = rangeBox(frame);
    if (range.isNull()) {
        return;
    }
    paintSharpLine(painter, {range.topLeft(), range.bottomLeft()}, t.accent);
    paintSharpLine(painter, {range.topRight(), range.bottomRight()}, t.accent);
    for (const RangePill& pill : rangePills(frame)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        painter.drawRoundedRect(pill.box, pill.box.height() / 2, pill.box.height() / 2);
        painter.setPen(t.onAccent);
        painter.drawText(pill.box, Qt::AlignCenter, pill.text);
    }
}

void paintHighlights(QPainter& painter, const HealingFrame& frame)
{
    const Tokens& t = *frame.tokens;
    if (frame.hovered) {
        paintVisit(painter, frame, *frame.hovered, 9, QPen(t.accent, 1.5));
    }
    for (const std::int64_t visit : frame.selected) {
        paintVisit(painter, frame, visit, 9, QPen(t.accent, 2.5));
    }
    if (frame.focused) {
        paintVisit(painter, frame, *frame.focused, 12.5, QPen(t.text, 2));
    }
}

}  // namespace cicatrix::ui
