// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filmstrip.h"

#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace cicatrix::ui {

namespace {

constexpr int kWidth = 76;
constexpr int kHeight = 84;
constexpr int kGap = 8;
constexpr int kMargin = 12;
constexpr int kTop = 10;

}  // namespace

Filmstrip::Filmstrip(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(size::kFilmstrip);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Visits of this wound"));
}

QSize Filmstrip::sizeHint() const { return {400, size::kFilmstrip}; }

void Filmstrip::setFrames(std::vector<FilmFrame> frames)
{
    m_frames = std::move(frames);
    reveal(current());
    update();
}

void Filmstrip::setThumbnail(std::int64_t visit, const QImage& thumbnail)
{
    for (FilmFrame& frame : m_frames) {
        if (frame.visit == visit) {
            frame.thumbnail = thumbnail;
            update();
        }
    }
}

void Filmstrip::setCurrent(std::int64_t visit)
{
    m_current = visit;
    const int index = current();
    setAccessibleDescription(index < 0 ? QString() : m_frames[std::size_t(index)].description);
    reveal(index);
    update();
}

void Filmstrip::setAddable(bool addable)
{
    m_addable = addable;
    update();
}

int Filmstrip::current() const
{
    const auto found = std::find_if(m_frames.begin(), m_frames.end(), [&](const FilmFrame& f) { return f.visit == m_current; });
    return found == m_frames.end() ? -1 : int(found - m_frames.begin());
}

QRect Filmstrip::frameRect(std::size_t index) const
{
    return {kMargin + int(index) * (kWidth + kGap) - m_offset, kTop, kWidth, kHeight};
}

int Filmstrip::indexAt(const QPoint& position) const
{
    for (std::size_t i = 0; i < m_frames.size() + (m_addable ? 1 : 0); ++i) {
        if (frameRect(i).contains(position)) {
            return int(i);
        }
    }
    return -1;
}

void Filmstrip::choose(int index)
{
    if (index < 0) {
        return;
    }
    if (std::size_t(index) < m_frames.size()) {
        Q_EMIT visitChosen(m_frames[std::size_t(index)].visit);
    } else {
        Q_EMIT addRequested();
    }
}

void Filmstrip::scrollTo(int offset)
{
    const int all = 2 * kMargin + int(m_frames.size() + (m_addable ? 1 : 0)) * (kWidth + kGap) - kGap;
    m_offset = std::clamp(offset, 0, std::max(0, all - width()));
    update();
}

void Filmstrip::reveal(int index)
{
    if (index < 0) {
        scrollTo(m_offset);
        return;
    }
    const int left = int(index) * (kWidth + kGap);
    scrollTo(
        std::clamp(m_offset, left + kWidth + 2 * kMargin - width(), std::max(left, left + kWidth + 2 * kMargin - width())));
}

void Filmstrip::paintFrame(QPainter& painter, std::size_t index) const
{
    const Tokens& t = tokens(palette());
    const FilmFrame& frame = m_frames[index];
    const QRectF box = QRectF(frameRect(index)).adjusted(1, 1, -1, -1);
    const bool chosen = frame.visit == m_current;
    painter.setPen(QPen(chosen ? t.accent : t.line, chosen ? 2 : 1, frame.accepted || chosen ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(t.panel);
    painter.drawRoundedRect(box, 6, 6);
    const QRectF picture(box.left() + 3, box.top() + 3, box.width() - 6, 58);
    if (!frame.thumbnail.isNull()) {
        const QSizeF shape = QSizeF(frame.thumbnail.size()).scaled(picture.size(), Qt::KeepAspectRatioByExpanding);
        const double factor = frame.thumbnail.width() / shape.width();
        QRectF source({}, picture.size() * factor);
        source.moveCenter(QRectF(frame.thumbnail.rect()).center());
        QPainterPath round;
        round.addRoundedRect(picture, 4, 4);
        painter.save();
        painter.setClipPath(round);
        painter.drawImage(picture, frame.thumbnail, source);
        painter.restore();
    } else {
        painter.fillRect(picture, t.window);
    }
    painter.setPen(chosen ? t.text : t.muted);
    painter.setFont(textFont(size::kCaption, chosen));
    painter.drawText(QRectF(box.left(), picture.bottom(), box.width(), box.bottom() - picture.bottom()), Qt::AlignCenter,
                     frame.date);
}

void Filmstrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const Tokens& t = tokens(palette());
    for (std::size_t i = 0; i < m_frames.size(); ++i) {
        if (frameRect(i).intersects(rect())) {
            paintFrame(painter, i);
        }
    }
    if (m_addable) {
        const QRectF box = QRectF(frameRect(m_frames.size())).adjusted(1, 1, -1, -1);
        painter.setPen(QPen(t.line, 1, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, 6, 6);
        painter.setPen(QPen(t.muted, 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(box.center() - QPointF(5, 0), box.center() + QPointF(5, 0));
        painter.drawLine(box.center() - QPointF(0, 5), box.center() + QPointF(0, 5));
    }
    if (hasFocus()) {
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void Filmstrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        choose(indexAt(event->pos()));
    }
}

void Filmstrip::wheelEvent(QWheelEvent* event)
{
    const QPoint step = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
    scrollTo(m_offset - (step.x() != 0 ? step.x() : step.y()));
}

void Filmstrip::keyPressEvent(QKeyEvent* event)
{
    const int last = int(m_frames.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        choose(std::max(0, current() - 1));
        break;
    case Qt::Key_Right:
        choose(std::min(last, current() + 1));
        break;
    case Qt::Key_Home:
        choose(0);
        break;
    case Qt::Key_End:
        choose(last);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Filmstrip::resizeEvent(QResizeEvent*) { reveal(current()); }

bool Filmstrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = indexAt(help->pos());
        if (index < 0) {
            QToolTip::hideText();
        } else {
            QToolTip::showText(help->globalPos(), std::size_t(index) < m_frames.size()
                                                      ? m_frames[std::size_t(index)].description
                                                      : tr("Add a photo as a new visit"));
        }
        return true;
    }
    return QWidget::event(event);
}

}  // namespace cicatrix::ui
