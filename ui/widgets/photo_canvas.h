// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/grid.h"
#include "core/base/tissue.h"
#include "ui/widgets/canvas_outline.h"
#include "ui/widgets/canvas_view.h"
#include "ui/widgets/overlay_layer.h"
#include "ui/widgets/photo_tiles.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QVariantAnimation;

namespace cicatrix::ui {

/// The photo of a visit with what was found in it, to be looked at from afar and from near. Takes values, emits intents; "photo"
/// points are photo pixels, (x, y) covering [x, x+1); all other points are the widget's.
class PhotoCanvas : public QWidget {
    Q_OBJECT

public:
    explicit PhotoCanvas(QWidget* parent = nullptr);

    /// A new photo, fitted: a reduced picture of it to look at while the whole one is read. What was drawn over the last one goes.
    void setPreview(Photo reduced, QSize fullSize);
    /// The whole photo and its halves (sizes rounded up). One as large as the photo at hand keeps zoom, place and overlays.
    void setPyramid(std::vector<Photo> levels);
    /// No photo, nothing over it, no message.
    void clear();

    /// Drawn where as large as the photo. Only `labelsChanged` may tell of a map that has changed since.
    void setLabels(std::shared_ptr<const LabelMap> labels);
    void labelsChanged(const QRect& photo);
    /// Largest probability × 255 of each pixel.
    void setConfidence(OverlayLayer::Confidence confidence);
    void setOutlines(const std::vector<Polygon>& outlines);
    void setMarkers(std::vector<Polygon> corners);
    /// Two ends each; empty = not shown.
    void setAxes(Polygon length, Polygon width);
    void setScale(std::optional<double> mmPerPixel);
    void setMessage(const QString& message);

    void setOverlayView(const OverlayView& view);
    [[nodiscard]] const OverlayView& overlayView() const { return m_overlay.view(); }
    /// While held, the bare photo: no tissues, outlines, markers or axes.
    void peek(bool held);
    [[nodiscard]] bool peeking() const { return m_peeking; }
    void setLoupe(bool shown);
    [[nodiscard]] bool loupe() const { return m_loupe; }
    /// With a tool the left button is the tool's; the middle button and Space with the left one still move the photo.
    void setToolActive(bool active);

    /// Device pixels per photo pixel.
    [[nodiscard]] double zoom() const { return m_view.zoom(); }
    void zoomBy(double factor, QPointF widget);
    void fit();
    void actualSize();
    void showRect(const QRectF& photo);
    /// Within half a device pixel: the photo lies on whole ones.
    [[nodiscard]] QPointF toPhoto(QPointF widget) const;
    [[nodiscard]] QPointF toWidget(QPointF photo) const;

    [[nodiscard]] QSize sizeHint() const override { return {960, 640}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 240}; }

Q_SIGNALS:
    void zoomChanged(double zoom);
    void overlayViewChanged(const OverlayView& view);
    /// The photo point under the pointer; empty beside the photo.
    void hovered(std::optional<QPointF> photo);
    void loupeChanged(bool shown);
    /// Of the tool, with the left button; may lie beside the photo.
    void pressed(QPointF photo, Qt::KeyboardModifiers modifiers);
    void moved(QPointF photo, Qt::KeyboardModifiers modifiers);
    void released(QPointF photo, Qt::KeyboardModifiers modifiers);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag { None, Pan, Tool };

    void viewMoved();
    void syncViewport();
    void syncInk();
    void describe();
    void fadeIn();
    void panWidget(QPointF by);
    void showCursor();
    bool handleKey(const QKeyEvent& event);
    bool handleSwitch(const QKeyEvent& event);
    [[nodiscard]] QRect loupeRect() const;
    void paintLayers(QPainter& painter, const QRect& exposed);
    void paintLoupe(QPainter& painter);

    CanvasView m_view;
    PhotoTiles m_photo;
    OverlayLayer m_overlay;
    OutlineLayer m_outlines;
    std::vector<Polygon> m_markers;
    std::vector<Polygon> m_axes;
    std::optional<double> m_mmPerPixel;
    QString m_message;
    QVariantAnimation* m_fade;
    double m_toldZoom = 0;
    std::optional<QPointF> m_pointer;
    QPointF m_dragged;
    Drag m_drag = Drag::None;
    bool m_toolActive = false;
    bool m_space = false;
    bool m_peeking = false;
    bool m_loupe = false;
    bool m_focusRing = false;
};

}  // namespace cicatrix::ui
