// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/photo_canvas.h"

#include "ui/bridge/locale_text.h"
#include "ui/widgets/canvas_furniture.h"
#include "ui/widgets/tokens.h"

#include <QPaintEvent>
#include <QPainter>
#include <QStyle>
#include <QVariantAnimation>

#include <utility>

namespace cicatrix::ui {

namespace {

constexpr int kFadeMs = 150;
constexpr int kLoupe = 160;
constexpr double kLoupeZoom = 2.5;

/// The canvas is dark in every theme: the light theme's green and amber are text colours for paper and hardly seen on skin.
const Tokens& onPhoto(const QPalette& palette)
{
    const Tokens& t = tokens(palette);
    return &t == &tokens(Theme::Light) ? tokens(Theme::Dark) : t;
}

}  // namespace

PhotoCanvas::PhotoCanvas(QWidget* parent) : QWidget(parent), m_fade(new QVariantAnimation(this))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Photo"));
    m_fade->setDuration(kFadeMs);
    m_fade->setStartValue(0.0);
    m_fade->setEndValue(1.0);
    connect(m_fade, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    syncInk();
    describe();
}

void PhotoCanvas::setPreview(Photo reduced, QSize fullSize)
{
    clear();
    m_photo.setLevels({std::move(reduced)}, fullSize);
    m_view.setPhoto(m_photo.empty() ? QSize() : fullSize);
    viewMoved();
}

void PhotoCanvas::setPyramid(std::vector<Photo> levels)
{
    const bool any = !levels.empty() && levels.front() != nullptr;
    const QSize full = any ? QSize(levels.front()->width(), levels.front()->height()) : QSize();
    if (full != m_view.photo()) {
        clear();
    }
    m_photo.setLevels(std::move(levels), full);
    m_view.setPhoto(full);
    viewMoved();
}

void PhotoCanvas::clear()
{
    m_photo.setLevels({}, {});
    m_view.setPhoto({});
    m_overlay.setLabels(nullptr);
    m_overlay.setConfidence(nullptr);
    m_outlines.setOutlines({});
    m_markers.clear();
    m_axes.clear();
    m_mmPerPixel.reset();
    m_message.clear();
    m_drag = Drag::None;
    m_fade->stop();
    viewMoved();
}

void PhotoCanvas::setLabels(std::shared_ptr<const LabelMap> labels)
{
    const bool first = !m_overlay.hasLabels() && labels != nullptr;
    m_overlay.setLabels(std::move(labels));
    if (first) {
        fadeIn();
    }
    describe();
    update();
}

void PhotoCanvas::labelsChanged(const QRect& photo)
{
    m_overlay.labelsChanged(photo);
    const QRectF part(toWidget(photo.topLeft()), toWidget(photo.topLeft() + QPointF(photo.width(), photo.height())));
    update(part.toAlignedRect().adjusted(-1, -1, 1, 1));
    if (m_loupe) {
        update(loupeRect());
    }
}

void PhotoCanvas::setConfidence(OverlayLayer::Confidence confidence)
{
    m_overlay.setConfidence(std::move(confidence));
    update();
}

void PhotoCanvas::setOutlines(const std::vector<Polygon>& outlines)
{
    m_outlines.setOutlines(outlines);
    update();
}

void PhotoCanvas::setMarkers(std::vector<Polygon> corners)
{
    m_markers = std::move(corners);
    update();
}

void PhotoCanvas::setAxes(Polygon length, Polygon width)
{
    m_axes = {std::move(length), std::move(width)};
    update();
}

void PhotoCanvas::setScale(std::optional<double> mmPerPixel)
{
    m_mmPerPixel = mmPerPixel && *mmPerPixel > 0 ? mmPerPixel : std::nullopt;
    update();
}

void PhotoCanvas::setMessage(const QString& message)
{
    m_message = message;
    describe();
    update();
}

void PhotoCanvas::setOverlayView(const OverlayView& view)
{
    if (view == m_overlay.view()) {
        return;
    }
    m_overlay.setView(view);
    describe();
    update();
    Q_EMIT overlayViewChanged(view);
}

void PhotoCanvas::peek(bool held)
{
    if (held != m_peeking) {
        m_peeking = held;
        update();
    }
}

void PhotoCanvas::setLoupe(bool shown)
{
    if (shown != m_loupe) {
        m_loupe = shown;
        update(loupeRect());
        Q_EMIT loupeChanged(shown);
    }
}

void PhotoCanvas::setToolActive(bool active)
{
    m_toolActive = active;
    showCursor();
}

void PhotoCanvas::zoomBy(double factor, QPointF widget)
{
    m_view.zoomTo(m_view.zoom() * factor, widget * devicePixelRatioF());
    viewMoved();
}

void PhotoCanvas::fit()
{
    m_view.fit();
    viewMoved();
}

void PhotoCanvas::actualSize()
{
    m_view.zoomTo(1, QRectF(QPointF(), m_view.viewport()).center());
    viewMoved();
}

void PhotoCanvas::showRect(const QRectF& photo)
{
    m_view.show(photo);
    viewMoved();
}

QPointF PhotoCanvas::toPhoto(QPointF widget) const { return m_view.toPhoto(widget * devicePixelRatioF()); }

QPointF PhotoCanvas::toWidget(QPointF photo) const { return m_view.toDevice(photo) / devicePixelRatioF(); }

void PhotoCanvas::panWidget(QPointF by)
{
    m_view.panBy(by * devicePixelRatioF());
    viewMoved();
}

void PhotoCanvas::viewMoved()
{
    update();
    showCursor();
    if (m_view.zoom() != m_toldZoom) {
        m_toldZoom = m_view.zoom();
        Q_EMIT zoomChanged(m_toldZoom);
    }
    describe();
}

void PhotoCanvas::syncViewport()
{
    const QSize device = (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (device != m_view.viewport()) {
        m_view.setViewport(device);
        viewMoved();
    }
    syncInk();
}

void PhotoCanvas::syncInk()
{
    const Tokens& t = tokens(palette());
    const double dpr = devicePixelRatioF();
    m_overlay.setInk({t.onCanvas.rgb(), t.canvas.rgb(), onPhoto(palette()).warning.rgb(), dpr});
    m_outlines.setInk({t.accent.rgb(), t.canvas.rgb(), dpr});
}

void PhotoCanvas::describe()
{
    QString words = m_message;
    if (!m_photo.empty()) {
        const QString overlay = !m_overlay.hasLabels()   ? tr("no overlay")
                                : m_overlay.view().shown ? tr("overlay shown")
                                                         : tr("overlay hidden");
        words = tr("%1 × %2 pixels, zoom %3 %, %4", "size of the photo, zoom, state of the overlay")
                    .arg(QString::number(m_view.photo().width()), QString::number(m_view.photo().height()),
                         numberText(m_view.zoom() * 100, 0), overlay);
        words += m_message.isEmpty() ? QString() : QStringLiteral(". ") + m_message;
    }
    if (words != accessibleDescription()) {
        setAccessibleDescription(words);
    }
}

void PhotoCanvas::fadeIn()
{
    m_fade->stop();
    if (isVisible() && style()->styleHint(QStyle::SH_Widget_Animate, nullptr, this) != 0) {
        m_fade->start();
    }
}

void PhotoCanvas::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        update();
    }
    QWidget::changeEvent(event);
}

