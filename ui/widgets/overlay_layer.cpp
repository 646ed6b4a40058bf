// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/overlay_layer.h"

#include "ui/widgets/canvas_view.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cicatrix::ui {

namespace {

/// What a column of device pixels reads: the label's column, and the place within the pattern.
struct Column {
    std::uint32_t label = 0;
    std::uint32_t phase = 0;
};

int labelAt(int device, double zoom, int size) { return std::clamp(int((device + 0.5) / zoom), 0, size - 1); }

std::vector<Column> columnsOf(const QRect& part, double zoom, int width, int period)
{
    std::vector<Column> result;
    result.reserve(static_cast<std::size_t>(part.width()));
    for (int x = part.left(); x <= part.right(); ++x) {
        result.push_back({static_cast<std::uint32_t>(labelAt(x, zoom, width)), static_cast<std::uint32_t>(x % period)});
    }
    return result;
}

}  // namespace

void OverlayLayer::setLabels(std::shared_ptr<const LabelMap> labels)
{
    m_labels = labels != nullptr && !labels->empty() ? std::move(labels) : nullptr;
    m_tiles.clear();
}

void OverlayLayer::setConfidence(Confidence confidence)
{
    m_confidence = std::move(confidence);
    m_tiles.clear();
}

void OverlayLayer::setView(const OverlayView& view)
{
    m_view = view;
    rebuild();
}

void OverlayLayer::setInk(const OverlayInk& ink)
{
    if (ink != m_ink) {
        m_ink = ink;
        rebuild();
    }
}

void OverlayLayer::rebuild()
{
    m_palette = OverlayPalette(m_view, m_ink);
    m_tiles.clear();
}

bool OverlayLayer::drawn(QSize photo) const
{
    if (!m_view.shown || m_labels == nullptr || QSize(m_labels->width(), m_labels->height()) != photo) {
        return false;
    }
    return !m_view.confidence || (m_confidence != nullptr && m_confidence->width() == m_labels->width() &&
                                  m_confidence->height() == m_labels->height());
}

void OverlayLayer::labelsChanged(const QRect& photo)
{
    const double zoom = m_tiles.zoom();
    if (m_labels == nullptr || photo.isEmpty()) {
        return;
    }
    const QRectF device(photo.x() * zoom, photo.y() * zoom, photo.width() * zoom, photo.height() * zoom);
    m_tiles.repaint(device.toAlignedRect().adjusted(-1, -1, 1, 1),
                    [&](QImage& image, QPoint corner, const QRect& part) { return paint(image, corner, part, zoom); });
}

void OverlayLayer::draw(QPainter& painter, const CanvasView& view, const QRect& exposed)
{
    if (drawn(view.photo())) {
        m_tiles.draw(painter, view, exposed,
                     [&](QImage& image, QPoint corner, const QRect& part) { return paint(image, corner, part, view.zoom()); });
    }
}

bool OverlayLayer::paint(QImage& image, QPoint corner, const QRect& part, double zoom) const
{
    const std::vector<Column> columns = columnsOf(part, zoom, m_labels->width(), m_palette.period());
    QRgb any = 0;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        const int row = labelAt(y, zoom, m_labels->height());
        const std::uint8_t* labels = m_labels->row(row).data();
        QRgb* out = reinterpret_cast<QRgb*>(image.scanLine(y - corner.y())) + (part.left() - corner.x());
        if (m_view.confidence) {
            const std::uint8_t* sure = m_confidence->row(row).data();
            for (const Column& column : columns) {
                *out = isWound(labels[column.label]) ? m_palette.doubt()[sure[column.label]] : 0;
                any |= *out++;
            }
        } else {
            const QRgb* colours = m_palette.row(y);
            const std::uint16_t* offsets = m_palette.offsets().data();
            for (const Column& column : columns) {
                *out = colours[offsets[labels[column.label]] + column.phase];
                any |= *out++;
            }
        }
    }
    return any != 0;
}

}  // namespace cicatrix::ui
