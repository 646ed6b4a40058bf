// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calibrate/corner_refine.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cicatrix::calibrate {

namespace {

constexpr double kStepPx = 0.5;           // along a profile
constexpr double kLeastContrast = 0.015;  // of linear full scale: dim light is fine, black on black is not
constexpr double kLeastSide = 12;         // px
constexpr double kFloorSd = 0.03;         // px: pixel grid and print, whatever the edges say

const std::array<float, 256>& linearTable()
{
    static const std::array<float, 256> table = [] {
        std::array<float, 256> out{};
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double v = static_cast<double>(i) / 255;
            out[i] = static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
        }
        return out;
    }();
    return table;
}

double luminance(const Grid<Rgb>& photo, int x, int y)
{
    const auto& linear = linearTable();
    const Rgb& p = photo.at(std::clamp(x, 0, photo.width() - 1), std::clamp(y, 0, photo.height() - 1));
    return static_cast<double>(0.25F * linear[p.r] + 0.6F * linear[p.g] + 0.15F * linear[p.b]);
}

double sample(const Grid<Rgb>& photo, Point p)
{
    const double u = p.x - 0.5;
    const double v = p.y - 0.5;
    const int i = static_cast<int>(std::floor(u));
    const int j = static_cast<int>(std::floor(v));
    const double fu = u - i;
    const double fv = v - j;
    return (1 - fv) * ((1 - fu) * luminance(photo, i, j) + fu * luminance(photo, i + 1, j)) +
           fv * ((1 - fu) * luminance(photo, i, j + 1) + fu * luminance(photo, i + 1, j + 1));
}

/// A side in its own frame: `u` runs along it, `v` outwards.
struct Frame {
    Point origin;
    Point along;
    Point outward;
    double length;
    [[nodiscard]] Point at(double u, double v) const
    {
        return {origin.x + u * along.x + v * outward.x, origin.y + u * along.y + v * outward.y};
    }
};

struct EdgePoint {
    double u;
    double v;
    double contrast;
};

struct Line {
    double offset = 0;
    double slope = 0;
    double scatter = 0;  ///< RMS of the inliers
    double bend = 0;     ///< RMS of their running mean: what no straight line explains
    std::size_t inliers = 0;
};

Frame frameOf(Point from, Point to, Point centre)
{
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const Point along{(to.x - from.x) / length, (to.y - from.y) / length};
    Point outward{along.y, -along.x};
    if ((centre.x - from.x) * outward.x + (centre.y - from.y) * outward.y > 0) {
        outward = {-outward.x, -outward.y};
    }
    return {from, along, outward, length};
}

// Equal-area position of a dark-to-bright step in [−half, half]; contrast 0 where there is none.
EdgePoint edgeAt(const Grid<Rgb>& photo, const Frame& frame, double u, double half)
{
    const int count = std::max(8, static_cast<int>(2 * half / kStepPx));
    const double step = 2 * half / count;
    std::vector<double> profile(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        profile[static_cast<std::size_t>(i)] = sample(photo, frame.at(u, -half + (i + 0.5) * step));
    }
    const auto fifth = static_cast<std::ptrdiff_t>(std::max(2, count / 5));
    double dark = 0;
    double bright = 0;
    for (std::ptrdiff_t i = 0; i < fifth; ++i) {
        dark += profile[static_cast<std::size_t>(i)] / static_cast<double>(fifth);
        bright += profile[profile.size() - 1 - static_cast<std::size_t>(i)] / static_cast<double>(fifth);
    }
    const double contrast = bright - dark;
    if (contrast < kLeastContrast) {
        return {u, 0, 0};
    }
    double filled = 0;
    for (const double value : profile) {
        filled += (value - dark) / contrast * step;
    }
    return {u, half - filled, contrast};
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

Line regress(const std::vector<EdgePoint>& points)
{
    double su = 0, sv = 0, suu = 0, suv = 0;
    for (const EdgePoint& p : points) {
        su += p.u;
        sv += p.v;
        suu += p.u * p.u;
        suv += p.u * p.v;
    }
    const auto n = static_cast<double>(points.size());
    Line line;
    line.slope = (n * suv - su * sv) / std::max(1e-9, n * suu - su * su);
    line.offset = (sv - line.slope * su) / n;
    line.inliers = points.size();
    return line;
}

double residual(const Line& line, const EdgePoint& p) { return p.v - line.offset - line.slope * p.u; }

void measureScatter(Line& line, const std::vector<EdgePoint>& points)
{
    constexpr std::size_t kRun = 5;
    double squares = 0;
    double runs = 0;
    std::size_t runCount = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        squares += residual(line, points[i]) * residual(line, points[i]);
        if (i + kRun <= points.size()) {
            double mean = 0;
            for (std::size_t k = 0; k < kRun; ++k) {
                mean += residual(line, points[i + k]) / kRun;
            }
            runs += mean * mean;
            ++runCount;
        }
    }
    line.scatter = std::sqrt(squares / static_cast<double>(points.size()));
    line.bend = runCount > 0 ? std::sqrt(runs / static_cast<double>(runCount)) : 0;
}

