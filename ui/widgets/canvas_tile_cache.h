// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

class QPainter;

namespace cicatrix::ui {

class CanvasView;

/// One layer of a canvas, kept as images already at the zoom that is shown: square tiles counted from the photo's top left corner
/// in device pixels. A pan copies them and makes only what comes into view; a new zoom makes those in view afresh. Those not
/// used for longest go first. As every tile is painted from the whole layer, there is no seam between two.
class TileCache {
public:
    static constexpr int kSide = 256;
    /// Paints the rectangle `part` of the layer into an image whose pixel (0, 0) is `corner`; both in device pixels from the
    /// photo's corner. False where the layer has nothing there.
    using Paint = std::function<bool(QImage& image, QPoint corner, const QRect& part)>;

    TileCache(QImage::Format format, int megabytes);

    /// `painter` in device pixels of the canvas, `exposed` too.
    void draw(QPainter& painter, const CanvasView& view, const QRect& exposed, const Paint& paint);
    /// Brings the tiles at hand that meet `area` up to date.
    void repaint(const QRect& area, const Paint& paint);
    void clear();
    /// That of the tiles at hand; 0 before the first.
    [[nodiscard]] double zoom() const { return m_zoom; }

private:
    struct Tile {
        QImage image;  // null: nothing is there
        std::uint64_t used = 0;
    };
    Tile& tile(int column, int row, const Paint& paint);
    [[nodiscard]] QRect tileRect(int column, int row) const;
    QImage blank();
    void trim();

    QImage::Format m_format;
    std::size_t m_most;  // tiles
    std::unordered_map<std::uint64_t, Tile> m_tiles;
    std::vector<QImage> m_spare;  // of tiles gone: memory fresh from the system costs as much as painting it
    std::uint64_t m_frame = 0;
    double m_zoom = 0;
    QSize m_content;  // of the photo at that zoom
};

}  // namespace cicatrix::ui
