// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSize>

namespace cicatrix::ui {

/// The size of a photo at `scale` device pixels per photo pixel, at least 1 × 1.
[[nodiscard]] QSize sizeAt(QSize photo, double scale);

/// Where a photo lies on a canvas. "Device" points count device pixels from the canvas' top left corner; photo points are in the
/// photo's frame, pixel (x, y) covering [x, x+1). Zoom is device pixels per photo pixel: at 1 nothing is resampled.
class CanvasView {
public:
    /// A photo of another size is fitted; one of the same size keeps zoom and place.
    void setPhoto(QSize photo);
    /// A fitted photo stays fitted; otherwise the middle of the canvas keeps its photo point.
    void setViewport(QSize device);

    [[nodiscard]] QSize photo() const { return m_photo; }
    [[nodiscard]] QSize viewport() const { return m_viewport; }
    [[nodiscard]] bool empty() const { return m_photo.isEmpty() || m_viewport.isEmpty(); }
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] bool fitted() const { return m_fitted; }
    /// Half of the fitted zoom, but never so much that a small photo could not be seen at 1.
    [[nodiscard]] double leastZoom() const;
    /// 16, or the fitted zoom of a photo so small that it is more.
    [[nodiscard]] double mostZoom() const;

    /// The device pixel of the photo's top left corner: whole, so that a moved photo is copied and not resampled.
    [[nodiscard]] QPoint origin() const;
    /// The device pixels that the photo covers.
    [[nodiscard]] QRect photoRect() const { return {origin(), sizeAt(m_photo, m_zoom)}; }
    [[nodiscard]] QPointF toPhoto(QPointF device) const { return (device - QPointF(origin())) / m_zoom; }
    [[nodiscard]] QPointF toDevice(QPointF photo) const { return photo * m_zoom + QPointF(origin()); }

    void fit();
    /// To `zoom` within the limits; the photo point under `anchor` (device) stays there.
    void zoomTo(double zoom, QPointF anchor);
    /// Some of the photo always stays in view.
    void panBy(QPointF device);
    /// As large as `photo` (photo pixels) and a margin fit, in the middle.
    void show(QRectF photo);

private:
    [[nodiscard]] double fitZoom() const;
    void centreOn(QPointF photo);
    void keepInView();

    QSize m_photo;
    QSize m_viewport;
    double m_zoom = 1;
    QPointF m_origin;  // exact, so that zooming in and out again ends where it began
    bool m_fitted = true;
};

}  // namespace cicatrix::ui
