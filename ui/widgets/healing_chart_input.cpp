// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does with the chart: mouse, wheel and keyboard.
#include "ui/widgets/healing_chart.h"
#include "ui/widgets/healing_chart_plots.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cicatrix::ui {

void HealingChart::mousePressEvent(QMouseEvent* event)
{
    const bool left = event->button() == Qt::LeftButton;
    if (isEmpty() || !(left || event->button() == Qt::MiddleButton)) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_press = event->position();
    m_pressFrom = m_plots->frame.map.time.from;
    m_drag = left && !(event->modifiers() & Qt::ShiftModifier) ? Drag::Pending : Drag::Pan;
}

void HealingChart::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::None) {
        hover(visitAt(event->position()), event->position());
    } else {
        dragTo(event->position());
    }
}

void HealingChart::dragTo(QPointF position)
{
    HealingFrame& frame = m_plots->frame;
    if (m_drag == Drag::Pending && std::abs(position.x() - m_press.x()) >= QApplication::startDragDistance()) {
        m_drag = Drag::Range;
        hover(std::nullopt, position);
    }
    if (m_drag == Drag::Range) {
        const QDate from = dateAt(std::min(m_press.x(), position.x()));
        const QDate to = dateAt(std::max(m_press.x(), position.x()));
        frame.range = Range(from, to);
        m_plots->repaint();
    } else if (m_drag == Drag::Pan) {
        setCursor(Qt::ClosedHandCursor);
        const double length = frame.map.time.length();
        const double from = m_pressFrom - (position.x() - m_press.x()) / frame.map.area.width() * length;
        frame.map.time = within({from, from + length}, frame.whole);
        arrange();
    }
}

void HealingChart::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->buttons() != Qt::NoButton) {
        return;  // another button than the one that drags
    }
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::Range) {
        const Range days = *m_plots->frame.range;
        Q_EMIT rangeSelected(days.first, days.second);
    } else if (drag == Drag::Pan) {
        unsetCursor();
    } else if (const auto visit = drag == Drag::Pending ? visitAt(m_press) : std::nullopt) {
        m_current = visit;
        m_plots->frame.focused.reset();  // the mouse shows where it is by itself
        describe();
        if (event->modifiers() & Qt::ControlModifier) {
            toggle(*visit);
        } else {
            m_plots->repaint();
            Q_EMIT visitActivated(*visit);
        }
    }
}

void HealingChart::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !visitAt(event->position())) {
        clearRange();
    }
}

void HealingChart::wheelEvent(QWheelEvent* event)
{
    if (isEmpty() || m_drag != Drag::None) {
        return;
    }
    HealingFrame& frame = m_plots->frame;
    const QPoint turned = event->angleDelta();
    if (std::abs(turned.x()) > std::abs(turned.y())) {
        const double days = turned.x() / 120.0 * frame.map.time.length() * 0.1;
        frame.map.time = within({frame.map.time.from - days, frame.map.time.to - days}, frame.whole);
    } else {
        const double x = std::clamp(event->position().x(), frame.map.area.left(), frame.map.area.right());
        frame.map.time = zoomed(frame.map.time, frame.map.day(x), std::pow(0.8, turned.y() / 120.0), frame.whole);
    }
    arrange();
    hover(visitAt(event->position()), event->position());
    event->accept();
}

void HealingChart::leaveEvent(QEvent*) { hover(std::nullopt, m_press); }

void HealingChart::keyPressEvent(QKeyEvent* event)
{
    if (isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        walk(event->key());
        return;
    case Qt::Key_0:
        resetZoom();
        return;
    case Qt::Key_Escape:
        if (!m_plots->frame.range) {
            break;  // someone else's Escape
        }
        clearRange();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!m_current) {
            break;
        }
        event->key() == Qt::Key_Space ? toggle(*m_current) : Q_EMIT visitActivated(*m_current);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void HealingChart::walk(int key)
{
    const auto& points = m_plots->frame.data.points;
    const std::size_t last = points.size() - 1;
    std::size_t index = key == Qt::Key_Left || key == Qt::Key_End ? last : 0;
    if (m_current && (key == Qt::Key_Left || key == Qt::Key_Right)) {
        index = std::size_t(m_plots->frame.point(*m_current) - points.data());
        index = key == Qt::Key_Left ? index - std::min<std::size_t>(1, index) : std::min(index + 1, last);
    }
    focusOn(index);
}

void HealingChart::focusOn(std::size_t index)
{
    HealingFrame& frame = m_plots->frame;
    const HealingPoint& point = frame.data.points[index];
    m_current = point.visit;
    frame.focused = point.visit;
    const double day = dayOf(point.date);
    if (!frame.map.shows(day)) {
        const double half = frame.map.time.length() / 2;
        frame.map.time = within({day - half, day + half}, frame.whole);
        arrange();
    }
    m_plots->repaint();
    describe();
}

void HealingChart::focusInEvent(QFocusEvent* event)
{
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                       event->reason() == Qt::ShortcutFocusReason;
    if (byKey && !isEmpty()) {
        const auto& points = m_plots->frame.data.points;
        focusOn(m_current ? std::size_t(m_plots->frame.point(*m_current) - points.data()) : points.size() - 1);
    }
    QWidget::focusInEvent(event);
}

void HealingChart::focusOutEvent(QFocusEvent* event)
{
    m_plots->frame.focused.reset();
    m_plots->repaint();
    QWidget::focusOutEvent(event);
}

}  // namespace cicatrix::ui
