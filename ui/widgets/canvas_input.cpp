// SPDX-License-Identifier: GPL-3.0-or-later
// Wheel, pointer and keys of the photo canvas.
#include "ui/widgets/photo_canvas.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>

#include <cmath>

namespace cicatrix::ui {

namespace {

constexpr double kStep = 1.25;  ///< zoom of one notch or key press
constexpr double kNotch = 120;  ///< Qt's eighths of a degree; a touchpad sends many smaller ones
constexpr double kArrow = 64;   ///< device-independent pixels

}  // namespace

bool PhotoCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomBy(1 + gesture->value(), gesture->position());
            return true;
        }
    }
    return QWidget::event(event);
}

void PhotoCanvas::wheelEvent(QWheelEvent* event)
{
    // With a modifier the wheel is the tool's (its size), if there is one.
    if (m_view.empty() || (m_toolActive && event->modifiers() != Qt::NoModifier)) {
        event->ignore();
        return;
    }
    const int turned = event->angleDelta().y();
    if (turned != 0) {
        zoomBy(std::pow(kStep, turned / kNotch), event->position());
    }
    event->accept();
}

void PhotoCanvas::mousePressEvent(QMouseEvent* event)
{
    const bool left = event->button() == Qt::LeftButton;
    if (m_view.empty() || m_drag != Drag::None || (!left && event->button() != Qt::MiddleButton)) {
        event->ignore();
        return;
    }
    m_drag = left && m_toolActive && !m_space ? Drag::Tool : Drag::Pan;
    m_dragged = event->position();
    showCursor();
    if (m_drag == Drag::Tool) {
        Q_EMIT pressed(toPhoto(event->position()), event->modifiers());
    }
}

void PhotoCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    const QRect before = loupeRect();
    m_pointer = at;
    if (m_loupe) {
        update(QRegion(before) + loupeRect());
    }
    if (m_drag == Drag::Pan) {
        panWidget(at - m_dragged);
        m_dragged = at;
    } else if (m_drag == Drag::Tool) {
        Q_EMIT moved(toPhoto(at), event->modifiers());
    }
    const QPointF photo = toPhoto(at);
    const bool over = QRectF(QPointF(), m_view.photo()).contains(photo);
    Q_EMIT hovered(over ? std::optional(photo) : std::nullopt);
}

void PhotoCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag ended = m_drag;
    if (ended == Drag::None || (event->buttons() & (Qt::LeftButton | Qt::MiddleButton)) != 0) {
        return;
    }
    m_drag = Drag::None;
    showCursor();
    if (ended == Drag::Tool) {
        Q_EMIT released(toPhoto(event->position()), event->modifiers());
    }
}

void PhotoCanvas::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    if (m_loupe) {
        update();
    }
    m_pointer.reset();
    Q_EMIT hovered(std::nullopt);
}

void PhotoCanvas::showCursor()
{
    if (m_view.empty()) {
        unsetCursor();
    } else if (m_drag == Drag::Pan) {
        setCursor(Qt::ClosedHandCursor);
    } else if (m_toolActive && !m_space) {
        setCursor(Qt::CrossCursor);
    } else {
        setCursor(Qt::OpenHandCursor);
    }
}

void PhotoCanvas::keyPressEvent(QKeyEvent* event)
{
    const Qt::KeyboardModifiers other = event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    if (other != Qt::NoModifier || !handleKey(*event)) {
        QWidget::keyPressEvent(event);
    }
}

bool PhotoCanvas::handleKey(const QKeyEvent& event)
{
    const QPointF middle = QRectF(rect()).center();
    switch (event.key()) {
    case Qt::Key_F:
        fit();
        return true;
    case Qt::Key_1:
        actualSize();
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(kStep, middle);
        return true;
    case Qt::Key_Minus:
        zoomBy(1 / kStep, middle);
        return true;
    case Qt::Key_Left:
        panWidget({kArrow, 0});
        return true;
    case Qt::Key_Right:
        panWidget({-kArrow, 0});
        return true;
    case Qt::Key_Up:
        panWidget({0, kArrow});
        return true;
    case Qt::Key_Down:
        panWidget({0, -kArrow});
        return true;
    default:
        return handleSwitch(event);
    }
}

bool PhotoCanvas::handleSwitch(const QKeyEvent& event)
{
    OverlayView overlay = overlayView();
    switch (event.key()) {
    case Qt::Key_Space:
    case Qt::Key_L:
        break;
    case Qt::Key_O:
        overlay.shown = !overlay.shown;
        break;
    case Qt::Key_C:
        overlay.confidence = !overlay.confidence;
        break;
    case Qt::Key_H:
        overlay.patterns = !overlay.patterns;
        break;
    default:
        return false;
    }
    if (event.isAutoRepeat()) {
        return true;  // a held key switches once
    }
    if (event.key() == Qt::Key_Space) {
        m_space = true;
        showCursor();
    } else if (event.key() == Qt::Key_L) {
        setLoupe(!m_loupe);
    } else if (event.key() == Qt::Key_O && m_space) {
        peek(true);
    } else {
        setOverlayView(overlay);
    }
    return true;
}

void PhotoCanvas::keyReleaseEvent(QKeyEvent* event)
{
    const bool space = event->key() == Qt::Key_Space;
    if (event->isAutoRepeat() || (!space && event->key() != Qt::Key_O)) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    peek(false);
    if (space) {
        m_space = false;
        showCursor();
    }
}

void PhotoCanvas::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    m_focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                  event->reason() == Qt::ShortcutFocusReason;
    update();
}

void PhotoCanvas::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_focusRing = false;
    m_space = false;  // its release goes elsewhere now
    peek(false);
    showCursor();
    update();
}

}  // namespace cicatrix::ui
