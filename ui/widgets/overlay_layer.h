// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tissue.h"
#include "ui/widgets/canvas_pattern.h"
#include "ui/widgets/canvas_tile_cache.h"

#include <QImage>
#include <QPoint>
#include <QRect>

#include <memory>

class QPainter;

namespace cicatrix::ui {

class CanvasView;

/// The tissues, or the model's doubt, over a photo: each device pixel shows the label under its centre.
class OverlayLayer {
public:
    using Confidence = std::shared_ptr<const Grid<std::uint8_t>>;

    void setLabels(std::shared_ptr<const LabelMap> labels);
    /// Largest probability × 255 of each pixel; as large as the labels.
    void setConfidence(Confidence confidence);
    void setView(const OverlayView& view);
    void setInk(const OverlayInk& ink);
    [[nodiscard]] const OverlayView& view() const { return m_view; }
    [[nodiscard]] bool hasLabels() const { return m_labels != nullptr; }

    /// Whether there is anything to draw over a photo of that size: labels (and confidence, where that is asked for) as large as it.
    [[nodiscard]] bool drawn(QSize photo) const;

    /// Some labels have another value now; brings only that part up to date. Photo pixels.
    void labelsChanged(const QRect& photo);
    /// `painter` in device pixels of the canvas, `exposed` too.
    void draw(QPainter& painter, const CanvasView& view, const QRect& exposed);
    /// Paints the rectangle `part` into a premultiplied image whose pixel (0, 0) is `corner`; both in device pixels from the photo's
    /// corner. False where nothing is to be seen. Only while `drawn`.
    bool paint(QImage& image, QPoint corner, const QRect& part, double zoom) const;

private:
    void rebuild();

    std::shared_ptr<const LabelMap> m_labels;
    Confidence m_confidence;
    OverlayView m_view;
    OverlayInk m_ink;
    OverlayPalette m_palette;
    TileCache m_tiles{QImage::Format_ARGB32_Premultiplied, 32};
};

}  // namespace cicatrix::ui
