// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/canvas_furniture.h"

#include "ui/bridge/locale_text.h"
#include "ui/widgets/canvas_view.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tokens.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPen>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace cicatrix::ui {

namespace {

constexpr int kMargin = 3 * size::kStep;
constexpr double kBarMost = 140;
constexpr double kTick = 5;
constexpr double kPlate = 0.72;  ///< the canvas' own colour behind text: not seen beside the photo, readable over it
constexpr double kCasing = 0.55;
constexpr double kMutedText = 0.72;

QString text(const char* source) { return QCoreApplication::translate("cicatrix::ui::PhotoCanvas", source); }

QColor faded(QColor colour, double alpha)
{
    colour.setAlphaF(float(alpha));
    return colour;
}

void paintPlate(QPainter& painter, const QRectF& box, const Tokens& t)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(t.canvas, kPlate));
    painter.drawRoundedRect(box.adjusted(-6, -3, 6, 3), size::kStep, size::kStep);
}

QPolygonF onCanvas(const CanvasView& view, const Polygon& points)
{
    QPolygonF result;
    for (const Point& point : points) {
        result << view.toDevice({point.x, point.y});
    }
    return result;
}

/// A dashed line on a darker one, which shows on any ground.
void paintDashed(QPainter& painter, const QPolygonF& line, const QColor& colour, const Tokens& t, double dpr)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(faded(t.canvas, kCasing), 3 * dpr, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPolyline(line);
    QPen dashes(colour, 1.6 * dpr, Qt::CustomDashLine, Qt::FlatCap, Qt::MiterJoin);
    dashes.setDashPattern({4, 2.5});
    painter.setPen(dashes);
    painter.drawPolyline(line);
    painter.restore();
}

void paintScaleBar(QPainter& painter, QPointF corner, const ScaleBar& bar, const Tokens& t)
{
    const QString label = lengthText(bar.mm);
    const QFontMetrics metrics(painter.font());
    const double wide = std::max<double>(bar.pixels, metrics.horizontalAdvance(label));
    paintPlate(painter, QRectF(corner.x() - wide, corner.y() - metrics.height() - kTick, wide, metrics.height() + kTick), t);
    const double y = std::floor(corner.y() - metrics.height()) - 0.5;
    const double left = corner.x() - bar.pixels;
    painter.setPen(QPen(t.onCanvas, 1.6, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{{left, y - kTick}, {left, y}, {corner.x(), y}, {corner.x(), y - kTick}});
    painter.drawText(QRectF(corner.x() - wide, corner.y() - metrics.height(), wide, metrics.height()),
                     Qt::AlignRight | Qt::AlignBottom, label);
}

}  // namespace

ScaleBar scaleBar(double mmPerPixel, double mostPixels)
{
    const double most = mmPerPixel * mostPixels;
    const double decade = std::pow(10, std::floor(std::log10(most)));
    double mm = decade;
    for (const double times : std::array{2.0, 5.0}) {
        mm = times * decade <= most ? times * decade : mm;
    }
    return {mm, mm / mmPerPixel};
}

QString lengthText(double mm)
{
    const bool cm = mm >= 99.9;
    const double value = cm ? mm / 10 : mm;
    const int decimals = value >= 0.99 ? 0 : int(std::ceil(-std::log10(value) - 1e-6));
    return numberText(value, decimals) + (cm ? QStringLiteral(" cm") : QStringLiteral(" mm"));
}

void paintAxis(QPainter& painter, const CanvasView& view, const Polygon& ends, const Tokens& t, double dpr)
{
    if (ends.size() >= 2) {
        paintDashed(painter, onCanvas(view, ends), t.onCanvas, t, dpr);
    }
}

void paintMarker(QPainter& painter, const CanvasView& view, const Polygon& corners, const Tokens& t, double dpr)
{
    if (corners.size() >= 2) {
        QPolygonF line = onCanvas(view, corners);
        line << line.front();
        paintDashed(painter, line, t.good, t, dpr);
    }
}

void paintCorners(QPainter& painter, const QRect& canvas, const CornerTexts& texts, const Tokens& t)
{
    painter.save();
    painter.setFont(textFont(size::kText));
    const QFontMetrics metrics(painter.font());
    const QRectF inner = QRectF(canvas).adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const auto line = [&](const QString& words, bool right) {
        const double wide = metrics.horizontalAdvance(words);
        return QRectF(right ? inner.right() - wide : inner.left(), inner.bottom() - metrics.height(), wide, metrics.height());
    };
    const QRectF left = line(texts.left, false);
    paintPlate(painter, left, t);
    painter.setPen(t.onCanvas);
    painter.drawText(left, Qt::AlignCenter | Qt::TextDontClip, texts.left);
    if (texts.mmPerPixel) {
        paintScaleBar(painter, inner.bottomRight(), scaleBar(*texts.mmPerPixel, kBarMost), t);
    } else {
        const QString none = text(QT_TRANSLATE_NOOP("cicatrix::ui::PhotoCanvas", "no scale"));
        const QRectF right = line(none, true);
        paintPlate(painter, right, t);
        painter.setPen(faded(t.onCanvas, kMutedText));
        painter.drawText(right, Qt::AlignCenter | Qt::TextDontClip, none);
    }
    painter.restore();
}

void paintMessage(QPainter& painter, const QRect& canvas, const QString& message, bool overPhoto, const Tokens& t)
{
    painter.save();
    painter.setFont(textFont(size::kText));
    const QRectF room = QRectF(canvas).adjusted(4 * kMargin, 4 * kMargin, -4 * kMargin, -4 * kMargin);
    const int place = Qt::TextWordWrap | Qt::AlignHCenter | (overPhoto ? Qt::AlignBottom : Qt::AlignVCenter);
    paintPlate(painter, painter.boundingRect(room, place, message), t);
    painter.setPen(t.onCanvas);
    painter.drawText(room, place, message);
    painter.restore();
}

}  // namespace cicatrix::ui
