// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/blob_shape.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace cicatrix::phantom {

namespace {

constexpr int kTable = 4096;
constexpr double kTurn = 2 * std::numbers::pi;

double radiusAt(const Blob& blob, double theta)
{
    double factor = 1;
    for (const Harmonic& h : blob.harmonics) {
        factor += h.amplitude * std::cos(h.order * theta + h.phase);
    }
    return blob.radiusMm * factor;
}

double slopeAt(const Blob& blob, double theta)
{
    double slope = 0;
    for (const Harmonic& h : blob.harmonics) {
        slope -= h.order * h.amplitude * std::sin(h.order * theta + h.phase);
    }
    return blob.radiusMm * slope;
}

// Vertices of the convex hull (Andrew's monotone chain).
Polygon hull(Polygon points)
{
    std::sort(points.begin(), points.end(),
              [](const Point& a, const Point& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    Polygon out;
    for (int pass = 0; pass < 2; ++pass) {
        const std::size_t start = out.size();
        for (const Point& p : points) {
            while (out.size() >= start + 2) {
                const Point& a = out[out.size() - 2];
                const Point& b = out.back();
                if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) {
                    break;
                }
                out.pop_back();
            }
            out.push_back(p);
        }
        out.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return out;
}

// Longest chord across `axis` (unit vector) over `lines` parallel scan lines.
double chordAcross(const Polygon& polygon, Point axis, int lines)
{
    std::vector<double> along(polygon.size());
    std::vector<double> across(polygon.size());
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        along[i] = polygon[i].x * axis.x + polygon[i].y * axis.y;
        across[i] = polygon[i].y * axis.x - polygon[i].x * axis.y;
    }
    const auto [least, most] = std::minmax_element(along.begin(), along.end());
    const double step = (*most - *least) / lines;
    const double first = *least + step / 2;
    constexpr double kFar = std::numeric_limits<double>::infinity();
    std::vector<double> low(static_cast<std::size_t>(lines), kFar);
    std::vector<double> high(static_cast<std::size_t>(lines), -kFar);
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const std::size_t j = (i + 1) % polygon.size();
        const double from = std::min(along[i], along[j]);
        const double to = std::max(along[i], along[j]);
        for (int line = std::max(0, static_cast<int>(std::ceil((from - first) / step)));
             line < lines && first + line * step <= to; ++line) {
            const double share = to > from ? (first + line * step - along[i]) / (along[j] - along[i]) : 0;
            const double value = across[i] + share * (across[j] - across[i]);
            low[static_cast<std::size_t>(line)] = std::min(low[static_cast<std::size_t>(line)], value);
            high[static_cast<std::size_t>(line)] = std::max(high[static_cast<std::size_t>(line)], value);
        }
    }
    double longest = 0;
    for (std::size_t line = 0; line < low.size(); ++line) {
        longest = std::max(longest, high[line] - low[line]);
    }
    return longest;
}

}  // namespace

BlobShape::BlobShape(const Blob& blob)
    : m_centre(blob.centreMm), m_cos(std::cos(blob.rotationDeg * kTurn / 360)), m_sin(std::sin(blob.rotationDeg * kTurn / 360)),
      m_aspect(blob.aspect)
{
    for (int i = 0; i <= kTable; ++i) {
        m_radius.push_back(radiusAt(blob, i * kTurn / kTable));
        m_slope.push_back(slopeAt(blob, i * kTurn / kTable));
    }
}

BlobShape::Local BlobShape::local(Point mm) const
{
    const double dx = mm.x - m_centre.x;
    const double dy = mm.y - m_centre.y;
    const double x = (m_cos * dx + m_sin * dy) / m_aspect;
    const double y = (m_cos * dy - m_sin * dx) * m_aspect;
    Local out{std::sqrt(x * x + y * y), 0, 0, 1, 0};
    if (out.rho > 0) {
        out.cosTheta = x / out.rho;
        out.sinTheta = y / out.rho;
    }
    double turn = std::atan2(y, x) / kTurn;
    turn = (turn < 0 ? turn + 1 : turn) * kTable;
    const int cell = std::clamp(static_cast<int>(turn), 0, kTable - 1);
    const double share = turn - cell;
    const auto i = static_cast<std::size_t>(cell);
    out.radius = m_radius[i] + share * (m_radius[i + 1] - m_radius[i]);
    out.slope = m_slope[i];
    return out;
}

bool BlobShape::contains(Point mm) const
{
    const Local at = local(mm);
    return at.rho < at.radius;
}

double BlobShape::distance(Point mm) const
{
    const Local at = local(mm);
    // |∇(ρ − r(θ))|, mapped back through the stretch; near the centre ρ is held off 0.
    const double turn = at.slope / std::max(at.rho, 0.5 * at.radius);
    const double gx = (at.cosTheta + turn * at.sinTheta) / m_aspect;
    const double gy = (at.sinTheta - turn * at.cosTheta) * m_aspect;
    return (at.rho - at.radius) / std::sqrt(gx * gx + gy * gy);
}

Polygon outline(const Blob& blob, int count)
{
    Polygon out;
    const double c = std::cos(blob.rotationDeg * kTurn / 360);
    const double s = std::sin(blob.rotationDeg * kTurn / 360);
    for (int i = 0; i < count; ++i) {
        const double theta = i * kTurn / count;
        const double r = radiusAt(blob, theta);
        const double x = blob.aspect * r * std::cos(theta);
        const double y = r * std::sin(theta) / blob.aspect;
        out.push_back({blob.centreMm.x + c * x - s * y, blob.centreMm.y + s * x + c * y});
    }
    return out;
}

Extent extent(const Polygon& polygon)
{
    Extent out;
    Point axis{1, 0};
    const Polygon corners = hull(polygon);
    for (std::size_t i = 0; i < corners.size(); ++i) {
        for (std::size_t j = i + 1; j < corners.size(); ++j) {
            const double length = std::hypot(corners[j].x - corners[i].x, corners[j].y - corners[i].y);
            if (length > out.length) {
                out.length = length;
                axis = {(corners[j].x - corners[i].x) / length, (corners[j].y - corners[i].y) / length};
            }
        }
    }
    if (out.length > 0) {
        out.width = chordAcross(polygon, axis, 1000);
    }
    return out;
}

double perimeter(const Polygon& polygon)
{
    double sum = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Point& a = polygon[i];
        const Point& b = polygon[(i + 1) % polygon.size()];
        sum += std::hypot(b.x - a.x, b.y - a.y);
    }
    return sum;
}

}  // namespace cicatrix::phantom
