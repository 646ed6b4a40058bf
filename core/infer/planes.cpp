// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/planes.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace cicatrix::infer {

namespace {

/// JPEG blurs the edge of a bar: pixels this near to its colour still belong to it.
constexpr int kSameColour = 12;
/// A stamp or a compression artefact may disturb this share of a bar's pixels.
constexpr double kDisturbedShare = 0.01;

bool near(Rgb a, Rgb b)
{
    return std::abs(a.r - b.r) <= kSameColour && std::abs(a.g - b.g) <= kSameColour && std::abs(a.b - b.b) <= kSameColour;
}

/// How many rows from the top (or bottom) edge are of one colour.
int constantRows(const Grid<Rgb>& photo, bool fromBottom)
{
    const auto row = [&](int y) { return photo.row(fromBottom ? photo.height() - 1 - y : y); };
    const Rgb colour = row(0)[static_cast<std::size_t>(photo.width() / 2)];
    const int allowed = static_cast<int>(kDisturbedShare * photo.width());
    for (int y = 0; y < photo.height(); ++y) {
        const auto other = std::count_if(row(y).begin(), row(y).end(), [&](Rgb pixel) { return !near(pixel, colour); });
        if (other > allowed) {
            return y;
        }
    }
    return photo.height();
}

/// How many columns from the left (or right) edge of the rows `top` to `bottom` are of one colour; row by row, since columns of a
/// large photo do not fit the cache.
int constantColumns(const Grid<Rgb>& photo, int top, int bottom, bool fromRight)
{
    const auto column = [&](int x) { return fromRight ? photo.width() - 1 - x : x; };
    const Rgb colour = photo.at(column(0), (top + bottom) / 2);
    const int allowed = static_cast<int>(kDisturbedShare * (bottom - top));
    std::vector<int> other(static_cast<std::size_t>(photo.width()));
    int count = photo.width();
    for (int y = top; y < bottom; ++y) {
        for (int x = 0; x < count; ++x) {
            int& disturbed = other[static_cast<std::size_t>(x)];
            disturbed += near(photo.at(column(x), y), colour) ? 0 : 1;
            if (disturbed > allowed) {
                count = x;
            }
        }
    }
    return count;
}

/// For each target position the source positions it draws from and their weights (sum 1).
struct Tap {
    int first = 0;
    std::vector<float> weights;
};

std::vector<Tap> taps(int from, int to)
{
    std::vector<Tap> rows(static_cast<std::size_t>(to));
    const double step = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        Tap& tap = rows[static_cast<std::size_t>(i)];
        if (step > 1) {
            const double low = i * step;
            const double high = std::min<double>((i + 1) * step, from);
            tap.first = std::min(static_cast<int>(low), from - 1);
            for (int k = tap.first; k < high && k < from; ++k) {
                tap.weights.push_back(
                    static_cast<float>((std::min<double>(k + 1, high) - std::max<double>(k, low)) / (high - low)));
            }
        } else {
            const double centre = std::clamp((i + 0.5) * step - 0.5, 0.0, from - 1.0);
            tap.first = static_cast<int>(centre);
            const float part = static_cast<float>(centre - tap.first);
            tap.weights = part > 0 ? std::vector<float>{1 - part, part} : std::vector<float>{1};
        }
    }
    return rows;
}

/// Row `y` of the target before its columns are drawn: weighted sum of source rows, interleaved R G B.
void blendRows(const Grid<Rgb>& photo, const PixelRect& area, const Tap& tap, std::vector<float>& line)
{
    std::fill(line.begin(), line.end(), 0.0F);
    float* const out = line.data();
    const std::size_t count = line.size();
    for (std::size_t k = 0; k < tap.weights.size(); ++k) {
        const Rgb* const row = photo.row(area.y + tap.first + static_cast<int>(k)).data() + area.x;
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(row);
        const float weight = tap.weights[k];
        for (std::size_t i = 0; i < count; ++i) {
            out[i] += weight * static_cast<float>(bytes[i]);
        }
    }
}

}  // namespace

PixelRect contentBox(const Grid<Rgb>& photo)
{
    const int width = photo.width();
    const int height = photo.height();
    const PixelRect whole{0, 0, width, height};
    if (photo.empty()) {
        return whole;
    }
    const int top = constantRows(photo, false);
    if (top == height) {
        return whole;
    }
    const int bottom = std::min(constantRows(photo, true), height - top);
    const int rows = height - top - bottom;
    if (rows <= 0) {
        return whole;
    }
    const int left = constantColumns(photo, top, height - bottom, false);
    const int right = std::min(constantColumns(photo, top, height - bottom, true), width - left);
    return width - left - right > 0 ? PixelRect{left, top, width - left - right, rows} : whole;
}

