// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/surface.h"

#include "core/base/geometry.h"
#include "core/metrics/statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace cicatrix::metrics {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Working memory of one line's transform.
struct Envelope {
    std::vector<std::size_t> parabola;
    std::vector<double> start;
};

/// Lower envelope of the parabolas (s·(q − p))² + f(p), in place over `values`.
void transformLine(std::span<double> values, double spacing, Envelope& envelope)
{
    envelope.parabola.clear();
    envelope.start.clear();
    const double scale = spacing * spacing;
    const auto crossing = [&](std::size_t p, std::size_t q) {
        const auto dp = static_cast<double>(p);
        const auto dq = static_cast<double>(q);
        return ((values[q] + scale * dq * dq) - (values[p] + scale * dp * dp)) / (2 * scale * (dq - dp));
    };
    for (std::size_t q = 0; q < values.size(); ++q) {
        if (values[q] == kInfinity) {
            continue;
        }
        double from = -kInfinity;
        while (!envelope.parabola.empty()) {
            from = crossing(envelope.parabola.back(), q);
            if (from > envelope.start.back()) {
                break;
            }
            envelope.parabola.pop_back();
            envelope.start.pop_back();
            from = -kInfinity;
        }
        envelope.parabola.push_back(q);
        envelope.start.push_back(from);
    }
    if (envelope.parabola.empty()) {
        return;
    }
    const std::vector<double> heights(values.begin(), values.end());
    std::size_t k = 0;
    for (std::size_t q = 0; q < values.size(); ++q) {
        while (k + 1 < envelope.parabola.size() && envelope.start[k + 1] < static_cast<double>(q)) {
            ++k;
        }
        const std::size_t p = envelope.parabola[k];
        const double distance = static_cast<double>(q) - static_cast<double>(p);
        values[q] = scale * distance * distance + heights[p];
    }
}

bool inside(const Grid<std::uint8_t>& mask, int x, int y) { return mask.contains(x, y) && mask.at(x, y) != 0; }

/// The mask's surface pixels as a mask, cut to `window`.
Grid<std::uint8_t> surfaceOf(const Grid<std::uint8_t>& mask, const PixelRect& window)
{
    Grid<std::uint8_t> surface(window.width, window.height);
    for (int y = 0; y < window.height; ++y) {
        for (int x = 0; x < window.width; ++x) {
            const int px = window.x + x;
            const int py = window.y + y;
            const bool whole =
                inside(mask, px - 1, py) && inside(mask, px + 1, py) && inside(mask, px, py - 1) && inside(mask, px, py + 1);
            surface.at(x, y) = inside(mask, px, py) && !whole ? 1 : 0;
        }
    }
    return surface;
}

/// Smallest rectangle that holds every non-zero pixel of both.
PixelRect commonBounds(const Grid<std::uint8_t>& a, const Grid<std::uint8_t>& b)
{
    int left = a.width();
    int top = a.height();
    int right = -1;
    int bottom = -1;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (a.at(x, y) != 0 || b.at(x, y) != 0) {
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = std::max(bottom, y);
            }
        }
    }
    return right < 0 ? PixelRect{} : PixelRect{left, top, right - left + 1, bottom - top + 1};
}

/// Distances from the pixels of `from` to the nearest pixel of `to`.
std::vector<double> directedDistances(const Grid<std::uint8_t>& from, const Grid<std::uint8_t>& to, Spacing spacing)
{
    const Grid<double> squared = squaredDistances(to, spacing);
    std::vector<double> distances;
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (from.values()[i] != 0) {
            distances.push_back(std::sqrt(squared.values()[i]));
        }
    }
    return distances;
}

}  // namespace

Grid<double> squaredDistances(const Grid<std::uint8_t>& features, Spacing spacing)
{
    Grid<double> squared(features.width(), features.height(), kInfinity);
    Envelope envelope;
    std::vector<double> column(static_cast<std::size_t>(features.height()));
    for (int x = 0; x < features.width(); ++x) {
        for (int y = 0; y < features.height(); ++y) {
            column[static_cast<std::size_t>(y)] = features.at(x, y) != 0 ? 0.0 : kInfinity;
        }
        transformLine(column, spacing.y, envelope);
        for (int y = 0; y < features.height(); ++y) {
            squared.at(x, y) = column[static_cast<std::size_t>(y)];
        }
    }
    for (int y = 0; y < features.height(); ++y) {
        transformLine(squared.row(y), spacing.x, envelope);
    }
    return squared;
}

SurfaceFigures surfaceFigures(const Grid<std::uint8_t>& prediction, const Grid<std::uint8_t>& truth,
                              const SurfaceOptions& options)
{
    assert(prediction.width() == truth.width() && prediction.height() == truth.height());
    const PixelRect window = commonBounds(prediction, truth);
    SurfaceFigures result;
    if (window.empty()) {
        result.hausdorff = result.hausdorff95 = result.hausdorff95Pooled = result.assd = result.nsd = kNaN;
        return result;
    }
    const Grid<std::uint8_t> a = surfaceOf(prediction, window);
    const Grid<std::uint8_t> b = surfaceOf(truth, window);
    std::vector<double> toTruth = directedDistances(a, b, options.spacing);
    const std::vector<double> toPrediction = directedDistances(b, a, options.spacing);
    result.predictionSurface = static_cast<int>(toTruth.size());
    result.truthSurface = static_cast<int>(toPrediction.size());
    if (toTruth.empty() || toPrediction.empty()) {
        result.hausdorff = result.hausdorff95 = result.hausdorff95Pooled = result.assd = kInfinity;
        return result;
    }
    result.hausdorff95 = std::max(percentile(toTruth, 95), percentile(toPrediction, 95));
    std::vector<double>& all = toTruth;
    all.insert(all.end(), toPrediction.begin(), toPrediction.end());
    const auto n = static_cast<double>(all.size());
    result.hausdorff = *std::max_element(all.begin(), all.end());
    result.hausdorff95Pooled = percentile(all, 95);
    result.assd = std::accumulate(all.begin(), all.end(), 0.0) / n;
    const auto near = std::count_if(all.begin(), all.end(), [&](double d) { return d <= options.tolerance; });
    result.nsd = static_cast<double>(near) / n;
    return result;
}

FiniteMean finiteMean(std::span<const double> values)
{
    FiniteMean result;
    double sum = 0;
    for (const double value : values) {
        if (std::isinf(value)) {
            ++result.infinite;
        } else if (!std::isnan(value)) {
            sum += value;
            ++result.used;
        }
    }
    result.value = result.used > 0 ? sum / result.used : kNaN;
    return result;
}

}  // namespace cicatrix::metrics
