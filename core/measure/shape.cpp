// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/shape.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace cicatrix::measure {

namespace {

double cross(Point o, Point a, Point b) { return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x); }

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// Adds Gauss of variance `variance`, cut at 4 sigma and normalised, times `factor` to a symmetric kernel's half.
void addGauss(std::vector<double>& half, double variance, double factor)
{
    std::vector<double> weights(half.size());
    double sum = 0;
    for (std::size_t i = 0; i < half.size(); ++i) {
        const auto d = static_cast<double>(i);
        weights[i] = std::exp(-d * d / (2 * variance));
        sum += (i == 0 ? 1 : 2) * weights[i];
    }
    for (std::size_t i = 0; i < half.size(); ++i) {
        half[i] += factor * weights[i] / sum;
    }
}

std::vector<double> smoothingKernel()
{
    constexpr double kSigma = 2;
    constexpr double kVariance = kSigma * kSigma;
    std::vector<double> half(static_cast<std::size_t>(std::ceil(4 * kSigma * std::sqrt(3.0))) + 1, 0.0);
    addGauss(half, kVariance, 3);
    addGauss(half, 2 * kVariance, -3);
    addGauss(half, 3 * kVariance, 1);
    return half;
}

/// Circular convolution with a symmetric kernel.
Polygon smoothed(const Polygon& polygon, const std::vector<double>& half)
{
    const std::size_t n = polygon.size();
    const std::size_t radius = half.size() - 1;
    // The polygon with its ends wrapped, so that the inner loop needs no modulo.
    Polygon wrapped(n + 2 * radius);
    for (std::size_t i = 0; i < wrapped.size(); ++i) {
        wrapped[i] = polygon[(i + n * radius - radius) % n];
    }
    Polygon result(n);
    for (std::size_t i = 0; i < n; ++i) {
        const Point* const centre = wrapped.data() + i + radius;
        Point sum{half[0] * centre->x, half[0] * centre->y};
        for (std::size_t k = 1; k <= radius; ++k) {
            const Point& before = *(centre - k);
            const Point& after = *(centre + k);
            sum.x += half[k] * (before.x + after.x);
            sum.y += half[k] * (before.y + after.y);
        }
        result[i] = sum;
    }
    return result;
}

/// A polygon's edge in the frame of an axis: from left to right along it.
struct Edge {
    Point left;
    Point right;
    [[nodiscard]] double at(double x) const
    {
        const double width = right.x - left.x;
        const double t = width > 0 ? std::clamp((x - left.x) / width, 0.0, 1.0) : 0.0;
        return left.y + t * (right.y - left.y);
    }
};

/// Unit vector along the axis; (1, 0) for a point.
Point unit(const Segment& axis)
{
    const double length = axis.length();
    return length > 0 ? Point{(axis.b.x - axis.a.x) / length, (axis.b.y - axis.a.y) / length} : Point{1, 0};
}

std::vector<Edge> edgesFromLeft(const Polygon& polygon, Point along)
{
    Polygon turned(polygon.size());
    std::transform(polygon.begin(), polygon.end(), turned.begin(), [&](Point p) {
        return Point{p.x * along.x + p.y * along.y, -p.x * along.y + p.y * along.x};
    });
    std::vector<Edge> edges;
    edges.reserve(turned.size());
    for (std::size_t i = 0; i < turned.size(); ++i) {
        Point a = turned[i];
        Point b = turned[(i + 1) % turned.size()];
        if (b.x < a.x) {
            std::swap(a, b);
        }
        edges.push_back({a, b});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.left.x < b.left.x; });
    return edges;
}

}  // namespace

double Segment::length() const { return distance(a, b); }

Point centroid(const Polygon& polygon)
{
    double area = 0;
    Point sum;
    const Point origin = polygon.front();
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Point a = polygon[i];
        const Point b = polygon[(i + 1) % polygon.size()];
        const double c = cross(origin, a, b);
        area += c;
        sum.x += c * (a.x + b.x - 2 * origin.x);
        sum.y += c * (a.y + b.y - 2 * origin.y);
    }
    return {origin.x + sum.x / (3 * area), origin.y + sum.y / (3 * area)};
}

