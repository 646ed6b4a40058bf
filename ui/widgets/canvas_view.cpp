// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/canvas_view.h"

#include <algorithm>
#include <cmath>

namespace cicatrix::ui {

namespace {

constexpr double kMostZoom = 16;
constexpr double kStaysInView = 48;
constexpr double kMargin = 1.15;  ///< of `show`: how much more than the rectangle is seen

QPointF middle(QSize size) { return {size.width() / 2.0, size.height() / 2.0}; }

}  // namespace

QSize sizeAt(QSize photo, double scale)
{
    return {std::max(1, int(std::lround(photo.width() * scale))), std::max(1, int(std::lround(photo.height() * scale)))};
}

void CanvasView::setPhoto(QSize photo)
{
    if (photo == m_photo) {
        return;
    }
    m_photo = photo;
    fit();
}

void CanvasView::setViewport(QSize device)
{
    if (device == m_viewport) {
        return;
    }
    m_origin += middle(device) - middle(m_viewport);
    m_viewport = device;
    if (m_fitted) {
        fit();
    } else {
        keepInView();
    }
}

double CanvasView::fitZoom() const
{
    if (empty()) {
        return 1;
    }
    return std::min(double(m_viewport.width()) / m_photo.width(), double(m_viewport.height()) / m_photo.height());
}

double CanvasView::leastZoom() const { return std::min(1.0, fitZoom() / 2); }

double CanvasView::mostZoom() const { return std::max(kMostZoom, fitZoom()); }

QPoint CanvasView::origin() const { return {int(std::lround(m_origin.x())), int(std::lround(m_origin.y()))}; }

void CanvasView::fit()
{
    m_fitted = true;
    m_zoom = fitZoom();
    centreOn(middle(m_photo));
}

void CanvasView::zoomTo(double zoom, QPointF anchor)
{
    if (empty()) {
        return;
    }
    const QPointF held = (anchor - m_origin) / m_zoom;
    m_zoom = std::clamp(zoom, leastZoom(), mostZoom());
    m_origin = anchor - held * m_zoom;
    m_fitted = false;
    if (!QRectF(QPointF(), m_photo).contains(held)) {
        keepInView();
    }
}

void CanvasView::panBy(QPointF device)
{
    if (empty()) {
        return;
    }
    m_origin += device;
    m_fitted = false;
    keepInView();
}

void CanvasView::show(QRectF photo)
{
    if (empty() || photo.isEmpty()) {
        return;
    }
    const double zoom = std::min(m_viewport.width() / photo.width(), m_viewport.height() / photo.height()) / kMargin;
    m_zoom = std::clamp(zoom, leastZoom(), mostZoom());
    m_fitted = false;
    centreOn(photo.center());
}

void CanvasView::centreOn(QPointF photo) { m_origin = middle(m_viewport) - photo * m_zoom; }

void CanvasView::keepInView()
{
    const QSize size = sizeAt(m_photo, m_zoom);
    const auto kept = [](double origin, int photo, int canvas) {
        const double seen = std::min({kStaysInView, double(photo), double(canvas)});
        return std::clamp(origin, seen - photo, canvas - seen);
    };
    m_origin = {kept(m_origin.x(), size.width(), m_viewport.width()), kept(m_origin.y(), size.height(), m_viewport.height())};
}

}  // namespace cicatrix::ui
