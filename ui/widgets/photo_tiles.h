// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"
#include "ui/widgets/canvas_tile_cache.h"

#include <QImage>
#include <QPoint>
#include <QRect>
#include <QSize>

#include <vector>

class QPainter;

namespace cicatrix::ui {

class CanvasView;

/// The photo of a canvas: drawn from the level of a pyramid whose pixels are just smaller than the screen's.
class PhotoTiles {
public:
    /// `levels` from the largest to the smallest, all of the photo that is `full` large; the largest may be a reduced one.
    void setLevels(std::vector<Photo> levels, QSize full);
    [[nodiscard]] bool empty() const { return m_levels.empty(); }
    /// The photo's own size, whatever levels are at hand.
    [[nodiscard]] QSize full() const { return m_full; }

    /// `painter` in device pixels of the canvas, `exposed` too.
    void draw(QPainter& painter, const CanvasView& view, const QRect& exposed);
    /// Paints the rectangle `part` into an RGB32 image whose pixel (0, 0) is `corner`; both in device pixels from the photo's corner.
    void paint(QImage& image, QPoint corner, const QRect& part, double zoom) const;

private:
    [[nodiscard]] const Grid<Rgb>& levelFor(double zoom) const;

    std::vector<Photo> m_levels;
    QSize m_full;
    TileCache m_tiles{QImage::Format_RGB32, 64};
};

}  // namespace cicatrix::ui