void PhotoCanvas::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    syncViewport();
}

QRect PhotoCanvas::loupeRect() const
{
    const QPointF middle = m_pointer.value_or(QRectF(rect()).center());
    constexpr double kHalf = kLoupe / 2.0 + 2;
    return QRectF(middle - QPointF(kHalf, kHalf), middle + QPointF(kHalf, kHalf)).toAlignedRect();
}

void PhotoCanvas::paintEvent(QPaintEvent* event)
{
    syncViewport();
    const Tokens& t = tokens(palette());
    const double dpr = devicePixelRatioF();
    QPainter painter(this);
    painter.save();
    painter.scale(1 / dpr, 1 / dpr);  // layers are copied pixel by pixel
    const QRectF exposed(event->rect());
    paintLayers(painter, QRectF(exposed.topLeft() * dpr, exposed.size() * dpr).toAlignedRect());
    painter.restore();
    if (!m_photo.empty()) {
        const QString left = tr("%1 % · %2 × %3", "zoom, width and height of the photo in pixels")
                                 .arg(numberText(m_view.zoom() * 100, 0), QString::number(m_view.photo().width()),
                                      QString::number(m_view.photo().height()));
        std::optional<double> mmPerPixel = m_mmPerPixel;
        if (mmPerPixel) {
            *mmPerPixel *= dpr / m_view.zoom();
        }
        paintCorners(painter, rect(), {left, mmPerPixel}, t);
    }
    if (!m_message.isEmpty()) {
        paintMessage(painter, rect(), m_message, !m_photo.empty(), t);
    }
    if (m_loupe && !m_photo.empty()) {
        paintLoupe(painter);
    }
    if (m_focusRing) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(t.accent, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void PhotoCanvas::paintLayers(QPainter& painter, const QRect& exposed)
{
    const Tokens& t = tokens(palette());
    const double dpr = devicePixelRatioF();
    for (const QRect& beside : QRegion(exposed) - (m_photo.empty() ? QRect() : m_view.photoRect())) {
        painter.fillRect(beside, t.canvas);
    }
    m_photo.draw(painter, m_view, exposed);
    if (m_peeking || m_photo.empty()) {
        return;
    }
    painter.setOpacity(m_fade->state() == QAbstractAnimation::Running ? m_fade->currentValue().toDouble() : 1);
    m_overlay.draw(painter, m_view, exposed);
    m_outlines.draw(painter, m_view, exposed);
    painter.setOpacity(1);
    for (const Polygon& marker : m_markers) {
        paintMarker(painter, m_view, marker, onPhoto(palette()), dpr);
    }
    for (const Polygon& axis : m_axes) {
        paintAxis(painter, m_view, axis, onPhoto(palette()), dpr);
    }
}

void PhotoCanvas::paintLoupe(QPainter& painter)
{
    const Tokens& t = tokens(palette());
    const double dpr = devicePixelRatioF();
    const double zoom = m_view.zoom() * kLoupeZoom;
    const QPointF middle = m_pointer.value_or(QRectF(rect()).center());
    const int side = int(kLoupe * dpr);
    const QPoint corner = (toPhoto(middle) * zoom).toPoint() - QPoint(side / 2, side / 2);
    const QRect inside = QRect(corner, QSize(side, side)) & QRect(QPoint(), sizeAt(m_view.photo(), zoom));
    QImage glass(side, side, QImage::Format_RGB32);
    glass.fill(t.canvas);
    if (!inside.isEmpty()) {
        m_photo.paint(glass, corner, inside, zoom);
        QPainter within(&glass);
        QImage layer(side, side, QImage::Format_ARGB32_Premultiplied);
        layer.fill(Qt::transparent);
        if (!m_peeking && m_overlay.drawn(m_view.photo()) && m_overlay.paint(layer, corner, inside, zoom)) {
            within.drawImage(0, 0, layer);
        }
        if (!m_peeking && m_outlines.paint(layer, corner, inside, zoom)) {
            within.drawImage(0, 0, layer);
        }
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(middle);
    painter.scale(1 / dpr, 1 / dpr);
    painter.translate(-side / 2.0, -side / 2.0);
    const QRectF round(0, 0, side, side);
    painter.setPen(QPen(t.canvas, 4 * dpr));
    painter.setBrush(QBrush(glass));
    painter.drawEllipse(round);
    painter.setPen(QPen(t.onCanvas, 2 * dpr));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(round);
    painter.restore();
}

}  // namespace cicatrix::ui
