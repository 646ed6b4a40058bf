// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/label_writer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace cicatrix::annotate {

namespace {

PixelRect unite(const PixelRect& a, const PixelRect& b)
{
    if (a.empty() || b.empty()) {
        return a.empty() ? b : a;
    }
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.width, b.x + b.width) - x, std::max(a.y + a.height, b.y + b.height) - y};
}

struct Interval {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    void include(double x) { low = std::min(low, x), high = std::max(high, x); }
};

/// Where the line y = `row` meets the disc swept from a to b. The swept shape is convex, so it is one interval: that of
/// the two discs and of the rectangle between them.
Interval sweptDisc(Point a, Point b, double radius, double row)
{
    Interval span;
    for (const Point centre : {a, b}) {
        const double dy = row - centre.y;
        if (std::abs(dy) <= radius) {
            const double half = std::sqrt(radius * radius - dy * dy);
            span.include(centre.x - half);
            span.include(centre.x + half);
        }
    }
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    if (length == 0) {
        return span;
    }
    const Point normal{-(b.y - a.y) / length * radius, (b.x - a.x) / length * radius};
    const std::array<Point, 4> corners{Point{a.x + normal.x, a.y + normal.y}, Point{b.x + normal.x, b.y + normal.y},
                                       Point{b.x - normal.x, b.y - normal.y}, Point{a.x - normal.x, a.y - normal.y}};
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point p = corners[i];
        const Point q = corners[(i + 1) % corners.size()];
        if ((p.y <= row) != (q.y <= row)) {
            span.include(p.x + (q.x - p.x) * (row - p.y) / (q.y - p.y));
        }
    }
    return span;
}

/// First and one past the last pixel whose centre lies in [low, high].
int firstPixel(double low, int limit) { return static_cast<int>(std::clamp(std::ceil(low - 0.5), 0.0, double(limit))); }
int endPixel(double high, int limit) { return static_cast<int>(std::clamp(std::floor(high - 0.5) + 1, 0.0, double(limit))); }

}  // namespace

LabelWriter::LabelWriter(LabelMap map) : m_map(std::move(map))
{
    m_paintOver.set();
    for (const std::uint8_t code : m_map.values()) {
        ++m_counts[code];
    }
}

void LabelWriter::begin(std::uint8_t code)
{
    commit();
    m_code = code;
    m_begun = true;
}

PixelRect LabelWriter::paint(std::span<const Point> points, double radius)
{
    assert(m_begun);
    PixelRect changed;
    if (points.size() == 1) {
        return paintSegment(points[0], points[0], radius);
    }
    for (std::size_t i = 1; i < points.size(); ++i) {
        changed = unite(changed, paintSegment(points[i - 1], points[i], radius));
    }
    return changed;
}

PixelRect LabelWriter::paintSegment(Point from, Point to, double radius)
{
    PixelRect changed;
    const int first = firstPixel(std::min(from.y, to.y) - radius, m_map.height());
    const int end = endPixel(std::max(from.y, to.y) + radius, m_map.height());
    for (int y = first; y < end; ++y) {
        const Interval span = sweptDisc(from, to, radius, y + 0.5);
        const int left = firstPixel(span.low, m_map.width());
        const int right = endPixel(span.high, m_map.width());
        if (left < right) {
            changed = unite(changed, setRun(y, left, right));
        }
    }
    return changed;
}

PixelRect LabelWriter::setRun(int y, int first, int last)
{
    const std::uint64_t origin = static_cast<std::uint64_t>(y) * static_cast<std::uint64_t>(m_map.width());
    std::uint8_t* const row = m_map.row(y).data();
    int changedFirst = last;
    int changedEnd = first;
    for (int x = first; x < last;) {
        const std::uint8_t before = row[x];
        int end = x + 1;
        while (end < last && row[end] == before) {
            ++end;
        }
        if (before != m_code && m_paintOver[before]) {
            const Run run{origin + static_cast<std::uint64_t>(x), static_cast<std::uint32_t>(end - x), before, m_code};
            write(run);
            m_open.push_back(run);
            changedFirst = std::min(changedFirst, x);
            changedEnd = end;
        }
        x = end;
    }
    return changedFirst < changedEnd ? PixelRect{changedFirst, y, changedEnd - changedFirst, 1} : PixelRect{};
}

void LabelWriter::write(const Run& run)
{
    std::fill_n(m_map.data() + run.start, run.length, run.after);
    m_counts[run.before] -= run.length;
    m_counts[run.after] += run.length;
}

Delta LabelWriter::commit()
{
    m_begun = false;
    return record(std::exchange(m_open, {}));
}

