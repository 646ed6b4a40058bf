// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "ui/widgets/canvas_tile_cache.h"

#include <QImage>
#include <QPoint>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QRgb>

#include <vector>

class QPainter;

namespace cicatrix::ui {

class CanvasView;

/// A line of 2 px with a casing of 1 px on both sides, in device-independent pixels at every zoom.
struct OutlineInk {
    QRgb line = 0;
    QRgb casing = 0;
    double dpr = 1;
    friend bool operator==(const OutlineInk&, const OutlineInk&) = default;
};

/// The wounds' outlines. Each pixel is coloured by its distance from the nearest edge, so joins are round, crossings have no knots,
/// and a tile costs only the edges that meet it however many the outline has.
class OutlineLayer {
public:
    /// Closed polygons in photo pixels.
    void setOutlines(const std::vector<Polygon>& outlines);
    void setInk(const OutlineInk& ink);
    /// `painter` in device pixels of the canvas, `exposed` too.
    void draw(QPainter& painter, const CanvasView& view, const QRect& exposed);
    /// Paints the rectangle `part` into a premultiplied image whose pixel (0, 0) is `corner`; both in device pixels from the photo's
    /// corner. False where no line is.
    bool paint(QImage& image, QPoint corner, const QRect& part, double zoom);

private:
    /// Edges that follow one another, m_points[first] to m_points[last], and where they lie.
    struct Stretch {
        std::size_t first = 0;
        std::size_t last = 0;
        QRectF bounds;
    };
    void addRing(const Polygon& ring);

    std::vector<QPointF> m_points;
    std::vector<Stretch> m_stretches;
    OutlineInk m_ink;
    std::vector<QRgb> m_ramp;  // premultiplied, by distance
    std::vector<float> m_field;
    TileCache m_tiles{QImage::Format_ARGB32_Premultiplied, 32};
};

}  // namespace cicatrix::ui
