// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tissue_legend.h"

#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace cicatrix::ui {

namespace {

constexpr int kLine = 24;
constexpr int kSwatch = 16;

QColor colourOf(Tissue code)
{
    const Rgb colour = tissueStyle(code).colour;
    return {colour.r, colour.g, colour.b};
}

/// Black or white, whichever is told more easily from the colour (WCAG's relative luminance, gamma taken as 2.2).
QColor inkOn(const QColor& ground)
{
    const double luminance = 0.2126 * std::pow(ground.redF(), 2.2) + 0.7152 * std::pow(ground.greenF(), 2.2) +
                             0.0722 * std::pow(ground.blueF(), 2.2);
    return luminance > 0.179 ? Qt::black : Qt::white;
}

void paintPattern(QPainter& painter, const QRectF& box, TissuePattern pattern)
{
    for (double at = 2; at < box.width() + box.height(); at += 4) {
        switch (pattern) {
        case TissuePattern::Dots:
            for (double y = 2; y < box.height(); y += 4) {
                painter.drawPoint(box.topLeft() + QPointF(at, y));
            }
            break;
        case TissuePattern::Cross:
            painter.drawLine(box.bottomLeft() + QPointF(at - box.height(), 0), box.topLeft() + QPointF(at, 0));
            painter.drawLine(box.topLeft() + QPointF(at - box.height(), 0), box.bottomLeft() + QPointF(at, 0));
            break;
        case TissuePattern::Diagonal:
            painter.drawLine(box.bottomLeft() + QPointF(at - box.height(), 0), box.topLeft() + QPointF(at, 0));
            break;
        case TissuePattern::Horizontal:
            painter.drawLine(box.topLeft() + QPointF(0, at), box.topRight() + QPointF(0, at));
            break;
        case TissuePattern::Vertical:
            painter.drawLine(box.topLeft() + QPointF(at, 0), box.bottomLeft() + QPointF(at, 0));
            break;
        case TissuePattern::None:
        case TissuePattern::Veil:
            return;
        }
    }
}

}  // namespace

void paintSwatch(QPainter& painter, const QRectF& box, Tissue code)
{
    const TissueStyle& style = tissueStyle(code);
    const QColor ground = colourOf(code);
    const QColor ink = inkOn(ground);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath round;
    round.addRoundedRect(box, 4, 4);
    painter.fillPath(round, ground);
    painter.save();
    painter.setClipPath(round);
    QColor faint = ink;
    faint.setAlphaF(0.35F);
    painter.setPen(QPen(faint, 1));
    paintPattern(painter, box, style.pattern);
    painter.restore();
    if (style.letter != 0) {
        painter.setFont(textFont(10, true));
        QPainterPath halo;
        painter.setPen(ink);
        const QRectF letter(box.center() - QPointF(5.5, 6), QSizeF(11, 12));
        halo.addRoundedRect(letter, 3, 3);
        painter.fillPath(halo, ground);
        painter.drawText(box, Qt::AlignCenter, QString(QLatin1Char(style.letter)));
    }
    painter.restore();
}

TissueLegend::TissueLegend(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Tissues"));
}

QSize TissueLegend::sizeHint() const { return {280, int(m_lines.size()) * kLine}; }

QRect TissueLegend::lineRect(std::size_t index) const { return {0, int(index) * kLine, width(), kLine}; }

void TissueLegend::setLines(std::vector<LegendLine> lines)
{
    m_lines = std::move(lines);
    m_focused = std::clamp(m_focused, 0, std::max(0, int(m_lines.size()) - 1));
    describe();
    updateGeometry();
    update();
}

void TissueLegend::setHidden(const std::set<Tissue>& hidden)
{
    m_hidden = hidden;
    describe();
    update();
}

void TissueLegend::describe()
{
    QStringList parts;
    for (const LegendLine& line : m_lines) {
        parts << line.name + ' ' + line.shareText + ' ' + line.areaText +
                     (m_hidden.contains(line.code) ? tr(" (hidden)") : QString());
    }
    setAccessibleDescription(parts.join(", "));
}

void TissueLegend::toggle(std::size_t index)
{
    if (index >= m_lines.size()) {
        return;
    }
    const Tissue code = m_lines[index].code;
    if (m_hidden.erase(code) == 0) {
        m_hidden.insert(code);
    }
    describe();
    update();
    Q_EMIT hiddenChanged(m_hidden);
}

void TissueLegend::hover(int index)
{
    if (index == m_hovered) {
        return;
    }
    m_hovered = index;
    update();
    Q_EMIT isolated(index < 0 ? std::nullopt : std::optional(m_lines[std::size_t(index)].code));
}

void TissueLegend::paintEvent(QPaintEvent*)
{
    const Tokens& t = tokens(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int right = width();
    const int areaWidth =
        std::any_of(m_lines.begin(), m_lines.end(), [](const LegendLine& l) { return !l.areaText.isEmpty(); }) ? 70 : 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const LegendLine& line = m_lines[i];
        const QRect box = lineRect(i);
        if (int(i) == m_hovered || (hasFocus() && int(i) == m_focused)) {
            painter.setPen(hasFocus() && int(i) == m_focused ? QPen(t.accent, 1) : QPen(Qt::NoPen));
            painter.setBrush(t.accentWash);
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
        painter.setOpacity(m_hidden.contains(line.code) ? 0.4 : 1);
        paintSwatch(painter, QRectF(4, box.top() + (kLine - kSwatch) / 2.0, kSwatch, kSwatch), line.code);
        painter.setFont(textFont(size::kText));
        painter.setPen(t.text);
        const int barLeft = right - areaWidth - 44 - 44;
        painter.drawText(QRect(28, box.top(), barLeft - 32, kLine), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(line.name, Qt::ElideRight, barLeft - 32));
        const QRectF bar(barLeft, box.center().y() - 2.5, 40, 6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.line);
        painter.drawRoundedRect(bar, 3, 3);
        painter.setBrush(colourOf(line.code));
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * std::clamp(line.share, 0.0, 1.0), bar.height())), 3,
                                3);
        painter.setPen(t.text);
        painter.drawText(QRect(right - areaWidth - 46, box.top(), 42, kLine), Qt::AlignRight | Qt::AlignVCenter,
                         line.shareText);
        painter.setPen(t.muted);
        painter.drawText(QRect(right - areaWidth, box.top(), areaWidth - 4, kLine), Qt::AlignRight | Qt::AlignVCenter,
                         line.areaText);
        painter.setOpacity(1);
    }
}

void TissueLegend::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        toggle(std::size_t(event->pos().y() / kLine));
    }
}

void TissueLegend::mouseMoveEvent(QMouseEvent* event)
{
    const int index = event->pos().y() / kLine;
    hover(index >= 0 && index < int(m_lines.size()) ? index : -1);
}

void TissueLegend::leaveEvent(QEvent*) { hover(-1); }

void TissueLegend::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        m_focused = std::clamp(m_focused + (event->key() == Qt::Key_Up ? -1 : 1), 0, std::max(0, int(m_lines.size()) - 1));
        update();
    } else if (event->key() == Qt::Key_Space) {
        toggle(std::size_t(m_focused));
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace cicatrix::ui
