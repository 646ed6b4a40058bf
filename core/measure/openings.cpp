// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/openings.h"

#include <algorithm>
#include <numeric>

namespace cicatrix::measure {

namespace {

enum Direction { North, East, South, West };

struct Step {
    int dx;
    int dy;
};
constexpr std::array<Step, 4> kSteps{{{0, -1}, {1, 0}, {0, 1}, {-1, 0}}};
/// The pixel to the right of an edge that starts at a lattice point and goes in the direction.
constexpr std::array<Step, 4> kRight{{{0, -1}, {0, 0}, {-1, 0}, {-1, -1}}};
/// The pixel to the left of it.
constexpr std::array<Step, 4> kLeft{{{-1, -1}, {0, -1}, {0, 0}, {-1, 0}}};

/// Walks along pixel edges with the wound on the right; every edge's middle is a vertex of the 0.5-level contour.
class Tracer {
public:
    Tracer(const LabelMap& labels, const RunTable& table) : m_labels(labels), m_table(table), m_seen(table.runs.size(), 0) {}

    /// Whether a contour not yet walked has its left edge where this run begins.
    [[nodiscard]] bool startsContour(std::size_t run) const
    {
        const Run& r = m_table.runs[run];
        return m_seen[run] == 0 && r.opening >= 0 && !wound(r.first - 1, r.y);
    }

    Polygon walk(std::size_t run, EdgeCodes& codes)
    {
        Polygon polygon;
        const int startX = m_table.runs[run].first;
        const int startY = m_table.runs[run].y + 1;
        int x = startX;
        int y = startY;
        std::size_t direction = North;
        do {
            const int insideX = x + kRight[direction].dx;
            const int insideY = y + kRight[direction].dy;
            ++codes[slot(m_labels.at(insideX, insideY))];
            if (direction == North) {
                m_seen[m_table.find(insideX, insideY)] = 1;
            }
            polygon.push_back({x + 0.5 * kSteps[direction].dx, y + 0.5 * kSteps[direction].dy});
            x += kSteps[direction].dx;
            y += kSteps[direction].dy;
            // Left first: pixels that touch at a corner belong together.
            if (wound(x + kLeft[direction].dx, y + kLeft[direction].dy)) {
                direction = (direction + 3) % 4;
            } else if (!wound(x + kRight[direction].dx, y + kRight[direction].dy)) {
                direction = (direction + 1) % 4;
            }
        } while (x != startX || y != startY || direction != North);
        return polygon;
    }

private:
    [[nodiscard]] bool wound(int x, int y) const { return m_labels.contains(x, y) && isWound(m_labels.at(x, y)); }

    const LabelMap& m_labels;
    const RunTable& m_table;
    std::vector<std::uint8_t> m_seen;
};

void widen(PixelRect& bounds, const Run& run)
{
    if (bounds.empty()) {
        bounds = {run.first, run.y, run.end - run.first, 1};
        return;
    }
    const int right = std::max(bounds.x + bounds.width, run.end);
    bounds.x = std::min(bounds.x, run.first);
    bounds.width = right - bounds.x;
    bounds.height = run.y + 1 - bounds.y;
}

/// Renumbers everything so that the largest opening comes first.
void sortByArea(Openings& openings)
{
    const std::size_t count = openings.contours.size();
    std::vector<double> areas(count);
    std::transform(openings.contours.begin(), openings.contours.end(), areas.begin(),
                   [](const Contour& c) { return c.areaPx(); });
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return areas[a] > areas[b]; });
    std::vector<Contour> contours(count);
    std::vector<EdgeCodes> edges(count);
    std::vector<int> rank(count);
    for (std::size_t i = 0; i < count; ++i) {
        contours[i] = std::move(openings.contours[order[i]]);
        edges[i] = openings.edges[order[i]];
        rank[order[i]] = static_cast<int>(i);
    }
    openings.contours = std::move(contours);
    openings.edges = std::move(edges);
    for (Run& run : openings.table.runs) {
        run.opening = run.opening < 0 ? -1 : rank[static_cast<std::size_t>(run.opening)];
    }
}

}  // namespace

Openings findOpenings(const LabelMap& labels)
{
    Openings result;
    result.table = findRuns(labels);
    const auto count = static_cast<std::size_t>(result.table.openings);
    result.contours.resize(count);
    result.edges.resize(count);
    Tracer tracer(labels, result.table);
    for (std::size_t i = 0; i < result.table.runs.size(); ++i) {
        const Run& run = result.table.runs[i];
        if (run.opening < 0) {
            continue;
        }
        const auto number = static_cast<std::size_t>(run.opening);
        widen(result.contours[number].bounds, run);
        if (tracer.startsContour(i)) {
            Polygon polygon = tracer.walk(i, result.edges[number]);
            if (shoelace(polygon) > 0) {
                result.contours[number].outer = std::move(polygon);
            } else {
                result.contours[number].holes.push_back(std::move(polygon));
            }
        }
    }
    sortByArea(result);
    return result;
}

}  // namespace cicatrix::measure
