// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/body_map.h"

#include <QEvent>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>

#include <algorithm>
#include <optional>

namespace cicatrix::ui {

namespace {

constexpr double kDotReach = 12;   ///< how far from a dot the pointer still means it
constexpr double kSpotReach = 16;  ///< the same while picking: the nearest place is named before one clicks
constexpr double kApart = 14;      ///< closest two dots are drawn
constexpr int kEdge = 9;           ///< so that a dot at the edge is whole

}  // namespace

BodyMap::BodyMap(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setAccessibleName(tr("Body map"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void BodyMap::setBody(const BodySvg& body)
{
    m_body = body;
    m_ground = QPixmap();
    update();
}

void BodyMap::setDots(std::vector<BodyDot> dots)
{
    const std::optional<std::int64_t> current =
        !picking() && m_current >= 0 ? std::optional(m_dots[std::size_t(m_current)].id) : std::nullopt;
    m_dots = std::move(dots);
    if (!picking()) {  // the keyboard stays with its wound
        const auto same = [current](const BodyDot& dot) { return dot.id == current; };
        const auto found = std::find_if(m_dots.begin(), m_dots.end(), same);
        m_hover = -1;
        setCurrent(found == m_dots.end() ? -1 : int(found - m_dots.begin()));
    }
    layOut();
}

void BodyMap::setPlaces(std::vector<BodySpot> places)
{
    m_spots = std::move(places);
    m_hover = -1;
    setCurrent(-1);
    layOut();
}

QPoint BodyMap::dotPosition(std::int64_t id) const
{
    const auto found = std::find_if(m_dots.begin(), m_dots.end(), [id](const BodyDot& dot) { return dot.id == id; });
    return found == m_dots.end() ? QPoint(-1, -1) : m_dotsAt[std::size_t(found - m_dots.begin())].toPoint();
}

QPoint BodyMap::spotPosition(const QString& siteId) const
{
    const auto found =
        std::find_if(m_spots.begin(), m_spots.end(), [&siteId](const BodySpot& spot) { return spot.siteId == siteId; });
    return found == m_spots.end() ? QPoint(-1, -1) : m_spotsAt[std::size_t(found - m_spots.begin())].toPoint();
}

QSize BodyMap::sizeHint() const { return {296, 376}; }
QSize BodyMap::minimumSizeHint() const { return {280, 280}; }

void BodyMap::layOut()
{
    const QRectF area = QRectF(rect()).adjusted(kEdge, kEdge, -kEdge, -kEdge);
    const BodyBoxes boxes = layOutBody(area, captionHeight());
    if (boxes != m_boxes) {
        m_boxes = boxes;
        m_ground = QPixmap();
    }
    std::vector<QPointF> dots;
    for (const BodyDot& dot : m_dots) {
        dots.push_back(pointOf(dot.place, m_boxes));
    }
    m_dotsAt = fannedOut(std::move(dots), kApart, area);
    m_spotsAt.clear();
    for (const BodySpot& spot : m_spots) {
        m_spotsAt.push_back(pointOf(spot.place, m_boxes));
    }
    setFocusPolicy(targets() > 0 ? Qt::StrongFocus : Qt::NoFocus);
    setAccessibleDescription(picking() ? tr("%n place(s)", nullptr, targets()) : tr("%n wound(s)", nullptr, targets()));
    update();
}

void BodyMap::resizeEvent(QResizeEvent*) { layOut(); }

bool BodyMap::event(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        setHover(-1);
    } else if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange ||
               event->type() == QEvent::LanguageChange) {
        m_ground = QPixmap();
        layOut();
    }
    return QWidget::event(event);
}

int BodyMap::nearest(QPointF at) const
{
    const std::vector<QPointF>& points = picking() ? m_spotsAt : m_dotsAt;
    int best = -1;
    double reach = picking() ? kSpotReach : kDotReach;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double away = QLineF(points[i], at).length();
        if (away < reach) {
            reach = away;
            best = int(i);
        }
    }
    return best;
}

QString BodyMap::spoken(int target) const
{
    if (picking()) {
        return m_spots[std::size_t(target)].name;
    }
    const BodyDot& dot = m_dots[std::size_t(target)];
    return dot.open ? tr("%1, open").arg(dot.name) : tr("%1, closed").arg(dot.name);
}

void BodyMap::setHover(int target)
{
    if (target != m_hover) {
        m_hover = target;
        if (target >= 0) {
            setCursor(Qt::PointingHandCursor);
        } else {
            unsetCursor();
        }
        update();
    }
}

void BodyMap::setCurrent(int target)
{
    m_current = target;
    setAccessibleName(target < 0 ? tr("Body map") : tr("Body map: %1").arg(spoken(target)));
    update();
}

void BodyMap::activate(int target)
{
    if (target < 0 || target >= targets()) {
        return;
    }
    setCurrent(target);
    // A copy: whoever listens may give the map new dots.
    if (picking()) {
        const QString site = m_spots[std::size_t(target)].siteId;
        Q_EMIT sitePicked(site);
    } else {
        Q_EMIT dotActivated(m_dots[std::size_t(target)].id);
    }
}

void BodyMap::mouseMoveEvent(QMouseEvent* event) { setHover(nearest(event->position())); }

void BodyMap::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        activate(nearest(event->position()));
    }
}

void BodyMap::keyPressEvent(QKeyEvent* event)
{
    const int last = targets() - 1;
    if (last < 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        setCurrent(std::min(m_current + 1, last));
        break;
    case Qt::Key_Left:
    case Qt::Key_Up:
        setCurrent(std::clamp(m_current - 1, 0, last));
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(last);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        activate(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void BodyMap::focusInEvent(QFocusEvent* event)
{
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason) {
        const auto selected = std::find_if(m_dots.begin(), m_dots.end(), [](const BodyDot& dot) { return dot.selected; });
        setCurrent(picking() || selected == m_dots.end() ? 0 : int(selected - m_dots.begin()));
    }
    QWidget::focusInEvent(event);
}

}  // namespace cicatrix::ui
