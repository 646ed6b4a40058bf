// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/post_processing.h"

#include "core/infer/empty_pixels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

namespace cicatrix::infer {

namespace {

/// A run of pixels of one kind in one row; `part` leads to its component by union-find, where `size` is the whole's.
struct Run {
    int y;
    int first;
    int end;
    std::size_t part;
    std::int64_t size;
};

std::size_t leader(std::vector<Run>& runs, std::size_t i)
{
    while (runs[i].part != i) {
        runs[i].part = runs[runs[i].part].part;
        i = runs[i].part;
    }
    return i;
}

void joinRows(std::vector<Run>& runs, std::size_t above, std::size_t begin, std::size_t end)
{
    for (std::size_t i = begin; i < end; ++i) {
        while (above < begin && runs[above].end < runs[i].first) {
            ++above;
        }
        for (std::size_t k = above; k < begin && runs[k].first <= runs[i].end; ++k) {
            const std::size_t a = leader(runs, k);
            const std::size_t b = leader(runs, i);
            if (a != b) {
                runs[b].part = a;
                runs[a].size += runs[b].size;
            }
        }
    }
}

/// Runs of the pixels that `belongs` names (0 never does), 8-connected ones joined.
template <typename Belongs>
std::vector<Run> partsOf(const LabelMap& labels, Belongs belongs)
{
    std::vector<Run> runs;
    std::size_t above = 0;
    for (int y = 0; y < labels.height(); ++y) {
        const std::span<const std::uint8_t> row = labels.row(y);
        const std::size_t begin = runs.size();
        for (std::size_t x = skipEmpty(row, 0); x < row.size(); x = skipEmpty(row, x)) {
            const std::size_t first = x;
            while (x < row.size() && belongs(row[x])) {
                ++x;
            }
            if (x == first) {
                ++x;
                continue;
            }
            runs.push_back({y, static_cast<int>(first), static_cast<int>(x), runs.size(), static_cast<int>(x - first)});
        }
        joinRows(runs, above, begin, runs.size());
        above = begin;
    }
    return runs;
}

void clear(LabelMap& labels, const Run& run)
{
    const std::span<std::uint8_t> row = labels.row(run.y);
    std::fill(row.begin() + run.first, row.begin() + run.end, std::uint8_t{0});
}

/// How far each cell of a coarse raster lies outside the reach of the nearest wound part, in cells.
class ReachMap {
public:
    ReachMap(const LabelMap& labels, double reach)
        : m_cell(std::max(1.0, std::max(labels.width(), labels.height()) / kCells)),
          m_beyond(cellOf(labels.width() - 1) + 1, cellOf(labels.height() - 1) + 1, std::numeric_limits<float>::infinity())
    {
        std::vector<Run> wound = partsOf(labels, [](std::uint8_t code) { return isWound(code); });
        for (std::size_t i = 0; i < wound.size(); ++i) {
            const auto area = static_cast<double>(wound[leader(wound, i)].size);
            const auto within = static_cast<float>(-reach * 2 * std::sqrt(area / std::numbers::pi) / m_cell);
            const int y = cellOf(wound[i].y);
            for (int x = cellOf(wound[i].first); x <= cellOf(wound[i].end - 1); ++x) {
                m_beyond.at(x, y) = std::min(m_beyond.at(x, y), within);
            }
        }
        spread(1);
        spread(-1);
    }

    /// Whether the run comes within reach. Neighbouring cells count as touching: a small wound reaches less than a cell far.
    [[nodiscard]] bool touches(const Run& run) const
    {
        const std::span<const float> row = m_beyond.row(cellOf(run.y));
        return std::any_of(row.begin() + cellOf(run.first), row.begin() + cellOf(run.end - 1) + 1,
                           [](float beyond) { return beyond < 1; });
    }

private:
    static constexpr double kCells = 512;

    [[nodiscard]] int cellOf(int pixel) const { return static_cast<int>(pixel / m_cell); }

    /// One chamfer pass over the raster: from its first cell on (`step` 1) or back from its last (−1).
    void spread(int step)
    {
        const int width = m_beyond.width();
        const int height = m_beyond.height();
        const auto take = [&](float& beyond, int x, int y, float distance) {
            if (m_beyond.contains(x, y)) {
                beyond = std::min(beyond, m_beyond.at(x, y) + distance);
            }
        };
        constexpr auto kDiagonal = static_cast<float>(std::numbers::sqrt2);
        for (int j = 0; j < height; ++j) {
            const int y = step > 0 ? j : height - 1 - j;
            for (int i = 0; i < width; ++i) {
                const int x = step > 0 ? i : width - 1 - i;
                float& beyond = m_beyond.at(x, y);
                take(beyond, x - step, y, 1);
                take(beyond, x - 1, y - step, kDiagonal);
                take(beyond, x, y - step, 1);
                take(beyond, x + 1, y - step, kDiagonal);
            }
        }
    }

    double m_cell;
    Grid<float> m_beyond;
};

}  // namespace

void dropSmallParts(LabelMap& labels, double leastPx)
{
    std::vector<Run> runs = partsOf(labels, [](std::uint8_t code) { return isWound(code); });
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (static_cast<double>(runs[leader(runs, i)].size) < leastPx) {
            clear(labels, runs[i]);
        }
    }
}

void dropFarCallus(LabelMap& labels, double reach)
{
    std::vector<Run> callus =
        partsOf(labels, [](std::uint8_t code) { return code == static_cast<std::uint8_t>(Tissue::Callus); });
    if (callus.empty()) {
        return;
    }
    const ReachMap reached(labels, reach);
    std::vector<bool> near(callus.size());
    for (std::size_t i = 0; i < callus.size(); ++i) {
        if (reached.touches(callus[i])) {
            near[leader(callus, i)] = true;
        }
    }
    for (std::size_t i = 0; i < callus.size(); ++i) {
        if (!near[leader(callus, i)]) {
            clear(labels, callus[i]);
        }
    }
}

}  // namespace cicatrix::infer