// Straight line through a side's edge points, outliers thrown out; empty with less than half of them left.
std::optional<Line> fitSide(const Grid<Rgb>& photo, const Frame& frame, double half)
{
    const int count = std::clamp(static_cast<int>(frame.length / 1.5), 8, 60);
    std::vector<EdgePoint> points;
    std::vector<double> contrasts;
    for (int i = 0; i < count; ++i) {
        const EdgePoint p = edgeAt(photo, frame, frame.length * (0.06 + 0.88 * (i + 0.5) / count), half);
        if (p.contrast > 0 && std::abs(p.v) < 0.95 * half) {
            points.push_back(p);
            contrasts.push_back(p.contrast);
        }
    }
    const auto least = static_cast<std::size_t>(std::max(4, count / 2));
    if (points.size() < least) {
        return std::nullopt;
    }
    const double typical = median(contrasts);
    std::erase_if(points, [=](const EdgePoint& p) { return p.contrast < 0.5 * typical; });
    for (int round = 0; round < 6 && points.size() >= least; ++round) {
        const Line line = regress(points);
        std::vector<double> sizes;
        for (const EdgePoint& p : points) {
            sizes.push_back(std::abs(residual(line, p)));
        }
        const double limit = std::max(0.15, 3 * 1.4826 * median(sizes));
        if (std::erase_if(points, [&](const EdgePoint& p) { return std::abs(residual(line, p)) > limit; }) == 0) {
            break;
        }
    }
    if (points.size() < least) {
        return std::nullopt;
    }
    Line line = regress(points);
    measureScatter(line, points);
    return line;
}

std::optional<Point> intersection(Point a, Point directionA, Point b, Point directionB)
{
    const double cross = directionA.x * directionB.y - directionA.y * directionB.x;
    if (std::abs(cross) < 0.2) {
        return std::nullopt;  // sides under 12° to each other are no square's
    }
    const double t = ((b.x - a.x) * directionB.y - (b.y - a.y) * directionB.x) / cross;
    return Point{a.x + t * directionA.x, a.y + t * directionA.y};
}

// One round: from corners to better corners; `reach` bounds the profiles' half length.
std::optional<RefinedCorners> refineOnce(const Grid<Rgb>& photo, const std::array<Point, 4>& corners, double reach)
{
    Point centre;
    for (const Point& c : corners) {
        centre = {centre.x + c.x / 4, centre.y + c.y / 4};
    }
    std::array<Point, 4> starts;
    std::array<Point, 4> directions;
    RefinedCorners out;
    for (std::size_t i = 0; i < 4; ++i) {
        const Frame frame = frameOf(corners[i], corners[(i + 1) % 4], centre);
        if (frame.length < kLeastSide) {
            return std::nullopt;
        }
        // Less than half a module (a sixth of the side) lies on either side of the edge, so only border and paper are seen.
        const double half = std::clamp(reach, 2.0, std::max(2.0, 0.45 * frame.length / 6));
        const std::optional<Line> line = fitSide(photo, frame, half);
        if (!line) {
            return std::nullopt;
        }
        starts[i] = frame.at(0, line->offset);
        const Point end = frame.at(frame.length, line->offset + line->slope * frame.length);
        const double length = std::hypot(end.x - starts[i].x, end.y - starts[i].y);
        directions[i] = {(end.x - starts[i].x) / length, (end.y - starts[i].y) / length};
        // SD of a regression line at its end: 2σ/√n.
        const double sd = 2 * line->scatter / std::sqrt(static_cast<double>(line->inliers));
        out.cornerSdPx = std::max({out.cornerSdPx, kFloorSd, sd});
        out.bendPx = std::max(out.bendPx, line->bend);
    }
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t before = (i + 3) % 4;
        const std::optional<Point> corner = intersection(starts[before], directions[before], starts[i], directions[i]);
        if (!corner) {
            return std::nullopt;
        }
        out.corners[i] = *corner;
    }
    return out;
}

}  // namespace

std::optional<RefinedCorners> refineCorners(const Grid<Rgb>& photo, const std::array<Point, 4>& corners, double slackPx)
{
    const std::optional<RefinedCorners> rough = refineOnce(photo, corners, 3 + 2 * slackPx);
    if (!rough) {
        return std::nullopt;
    }
    const double side = std::hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y);
    return refineOnce(photo, rough->corners, std::max(4.0, 0.05 * side));
}

}  // namespace cicatrix::calibrate
