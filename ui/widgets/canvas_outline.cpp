// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/canvas_outline.h"

#include "ui/widgets/canvas_view.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cicatrix::ui {

namespace {

constexpr double kHalfLine = 1;  ///< device-independent pixels
constexpr double kHalfCased = 2;
constexpr double kFeather = 0.5;  ///< device pixels on each side of an edge: antialiasing
constexpr double kMerged = 1;     ///< device pixels: vertices nearer than this are one
constexpr int kRampSteps = 16;    ///< per device pixel
constexpr std::size_t kStretch = 32;
constexpr float kFar = std::numeric_limits<float>::max();

double reach(double dpr) { return kHalfCased * dpr + kFeather; }

/// An edge, from the corner of a rectangle.
struct Edge {
    Edge(QPointF a, QPointF b) : x(float(a.x())), y(float(a.y())), dx(float(b.x() - a.x())), dy(float(b.y() - a.y()))
    {
        const float squared = dx * dx + dy * dy;
        perSquare = squared > 0 ? 1 / squared : 0;
    }
    float x, y, dx, dy;
    float perSquare = 0;
};

constexpr int kLot = 8;  ///< pixels at once: a loop of fixed length becomes vector instructions

/// Lowers squared distances where the edge is nearer to the centres of the pixels from (x, y) rightwards.
void nearer(const Edge& edge, int x, int y, float* __restrict squared)
{
    const float fy = float(y) + 0.5F - edge.y;
    for (int k = 0; k < kLot; ++k) {
        const float fx = float(x + k) + 0.5F - edge.x;
        float along = (fx * edge.dx + fy * edge.dy) * edge.perSquare;
        along = along > 0 ? along : 0;
        along = along < 1 ? along : 1;
        const float ex = fx - edge.dx * along;
        const float ey = fy - edge.dy * along;
        const float distance = ex * ex + ey * ey;
        squared[k] = distance < squared[k] ? distance : squared[k];
    }
}

/// Squared distances from edges to the centres of a rectangle's pixels, as far as `reach`.
class DistanceField {
public:
    /// Of a row: where an edge is near, and what is stored from column 0 on.
    struct Row {
        int begin = 0;
        int end = 0;
        const float* squared = nullptr;
    };

    DistanceField(const QRect& device, double reach, std::vector<float>& memory)
        : m_device(device), m_reach(reach), m_stride(device.width() + kLot), m_squared(memory),
          m_near(static_cast<std::size_t>(device.height()), {device.width(), 0})
    {
        m_squared.assign(static_cast<std::size_t>(m_stride) * static_cast<std::size_t>(device.height()), kFar);
    }

    void add(QPointF from, QPointF to)
    {
        const QPointF a = from - m_device.topLeft();
        const QPointF b = to - m_device.topLeft();
        const int left = std::max(0, int(std::floor(std::min(a.x(), b.x()) - m_reach)));
        const int end = std::min(m_device.width(), int(std::ceil(std::max(a.x(), b.x()) + m_reach)));
        const int top = std::max(0, int(std::floor(std::min(a.y(), b.y()) - m_reach)));
        const int bottom = std::min(m_device.height(), int(std::ceil(std::max(a.y(), b.y()) + m_reach)));
        const Edge edge(a, b);
        for (int y = top; y < bottom && left < end; ++y) {
            for (int x = left; x < end; x += kLot) {
                nearer(edge, x, y, m_squared.data() + y * m_stride + x);
            }
            auto& [first, last] = m_near[static_cast<std::size_t>(y)];
            first = std::min(first, left);
            last = std::max(last, end);
        }
    }