PixelRect LabelWriter::cancel()
{
    m_begun = false;
    const Delta back = makeDelta(m_map.width(), m_map.height(), std::exchange(m_open, {})).inverse();
    for (const Run& run : back.runs) {
        write(run);
    }
    return back.bounds;
}

Delta LabelWriter::stroke(const Stroke& stroke)
{
    begin(stroke.code);
    paint(stroke.points, stroke.radius);
    return commit();
}

Delta LabelWriter::fill(int x, int y, std::uint8_t code)
{
    begin(code);
    if (!m_map.contains(x, y) || m_map.at(x, y) == code || !m_paintOver[m_map.at(x, y)]) {
        return commit();
    }
    const std::uint8_t target = m_map.at(x, y);
    std::vector<std::pair<int, int>> seeds{{x, y}};
    while (!seeds.empty()) {
        const auto [seedX, seedY] = seeds.back();
        seeds.pop_back();
        const std::span<const std::uint8_t> row = std::as_const(m_map).row(seedY);
        if (row[static_cast<std::size_t>(seedX)] != target) {
            continue;
        }
        int left = seedX;
        int end = seedX + 1;
        while (left > 0 && row[static_cast<std::size_t>(left - 1)] == target) {
            --left;
        }
        while (end < m_map.width() && row[static_cast<std::size_t>(end)] == target) {
            ++end;
        }
        setRun(seedY, left, end);
        for (const int next : {seedY - 1, seedY + 1}) {
            if (next < 0 || next >= m_map.height()) {
                continue;
            }
            const std::span<const std::uint8_t> neighbours = std::as_const(m_map).row(next);
            for (int i = left; i < end; ++i) {
                const auto at = static_cast<std::size_t>(i);
                if (neighbours[at] == target && (i == left || neighbours[at - 1] != target)) {
                    seeds.emplace_back(i, next);
                }
            }
        }
    }
    return commit();
}

Result<Delta> LabelWriter::replace(const LabelMap& map)
{
    if (map.width() != m_map.width() || map.height() != m_map.height()) {
        return Error{ErrorKind::BadInput, "mask", "has another size than the photo; nothing was changed"};
    }
    commit();
    std::vector<Run> runs;
    const std::span<const std::uint8_t> now = std::as_const(m_map).values();
    const std::span<const std::uint8_t> wanted = map.values();
    for (std::size_t i = 0; i < now.size();) {
        const std::size_t start = i;
        ++i;
        if (now[start] == wanted[start] || !m_paintOver[now[start]]) {
            continue;
        }
        while (i < now.size() && now[i] == now[start] && wanted[i] == wanted[start] &&
               i - start < std::numeric_limits<std::uint32_t>::max()) {
            ++i;
        }
        runs.push_back({start, static_cast<std::uint32_t>(i - start), now[start], wanted[start]});
    }
    for (const Run& run : runs) {
        write(run);
    }
    return record(std::move(runs));
}

Result<void> LabelWriter::apply(const Delta& delta)
{
    const Error foreign{ErrorKind::BadInput, "stroke", "does not belong to this mask; nothing was changed"};
    commit();
    if (delta.width != m_map.width() || delta.height != m_map.height()) {
        return foreign;
    }
    for (const Run& run : delta.runs) {
        if (run.start > m_map.size() || run.length > m_map.size() - run.start) {
            return foreign;
        }
        const std::span<const std::uint8_t> pixels = std::as_const(m_map).values().subspan(run.start, run.length);
        if (!std::all_of(pixels.begin(), pixels.end(), [&](std::uint8_t code) { return code == run.before; })) {
            return foreign;
        }
    }
    for (const Run& run : delta.runs) {
        write(run);
    }
    record(delta.runs);
    return {};
}

Delta LabelWriter::undo()
{
    commit();
    if (!canUndo()) {
        return {m_map.width(), m_map.height(), {}, {}};
    }
    const Delta back = parseDelta(m_acts[--m_done]).value().inverse();
    for (const Run& run : back.runs) {
        write(run);
    }
    return back;
}

Delta LabelWriter::redo()
{
    commit();
    if (!canRedo()) {
        return {m_map.width(), m_map.height(), {}, {}};
    }
    Delta again = parseDelta(m_acts[m_done++]).value();
    for (const Run& run : again.runs) {
        write(run);
    }
    return again;
}

Delta LabelWriter::record(std::vector<Run> runs)
{
    Delta delta = makeDelta(m_map.width(), m_map.height(), std::move(runs));
    if (delta.empty()) {
        return delta;
    }
    while (m_acts.size() > m_done) {
        m_undoBytes -= m_acts.back().size();
        m_acts.pop_back();
    }
    m_acts.push_back(serialise(delta));
    m_undoBytes += m_acts.back().size();
    ++m_done;
    return delta;
}

}  // namespace cicatrix::annotate
