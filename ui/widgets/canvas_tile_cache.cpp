// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/canvas_tile_cache.h"

#include "ui/widgets/canvas_view.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace cicatrix::ui {

namespace {

constexpr std::size_t kTilesPerMegabyte = 4;
static_assert(TileCache::kSide * TileCache::kSide * sizeof(QRgb) * kTilesPerMegabyte == 1024 * 1024);

std::uint64_t keyOf(int column, int row)
{
    return std::uint64_t{static_cast<std::uint32_t>(row)} << 32U | static_cast<std::uint32_t>(column);
}

}  // namespace

TileCache::TileCache(QImage::Format format, int megabytes)
    : m_format(format), m_most(static_cast<std::size_t>(megabytes) * kTilesPerMegabyte)
{
}

void TileCache::clear()
{
    for (auto& [key, tile] : m_tiles) {
        if (!tile.image.isNull() && m_spare.size() < m_most) {
            m_spare.push_back(std::move(tile.image));
        }
    }
    m_tiles.clear();
}

void TileCache::draw(QPainter& painter, const CanvasView& view, const QRect& exposed, const Paint& paint)
{
    const QPoint origin = view.origin();
    const QSize content = view.photoRect().size();
    if (view.zoom() != m_zoom || content != m_content) {
        clear();
        m_zoom = view.zoom();
        m_content = content;
    }
    const QRect area = exposed.translated(-origin) & QRect(QPoint(), content);
    if (area.isEmpty()) {
        return;
    }
    ++m_frame;
    for (int row = area.top() / kSide; row <= area.bottom() / kSide; ++row) {
        for (int column = area.left() / kSide; column <= area.right() / kSide; ++column) {
            const Tile& shown = tile(column, row, paint);
            if (!shown.image.isNull()) {
                const QRect rect = tileRect(column, row);
                painter.drawImage(origin + rect.topLeft(), shown.image, QRect(QPoint(), rect.size()));
            }
        }
    }
    trim();
}

TileCache::Tile& TileCache::tile(int column, int row, const Paint& paint)
{
    const auto [at, isNew] = m_tiles.try_emplace(keyOf(column, row));
    Tile& result = at->second;
    result.used = m_frame;
    if (isNew) {
        result.image = blank();
        const QRect rect = tileRect(column, row);
        if (!paint(result.image, rect.topLeft(), rect)) {
            m_spare.push_back(std::exchange(result.image, {}));
        }
    }
    return result;
}

QRect TileCache::tileRect(int column, int row) const
{
    return QRect(column * kSide, row * kSide, kSide, kSide) & QRect(QPoint(), m_content);
}

QImage TileCache::blank()
{
    if (m_spare.empty()) {
        return {kSide, kSide, m_format};
    }
    QImage result = std::move(m_spare.back());
    m_spare.pop_back();
    return result;
}

void TileCache::trim()
{
    if (m_tiles.size() <= m_most) {
        return;
    }
    std::vector<std::uint64_t> frames;
    for (const auto& [key, tile] : m_tiles) {
        frames.push_back(tile.used);
    }
    const auto middle = frames.begin() + std::ptrdiff_t(frames.size() / 2);
    std::nth_element(frames.begin(), middle, frames.end());
    const std::uint64_t oldest = std::min(*middle, m_frame);
    for (auto at = m_tiles.begin(); at != m_tiles.end();) {
        Tile& tile = at->second;
        if (tile.used >= oldest) {
            ++at;
            continue;
        }
        if (!tile.image.isNull() && m_spare.size() < m_most / 4) {
            m_spare.push_back(std::move(tile.image));
        }
        at = m_tiles.erase(at);
    }
}

void TileCache::repaint(const QRect& area, const Paint& paint)
{
    for (auto at = m_tiles.begin(); at != m_tiles.end();) {
        const QRect rect = tileRect(int(static_cast<std::uint32_t>(at->first)), int(at->first >> 32U));
        const QRect part = rect & area;
        Tile& tile = at->second;
        if (!part.isEmpty() && tile.image.isNull()) {
            at = m_tiles.erase(at);  // something may be there now: painted when drawn
            continue;
        }
        if (!part.isEmpty()) {
            paint(tile.image, rect.topLeft(), part);
        }
        ++at;
    }
}

}  // namespace cicatrix::ui