    [[nodiscard]] Row row(int y) const
    {
        const auto& [first, last] = m_near[static_cast<std::size_t>(y)];
        return {first, last, m_squared.data() + y * m_stride};
    }

private:
    QRect m_device;
    double m_reach;
    int m_stride;
    std::vector<float>& m_squared;
    std::vector<std::pair<int, int>> m_near;
};

/// Line and casing by distance in steps of 1 / kRampSteps device pixel, premultiplied; transparent beyond.
std::vector<QRgb> rampOf(const OutlineInk& ink)
{
    std::vector<QRgb> ramp(static_cast<std::size_t>(std::ceil(reach(ink.dpr) * kRampSteps)) + 1, 0);
    for (std::size_t i = 0; i < ramp.size(); ++i) {
        const double distance = double(i) / kRampSteps;
        const double line = std::clamp(kHalfLine * ink.dpr + kFeather - distance, 0.0, 1.0);
        const double alpha = std::clamp(reach(ink.dpr) - distance, 0.0, 1.0);
        const auto channel = [&](int of, int casing) { return int(std::lround((casing + (of - casing) * line) * alpha)); };
        ramp[i] = qRgba(channel(qRed(ink.line), qRed(ink.casing)), channel(qGreen(ink.line), qGreen(ink.casing)),
                        channel(qBlue(ink.line), qBlue(ink.casing)), int(std::lround(255 * alpha)));
    }
    return ramp;
}

}  // namespace

void OutlineLayer::setOutlines(const std::vector<Polygon>& outlines)
{
    m_points.clear();
    m_stretches.clear();
    m_tiles.clear();
    for (const Polygon& ring : outlines) {
        if (ring.size() >= 2) {
            addRing(ring);
        }
    }
}

void OutlineLayer::addRing(const Polygon& ring)
{
    std::size_t first = m_points.size();
    for (const Point& point : ring) {
        m_points.emplace_back(point.x, point.y);
    }
    m_points.emplace_back(ring.front().x, ring.front().y);
    const std::size_t end = m_points.size() - 1;
    while (first < end) {
        const std::size_t last = std::min(end, first + kStretch);
        QRectF bounds(m_points[first], QSizeF());
        for (std::size_t i = first; i <= last; ++i) {
            const QPointF& point = m_points[i];
            bounds.setCoords(std::min(bounds.left(), point.x()), std::min(bounds.top(), point.y()),
                             std::max(bounds.right(), point.x()), std::max(bounds.bottom(), point.y()));
        }
        m_stretches.push_back({first, last, bounds});
        first = last;
    }
}

void OutlineLayer::setInk(const OutlineInk& ink)
{
    if (ink != m_ink) {
        m_ink = ink;
        m_ramp = rampOf(ink);
        m_tiles.clear();
    }
}

void OutlineLayer::draw(QPainter& painter, const CanvasView& view, const QRect& exposed)
{
    if (!m_stretches.empty()) {
        m_tiles.draw(painter, view, exposed,
                     [&](QImage& image, QPoint corner, const QRect& part) { return paint(image, corner, part, view.zoom()); });
    }
}

bool OutlineLayer::paint(QImage& image, QPoint corner, const QRect& part, double zoom)
{
    const double far = reach(m_ink.dpr);
    const QRectF near = QRectF(part).adjusted(-far, -far, far, far);
    const QRectF photo(near.topLeft() / zoom, near.size() / zoom);
    std::vector<Stretch> met;
    for (const Stretch& stretch : m_stretches) {
        if (stretch.bounds.left() <= photo.right() && stretch.bounds.right() >= photo.left() &&
            stretch.bounds.top() <= photo.bottom() && stretch.bounds.bottom() >= photo.top()) {
            met.push_back(stretch);
        }
    }
    if (met.empty() || part.isEmpty() || m_ramp.empty()) {
        return false;
    }
    DistanceField field(part, far, m_field);
    for (const Stretch& stretch : met) {
        QPointF last = m_points[stretch.first] * zoom;
        for (std::size_t i = stretch.first + 1; i <= stretch.last; ++i) {
            const QPointF point = m_points[i] * zoom;
            if (i == stretch.last || (point - last).manhattanLength() >= kMerged) {
                field.add(last, point);
                last = point;
            }
        }
    }
    const auto limit = float(far * far);
    for (int y = 0; y < part.height(); ++y) {
        const DistanceField::Row row = field.row(y);
        QRgb* out = reinterpret_cast<QRgb*>(image.scanLine(part.top() + y - corner.y())) + (part.left() - corner.x());
        std::fill_n(out, part.width(), 0);
        for (int x = row.begin; x < row.end; ++x) {
            if (row.squared[x] < limit) {
                out[x] = m_ramp[static_cast<std::size_t>(std::sqrt(row.squared[x]) * kRampSteps + 0.5F)];
            }
        }
    }
    return true;
}

}  // namespace cicatrix::ui