Planes samplePhoto(const Grid<Rgb>& photo, const PixelRect& area, const Frame& frame, const Normalisation& norm)
{
    Planes planes(frame.paddedWidth, frame.paddedHeight, 3);
    const std::vector<Tap> rows = taps(area.height, frame.height);
    const std::vector<Tap> columns = taps(area.width, frame.width);
    std::vector<std::array<float, 3>> rowSums(static_cast<std::size_t>(frame.height));
    std::array<float, 3> factor{};
    std::array<float, 3> offset{};
    for (std::size_t c = 0; c < 3; ++c) {
        factor[c] = static_cast<float>(1 / norm.sd[c]);
        offset[c] = static_cast<float>(-norm.mean[c] / norm.sd[c]);
    }
    const auto sampleRow = [&](int y, std::vector<float>& line) {
        blendRows(photo, area, rows[static_cast<std::size_t>(y)], line);
        const std::size_t start = static_cast<std::size_t>(frame.top + y) * static_cast<std::size_t>(frame.paddedWidth) +
                                  static_cast<std::size_t>(frame.left);
        std::array<float, 3>& rowSum = rowSums[static_cast<std::size_t>(y)];
        for (std::size_t x = 0; x < columns.size(); ++x) {
            const float* in = line.data() + static_cast<std::size_t>(columns[x].first) * 3;
            std::array<float, 3> value{};
            for (const float weight : columns[x].weights) {
                for (std::size_t c = 0; c < 3; ++c) {
                    value[c] += weight * in[c];
                }
                in += 3;
            }
            for (std::size_t c = 0; c < 3; ++c) {
                const float v = value[c] * factor[c] + offset[c];
                planes.plane(static_cast<int>(c))[start + x] = v;
                rowSum[c] += v;
            }
        }
    };
    constexpr std::int64_t kRowsAtOnce = 16;
    at::parallel_for(0, frame.height, kRowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> line(static_cast<std::size_t>(area.width) * 3);
        for (std::int64_t y = begin; y < end; ++y) {
            sampleRow(static_cast<int>(y), line);
        }
    });
    if (frame.width == frame.paddedWidth && frame.height == frame.paddedHeight) {
        return planes;
    }
    for (int c = 0; c < 3; ++c) {
        const double sum =
            std::accumulate(rowSums.begin(), rowSums.end(), 0.0, [c](double total, const std::array<float, 3>& row) {
                return total + static_cast<double>(row[static_cast<std::size_t>(c)]);
            });
        const auto mean = static_cast<float>(sum / frame.width / frame.height);
        for (int y = 0; y < frame.paddedHeight; ++y) {
            float* const row = planes.plane(c) + static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.paddedWidth);
            const bool inside = y >= frame.top && y < frame.top + frame.height;
            std::fill(row, row + (inside ? frame.left : frame.paddedWidth), mean);
            std::fill(row + (inside ? frame.left + frame.width : frame.paddedWidth), row + frame.paddedWidth, mean);
        }
    }
    return planes;
}

Planes cropped(const Planes& padded, const Frame& frame)
{
    Planes part(frame.width, frame.height, padded.channels);
    for (int c = 0; c < padded.channels; ++c) {
        for (int y = 0; y < frame.height; ++y) {
            const float* const row = padded.plane(c) + static_cast<std::ptrdiff_t>(frame.top + y) * padded.width + frame.left;
            std::copy(row, row + frame.width, part.plane(c) + static_cast<std::ptrdiff_t>(y) * frame.width);
        }
    }
    return part;
}

Planes transformed(const Planes& planes, Dihedral d)
{
    const bool turns =
        d == Dihedral::Rotate90 || d == Dihedral::Rotate270 || d == Dihedral::Transpose || d == Dihedral::AntiTranspose;
    Planes out(turns ? planes.height : planes.width, turns ? planes.width : planes.height, planes.channels);
    const int lastX = planes.width - 1;
    const int lastY = planes.height - 1;
    const auto source = [&](int x, int y) -> std::pair<int, int> {
        switch (d) {
        case Dihedral::Identity:
            return {x, y};
        case Dihedral::FlipX:
            return {lastX - x, y};
        case Dihedral::FlipY:
            return {x, lastY - y};
        case Dihedral::Rotate180:
            return {lastX - x, lastY - y};
        case Dihedral::Rotate90:
            return {lastX - y, x};  // counter-clockwise
        case Dihedral::Rotate270:
            return {y, lastY - x};
        case Dihedral::Transpose:
            return {y, x};
        case Dihedral::AntiTranspose:
            return {lastX - y, lastY - x};
        }
        return {x, y};
    };
    // The source position is linear in x along a row: one start and one stride a row.
    for (int c = 0; c < planes.channels; ++c) {
        const float* const in = planes.plane(c);
        float* target = out.plane(c);
        for (int y = 0; y < out.height; ++y) {
            const auto [x0, y0] = source(0, y);
            const auto [x1, y1] = source(1, y);
            const std::ptrdiff_t stride = static_cast<std::ptrdiff_t>(y1 - y0) * planes.width + (x1 - x0);
            std::ptrdiff_t at = static_cast<std::ptrdiff_t>(y0) * planes.width + x0;
            for (int x = 0; x < out.width; ++x, at += stride) {
                *target++ = in[at];
            }
        }
    }
    return out;
}

Dihedral inverse(Dihedral d)
{
    if (d == Dihedral::Rotate90) {
        return Dihedral::Rotate270;
    }
    return d == Dihedral::Rotate270 ? Dihedral::Rotate90 : d;
}

}  // namespace cicatrix::infer
