// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/body_place.h"
#include "ui/widgets/body_map_layout.h"

#include <QByteArray>
#include <QColor>
#include <QPixmap>
#include <QWidget>

#include <cstdint>
#include <vector>

namespace cicatrix::ui {

/// The drawings of resources/body, as their files are.
struct BodySvg {
    QByteArray front, back, footSole, footDorsum;
};

/// A wound on the map: filled while open, a ring once closed.
struct BodyDot {
    std::int64_t id = 0;
    BodyPlace place;
    QString name;  ///< "Left heel"
    bool open = true;
    bool selected = false;
};

/// A place a new wound may be given.
struct BodySpot {
    QString siteId;  ///< of resources/sites.json
    BodyPlace place;
    QString name;
};

/// Front and back of a body and both feet, with a person's wounds as dots. Dots too close to be hit are moved apart, each
/// with a line to its place. The map shows wounds to open, or, once it has places, asks for the place of a new one.
/// Keyboard: arrows, Home and End go from one to the next in the order given; Return or Space activates.
class BodyMap : public QWidget {
    Q_OBJECT

public:
    explicit BodyMap(QWidget* parent = nullptr);

    void setBody(const BodySvg& body);
    void setDots(std::vector<BodyDot> dots);
    /// Not empty: picking, dots are then only shown. Empty: back to opening wounds.
    void setPlaces(std::vector<BodySpot> places);

    /// Where the wound's dot, or the spot, is drawn, in the widget's pixels; (-1, -1) for one that is not on the map.
    [[nodiscard]] QPoint dotPosition(std::int64_t id) const;
    [[nodiscard]] QPoint spotPosition(const QString& siteId) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void dotActivated(std::int64_t id);
    void sitePicked(const QString& siteId);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] bool picking() const { return !m_spots.empty(); }
    [[nodiscard]] int targets() const { return int(picking() ? m_spots.size() : m_dots.size()); }
    [[nodiscard]] int nearest(QPointF at) const;
    [[nodiscard]] QString spoken(int target) const;
    [[nodiscard]] static double captionHeight();
    void layOut();
    void setHover(int target);
    void setCurrent(int target);
    void activate(int target);
    void drawPictures(QPainter& painter);
    void drawCaptions(QPainter& painter) const;
    void drawLeaders(QPainter& painter) const;
    void drawDot(QPainter& painter, std::size_t index) const;
    void drawSpots(QPainter& painter) const;
    void drawLabel(QPainter& painter, int target) const;

    BodySvg m_body;
    QPixmap m_ground;  ///< pictures and captions as last drawn: a hover repaints only what lies on them
    QColor m_skin;     ///< their colour, to notice another palette
    std::vector<BodyDot> m_dots;
    std::vector<BodySpot> m_spots;
    BodyBoxes m_boxes;
    std::vector<QPointF> m_dotsAt;   ///< moved apart
    std::vector<QPointF> m_spotsAt;  ///< where they are: the nearest one is picked
    int m_hover = -1;
    int m_current = -1;  ///< the keyboard's, or the one picked
};

}  // namespace cicatrix::ui