Polygon withoutCollinear(const Polygon& polygon)
{
    Polygon result;
    const std::size_t n = polygon.size();
    for (std::size_t i = 0; i < n; ++i) {
        if (cross(polygon[(i + n - 1) % n], polygon[i], polygon[(i + 1) % n]) != 0) {
            result.push_back(polygon[i]);
        }
    }
    return result;
}

Polygon convexHull(Polygon points)
{
    std::sort(points.begin(), points.end(), [](Point a, Point b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    points.erase(std::unique(points.begin(), points.end()), points.end());
    if (points.size() < 3) {
        return points;
    }
    Polygon hull;
    const auto extend = [&hull](Point p, std::size_t keep) {
        while (hull.size() >= keep + 2 && cross(hull[hull.size() - 2], hull.back(), p) <= 0) {
            hull.pop_back();
        }
        hull.push_back(p);
    };
    for (const Point p : points) {
        extend(p, 0);
    }
    const std::size_t lower = hull.size() - 1;
    for (std::size_t i = points.size() - 1; i-- > 0;) {
        extend(points[i], lower);
    }
    hull.pop_back();
    return hull;
}

Polygon mapped(const Homography& pxToMm, const Polygon& polygon)
{
    Polygon result(polygon.size());
    std::transform(polygon.begin(), polygon.end(), result.begin(), [&](Point p) { return apply(pxToMm, p); });
    return result;
}

Segment greatestLength(const Polygon& hull)
{
    Segment best{hull.front(), hull.front()};
    double longest = 0;
    for (std::size_t i = 0; i < hull.size(); ++i) {
        for (std::size_t j = i + 1; j < hull.size(); ++j) {
            const double dx = hull[i].x - hull[j].x;
            const double dy = hull[i].y - hull[j].y;
            if (const double squared = dx * dx + dy * dy; squared > longest) {
                longest = squared;
                best = {hull[i], hull[j]};
            }
        }
    }
    return best;
}

Segment greatestChordAcross(const Polygon& polygon, const Segment& axis)
{
    // The distance between highest and lowest edge is piecewise linear between vertices, so it is greatest at one of them.
    const Point along = unit(axis);
    const std::vector<Edge> edges = edgesFromLeft(polygon, along);
    std::vector<double> positions;
    for (const Edge& edge : edges) {
        positions.insert(positions.end(), {edge.left.x, edge.right.x});
    }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    std::vector<Edge> active;
    std::size_t next = 0;
    Segment best{axis.a, axis.a};
    double longest = -1;
    for (const double x : positions) {
        for (; next < edges.size() && edges[next].left.x <= x; ++next) {
            active.push_back(edges[next]);
        }
        std::erase_if(active, [x](const Edge& edge) { return edge.right.x < x; });
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (const Edge& edge : active) {
            const double y = edge.at(x);
            low = std::min(low, y);
            high = std::max(high, y);
        }
        if (high - low > longest) {
            longest = high - low;
            best = {{x * along.x - low * along.y, x * along.y + low * along.x},
                    {x * along.x - high * along.y, x * along.y + high * along.x}};
        }
    }
    return best;
}

double extentAlong(const Polygon& points, Point direction)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const Point p : points) {
        const double position = p.x * direction.x + p.y * direction.y;
        low = std::min(low, position);
        high = std::max(high, position);
    }
    return high - low;
}

double smoothPerimeter(const Polygon& traced, const Homography& pxToMm)
{
    static const std::vector<double> kKernel = smoothingKernel();
    const Polygon curve = mapped(pxToMm, smoothed(traced, kKernel));
    double length = 0;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        length += distance(curve[i], curve[(i + 1) % curve.size()]);
    }
    // Smoothing collapses a contour of a few vertices, but no outline is shorter than a circle of its area.
    const double circle = 2 * std::sqrt(std::numbers::pi * std::abs(shoelace(mapped(pxToMm, traced))));
    return std::max(length, circle);
}

}  // namespace cicatrix::measure
