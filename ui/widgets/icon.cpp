// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>

/// The linker drops a static library's resources unless someone asks for them.
static void initIcons() { Q_INIT_RESOURCE(widget_icons); }

namespace cicatrix::ui {

namespace {

QString fileOf(const QString& name) { return QStringLiteral(":/icons/") + name + QStringLiteral(".svg"); }

class Engine : public QIconEngine {
public:
    Engine(QString name, QColor Tokens::*off, QColor Tokens::*on) : m_name(std::move(name)), m_off(off), m_on(on) {}

    void paint(QPainter* painter, const QRect& box, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(*painter, box, m_name, colour(mode, state));
    }

    /// `size` in device pixels, as QIcon asks for them. Kept, because a style asks again at every repaint.
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor wanted = colour(mode, state);
        const QString key =
            QStringLiteral("icon/%1/%2x%3/%4").arg(m_name).arg(size.width()).arg(size.height()).arg(wanted.rgba());
        QPixmap result;
        if (!QPixmapCache::find(key, &result)) {
            result = QPixmap(size);
            result.fill(Qt::transparent);
            QPainter painter(&result);
            paintIcon(painter, QRectF(QPointF(), QSizeF(size)), m_name, wanted);
            painter.end();
            QPixmapCache::insert(key, result);
        }
        return result;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new Engine(*this); }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode, QIcon::State state) const
    {
        const Tokens& t = tokens(QGuiApplication::palette());
        QColor result = state == QIcon::On || mode == QIcon::Selected ? t.*m_on : t.*m_off;
        if (mode == QIcon::Disabled) {
            result = t.*m_off;
            result.setAlphaF(0.5F);
        }
        return result;
    }

    QString m_name;
    QColor Tokens::*m_off;
    QColor Tokens::*m_on;
};

}  // namespace

QIcon icon(const QString& name, QColor Tokens::*off, QColor Tokens::*on)
{
    initIcons();
    return QFile::exists(fileOf(name)) ? QIcon(new Engine(name, off, on)) : QIcon();
}

void paintIcon(QPainter& painter, const QRectF& box, const QString& name, const QColor& colour)
{
    if (colour.alpha() < 255) {  // as one layer: where strokes cross, half and half would be three quarters
        const double ratio = painter.device()->devicePixelRatioF();
        QPixmap layer((box.size() * ratio).toSize());
        layer.setDevicePixelRatio(ratio);
        layer.fill(Qt::transparent);
        QPainter inner(&layer);
        paintIcon(inner, QRectF(QPointF(), box.size()), name, colour.rgb());
        inner.end();
        painter.save();
        painter.setOpacity(painter.opacity() * colour.alphaF());
        painter.drawPixmap(box.topLeft(), layer);
        painter.restore();
        return;
    }
    initIcons();
    QFile file(fileOf(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    QByteArray svg = file.readAll();
    svg.replace("#000000", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    const double side = std::min(box.width(), box.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(box.center() - QPointF(side, side) / 2, QSizeF(side, side)));
    painter.restore();
}

}  // namespace cicatrix::ui
