// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/body_map.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tokens.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>

namespace cicatrix::ui {

namespace {

constexpr double kDot = 5;                                   ///< radius of a dot
constexpr double kSpot = 1.75;                               ///< of a place that may be picked
constexpr double kSkin = 0.18;                               ///< share of the muted colour in the body's
constexpr double kCasing = 1.5;                              ///< light ring between a dot and the skin
constexpr double kDimmed = 0.4;                              ///< wounds while a place is picked
constexpr double kHandX = 0.135, kBelowHands = 150.0 / 240;  ///< of a body's box: where the letters of its sides stand

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto channel = [share](int a, int b) { return int(std::lround(a * share + b * (1 - share))); };
    return QColor(channel(over.red(), under.red()), channel(over.green(), under.green()), channel(over.blue(), under.blue()));
}

void drawHalo(QPainter& painter, QPointF at, double radius, const Tokens& t)
{
    painter.setPen(QPen(t.accent, 1.5));
    painter.setBrush(t.accentWash);
    painter.drawEllipse(at, radius + 3.5, radius + 3.5);
}

void drawFocus(QPainter& painter, QPointF at, double radius, const Tokens& t)
{
    painter.setPen(QPen(t.text, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(at, radius + 6, radius + 6);
}

}  // namespace

double BodyMap::captionHeight() { return std::ceil(QFontMetricsF(textFont(size::kCaption)).height()) + size::kStep; }

void BodyMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawPictures(painter);
    painter.setOpacity(picking() ? kDimmed : 1);
    drawLeaders(painter);
    for (std::size_t i = 0; i < m_dots.size(); ++i) {
        drawDot(painter, i);
    }
    painter.setOpacity(1);
    if (picking()) {
        drawSpots(painter);
    }
    if (m_hover >= 0) {
        drawLabel(painter, m_hover);
    } else if (m_current >= 0 && (hasFocus() || picking())) {
        drawLabel(painter, m_current);
    }
}

void BodyMap::drawPictures(QPainter& painter)
{
    const Tokens& t = tokens(palette());
    const double ratio = painter.deviceTransform().m11();  // of the screen or picture painted on; device() is the widget
    const QColor skin = mixed(t.muted, t.panel, kSkin);
    if (m_ground.isNull() || m_ground.devicePixelRatio() != ratio || m_skin != skin) {
        m_skin = skin;
        m_ground = QPixmap((QSizeF(size()) * ratio).toSize());
        m_ground.setDevicePixelRatio(ratio);
        m_ground.fill(Qt::transparent);
        QPainter ground(&m_ground);
        ground.setRenderHint(QPainter::Antialiasing);
        const std::array<const QByteArray*, kBodyPictures> sources{&m_body.front,    &m_body.back,       &m_body.footSole,
                                                                   &m_body.footSole, &m_body.footDorsum, &m_body.footDorsum};
        for (std::size_t i = 0; i < kBodyPictures; ++i) {
            QByteArray svg = *sources[i];
            svg.replace("#dddddd", skin.name().toLatin1()).replace("#000000", t.muted.name().toLatin1());
            ground.save();
            if (i == kSoleLeft || i == kDorsumLeft) {
                ground.translate(2 * m_boxes[i].center().x(), 0);
                ground.scale(-1, 1);
            }
            if (!svg.isEmpty()) {
                QSvgRenderer(svg).render(&ground, m_boxes[i]);
            }
            ground.restore();
        }
        drawCaptions(ground);
    }
    painter.drawPixmap(0, 0, m_ground);
}

void BodyMap::drawCaptions(QPainter& painter) const
{
    painter.setFont(textFont(size::kCaption));
    painter.setPen(tokens(palette()).muted);
    const double height = captionHeight();
    const auto write = [&](const QRectF& box, Qt::Alignment align, const QString& text) {
        const QRectF line(box.left() - size::kStep, box.bottom(), box.width() + 2 * size::kStep, height);
        painter.drawText(line, align | Qt::AlignBottom, text);
    };
    const QString right = tr("R", "the patient's right side"), left = tr("L", "the patient's left side");
    write(m_boxes[kFront], Qt::AlignHCenter, tr("front"));
    write(m_boxes[kBack], Qt::AlignHCenter, tr("back"));
    for (const BodyPicture body : {kFront, kBack}) {  // a person who faces the reader has the right side at the left
        const QRectF& box = m_boxes[body];
        const QRectF first(box.left(), box.top(), 2 * kHandX * box.width(), kBelowHands * box.height());
        write(first, Qt::AlignHCenter, body == kFront ? right : left);
        write(first.translated(box.width() - first.width(), 0), Qt::AlignHCenter, body == kFront ? left : right);
    }
    write(m_boxes[kSoleRight].united(m_boxes[kSoleLeft]), Qt::AlignHCenter, tr("soles"));
    write(m_boxes[kDorsumLeft].united(m_boxes[kDorsumRight]), Qt::AlignHCenter, tr("from above"));
    for (const BodyPicture foot : {kSoleRight, kSoleLeft, kDorsumLeft, kDorsumRight}) {
        const bool first = foot == kSoleRight || foot == kDorsumLeft;
        write(m_boxes[foot], first ? Qt::AlignLeft : Qt::AlignRight, foot == kSoleRight || foot == kDorsumRight ? right : left);
    }
}

void BodyMap::drawLeaders(QPainter& painter) const
{
    const Tokens& t = tokens(palette());
    painter.setPen(QPen(t.muted, 1));
    painter.setBrush(t.muted);
    for (std::size_t i = 0; i < m_dots.size(); ++i) {
        const QPointF place = pointOf(m_dots[i].place, m_boxes);
        if (QLineF(m_dotsAt[i], place).length() > kDot + 2 * kCasing) {
            painter.drawLine(m_dotsAt[i], place);
            painter.drawEllipse(place, 1, 1);
        }
    }
}

void BodyMap::drawDot(QPainter& painter, std::size_t index) const
{
    const Tokens& t = tokens(palette());
    const BodyDot& dot = m_dots[index];
    const QPointF at = m_dotsAt[index];
    const double radius = !picking() && int(index) == m_hover ? kDot + 1 : kDot;
    if (dot.selected) {
        drawHalo(painter, at, radius, t);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.panel);
    painter.drawEllipse(at, radius + kCasing, radius + kCasing);
    if (dot.open) {
        painter.setBrush(t.accent);
        painter.drawEllipse(at, radius, radius);
    } else {
        painter.setPen(QPen(t.muted, 2));
        painter.drawEllipse(at, radius - 1, radius - 1);
    }
    if (!picking() && hasFocus() && int(index) == m_current) {
        drawFocus(painter, at, radius, t);
    }
}

void BodyMap::drawSpots(QPainter& painter) const
{
    const Tokens& t = tokens(palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.muted);
    for (const QPointF& at : m_spotsAt) {
        painter.drawEllipse(at, kSpot, kSpot);
    }
    if (m_current >= 0) {
        drawHalo(painter, m_spotsAt[std::size_t(m_current)], kDot, t);
    }
    for (const int target : {m_current, m_hover}) {
        if (target >= 0) {
            painter.setPen(QPen(t.panel, kCasing));
            painter.setBrush(t.accent);
            painter.drawEllipse(m_spotsAt[std::size_t(target)], kDot + kCasing / 2, kDot + kCasing / 2);
        }
    }
    if (m_current >= 0 && hasFocus()) {
        drawFocus(painter, m_spotsAt[std::size_t(m_current)], kDot, t);
    }
}

void BodyMap::drawLabel(QPainter& painter, int target) const
{
    const Tokens& t = tokens(palette());
    const QFont font = textFont(size::kCaption);
    const QPointF at = (picking() ? m_spotsAt : m_dotsAt)[std::size_t(target)];
    const QString& name = picking() ? m_spots[std::size_t(target)].name : m_dots[std::size_t(target)].name;
    const QFontMetricsF metrics(font);
    const QString text = metrics.elidedText(name, Qt::ElideRight, width() - 6 * size::kStep);
    QRectF box(0, 0, std::ceil(metrics.horizontalAdvance(text)) + 4 * size::kStep, std::ceil(metrics.height()) + size::kStep);
    const double away = kDot + 2.5 * size::kStep;
    box.moveCenter({at.x(), at.y() - away - box.height() / 2});
    if (box.top() < 1) {
        box.moveTop(at.y() + away);
    }
    box.moveLeft(std::clamp(box.left(), 1.0, std::max(1.0, width() - 1 - box.width())));
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.panel);
    painter.drawRoundedRect(box, size::kButtonRadius, size::kButtonRadius);
    painter.setFont(font);
    painter.setPen(t.text);
    painter.drawText(box, Qt::AlignCenter, text);
}

}  // namespace cicatrix::ui
