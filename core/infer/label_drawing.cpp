// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/label_drawing.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace cicatrix::infer {

namespace {

/// Where a position on one axis lies between two source samples.
struct Between {
    int first = 0;
    int second = 0;
    float part = 0;
};

/// Sample positions of a map of `samples` over [origin, origin + length) at the centres of the pixels begin … end − 1, each
/// `step` long.
std::vector<Between> positions(double origin, double length, int samples, double begin, double step, int count)
{
    std::vector<Between> all(static_cast<std::size_t>(count));
    const double scale = samples / length;
    for (int i = 0; i < count; ++i) {
        const double at = std::clamp((begin + (i + 0.5) * step - origin) * scale - 0.5, 0.0, samples - 1.0);
        const int first = static_cast<int>(at);
        all[static_cast<std::size_t>(i)] = {first, std::min(first + 1, samples - 1), static_cast<float>(at - first)};
    }
    return all;
}

/// One row of a plane between two of its rows, for the columns first … last.
void blendRow(const Planes& planes, int channel, const Between& y, std::pair<int, int> columns, float* out)
{
    const float* const upper = planes.plane(channel) + static_cast<std::ptrdiff_t>(y.first) * planes.width;
    const float* const lower = planes.plane(channel) + static_cast<std::ptrdiff_t>(y.second) * planes.width;
    for (int x = columns.first; x <= columns.second; ++x) {
        out[x] = upper[x] + y.part * (lower[x] - upper[x]);
    }
}

float at(const float* row, const Between& x) { return row[x.first] + x.part * (row[x.second] - row[x.first]); }

/// The rows of all channels at one height of the photo, and what they say at one column.
class RowReader {
public:
    RowReader(const ProbabilityMap& map, const LabelRules& rules) : m_map(map), m_rules(rules)
    {
        m_rows.resize(static_cast<std::size_t>(map.planes.channels) * static_cast<std::size_t>(map.planes.width));
        m_callus = std::count(rules.tissue.begin(), rules.tissue.end(), static_cast<std::uint8_t>(Tissue::Callus)) > 0;
        // The largest of n + 1 probabilities is at least 1 / (n + 1).
        m_callusLeast = 1.0F / static_cast<float>(rules.tissue.size() + 1);
    }

    /// False when no pixel of the row can be wound or callus; the row's confidence is then 1 − wound probability.
    void move(const Between& y, std::pair<int, int> columns)
    {
        m_interesting = false;
        for (int c = 0; c < m_map.planes.channels; ++c) {
            blendRow(m_map.planes, c, y, columns, row(c));
        }
        const auto reaches = [&](int c, double least) {
            const float* const values = row(c);
            return std::any_of(values + columns.first, values + columns.second + 1,
                               [&](float p) { return static_cast<double>(p) >= least; });
        };
        m_interesting = !m_rules.wound || reaches(0, m_rules.threshold) ||
                        (m_callus && reaches(callusChannel(), static_cast<double>(m_callusLeast)));
    }

    /// Code and confidence of one pixel.
    std::pair<std::uint8_t, std::uint8_t> pixel(const Between& x) const
    {
        const float wound = m_rules.wound ? at(row(0), x) : 0;
        const float sure = m_rules.wound ? std::max(wound, 1 - wound) : 0;
        if (!m_interesting) {
            return {0, level(sure)};
        }
        const bool isOpen = m_rules.wound && static_cast<double>(wound) >= m_rules.threshold;
        if (m_rules.tissue.empty() || (m_rules.wound && !isOpen && !mayBeCallus(x))) {
            return {isOpen ? static_cast<std::uint8_t>(Tissue::Ignore) : std::uint8_t{0}, level(sure)};
        }
        const bool onlyTissue = m_rules.wound && isOpen && m_rules.tissueInWound;
        std::uint8_t best = static_cast<std::uint8_t>(Tissue::Ignore);
        float most = -1;
        if (!onlyTissue) {
            best = 0;
            most = at(row(m_rules.channel(0)), x);
        }
        for (const std::uint8_t code : m_rules.tissue) {
            const float p = at(row(m_rules.channel(code)), x);
            if (p > most && !(onlyTissue && !isWound(code))) {
                best = code;
                most = p;
            }
        }
        if (!m_rules.wound) {
            return {best, level(most)};
        }
        if (isOpen) {
            return {isWound(best) ? best : static_cast<std::uint8_t>(Tissue::Ignore), level(sure)};
        }
        return {isWound(best) ? std::uint8_t{0} : best, level(sure)};
    }

private:
    [[nodiscard]] float* row(int c) { return m_rows.data() + static_cast<std::ptrdiff_t>(c) * m_map.planes.width; }
    [[nodiscard]] const float* row(int c) const { return m_rows.data() + static_cast<std::ptrdiff_t>(c) * m_map.planes.width; }
    [[nodiscard]] int callusChannel() const { return m_rules.channel(static_cast<int>(Tissue::Callus)); }
    [[nodiscard]] bool mayBeCallus(const Between& x) const { return m_callus && at(row(callusChannel()), x) >= m_callusLeast; }
    static std::uint8_t level(float p) { return static_cast<std::uint8_t>(std::clamp(p, 0.0F, 1.0F) * 255 + 0.5F); }

    const ProbabilityMap& m_map;
    const LabelRules& m_rules;
    std::vector<float> m_rows;
    float m_callusLeast = 0;
    bool m_callus = false;
    bool m_interesting = false;
};

PixelRect overlap(const PixelRect& a, const PixelRect& b)
{
    const int x = std::max(a.x, b.x);
    const int y = std::max(a.y, b.y);
    return {x, y, std::min(a.x + a.width, b.x + b.width) - x, std::min(a.y + a.height, b.y + b.height) - y};
}

}  // namespace

void accumulate(ProbabilityMap& target, std::vector<float>& weights, const ProbabilityMap& source, float weight)
{
    const PixelRect& area = target.area;
    const Planes& from = source.planes;
    Planes& to = target.planes;
    const double stepX = static_cast<double>(area.width) / to.width;
    const double stepY = static_cast<double>(area.height) / to.height;
    const auto columns = positions(source.area.x, source.area.width, from.width, area.x, stepX, to.width);
    const auto rows = positions(source.area.y, source.area.height, from.height, area.y, stepY, to.height);
    // Columns and rows of the target whose centres lie on the source.
    const auto range = [](double origin, double step, int count, int low, int length) {
        const int first = static_cast<int>(std::ceil((low - origin) / step - 0.5));
        const int last = static_cast<int>(std::floor((low + length - origin) / step - 0.5));
        return std::pair(std::clamp(first, 0, count), std::clamp(last + 1, 0, count));
    };
    const auto [left, right] = range(area.x, stepX, to.width, source.area.x, source.area.width);
    const auto [top, bottom] = range(area.y, stepY, to.height, source.area.y, source.area.height);
    const bool same = from.width == to.width && from.height == to.height && source.area == area;
    std::vector<float> line(static_cast<std::size_t>(from.width));
    for (int y = top; y < bottom; ++y) {
        const std::ptrdiff_t start = static_cast<std::ptrdiff_t>(y) * to.width;
        for (int c = 0; c < to.channels; ++c) {
            float* const out = to.plane(c) + start;
            const float* const in = from.plane(c) + start;
            if (!same) {
                blendRow(from, c, rows[static_cast<std::size_t>(y)], {0, from.width - 1}, line.data());
            }
            for (int x = left; x < right; ++x) {
                out[x] += weight * (same ? in[x] : at(line.data(), columns[static_cast<std::size_t>(x)]));
            }
        }
        for (int x = left; x < right; ++x) {
            weights[static_cast<std::size_t>(start + x)] += weight;
        }
    }
}

void finish(ProbabilityMap& target, const std::vector<float>& weights)
{
    for (int c = 0; c < target.planes.channels; ++c) {
        float* const plane = target.planes.plane(c);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            plane[i] /= weights[i];
        }
    }
}

PixelRect suspectBox(const ProbabilityMap& map, const LabelRules& rules, double least)
{
    std::vector<int> channels;
    if (rules.wound) {
        channels.push_back(0);
    } else {
        for (const std::uint8_t code : rules.tissue) {
            channels.push_back(rules.channel(code));
        }
    }
    const Planes& planes = map.planes;
    int left = planes.width;
    int right = -1;
    int top = planes.height;
    int bottom = -1;
    for (const int channel : channels) {
        const float* p = planes.plane(channel);
        for (int y = 0; y < planes.height; ++y) {
            for (int x = 0; x < planes.width; ++x, ++p) {
                if (static_cast<double>(*p) >= least) {
                    left = std::min(left, x);
                    right = std::max(right, x);
                    top = std::min(top, y);
                    bottom = std::max(bottom, y);
                }
            }
        }
    }
    if (right < left) {
        return {};
    }
    const double stepX = static_cast<double>(map.area.width) / planes.width;
    const double stepY = static_cast<double>(map.area.height) / planes.height;
    const PixelRect box{map.area.x + static_cast<int>(left * stepX), map.area.y + static_cast<int>(top * stepY),
                        static_cast<int>(std::ceil((right - left + 1) * stepX)) + 1,
                        static_cast<int>(std::ceil((bottom - top + 1) * stepY)) + 1};
    return overlap(box, map.area);
}

void drawLabels(const ProbabilityMap& map, const LabelRules& rules, const PixelRect& part, LabelMap& labels,
                Grid<std::uint8_t>& confidence)
{
    if (part.empty()) {
        return;
    }
    const auto columns = positions(map.area.x, map.area.width, map.planes.width, part.x, 1, part.width);
    const auto rows = positions(map.area.y, map.area.height, map.planes.height, part.y, 1, part.height);
    constexpr std::int64_t kRowsAtOnce = 64;
    at::parallel_for(0, part.height, kRowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
        RowReader reader(map, rules);
        for (int y = static_cast<int>(begin); y < end; ++y) {
            reader.move(rows[static_cast<std::size_t>(y)], {columns.front().first, columns.back().second});
            std::uint8_t* const code = labels.row(part.y + y).data() + part.x;
            std::uint8_t* const sure = confidence.row(part.y + y).data() + part.x;
            for (std::size_t x = 0; x < columns.size(); ++x) {
                std::tie(code[x], sure[x]) = reader.pixel(columns[x]);
            }
        }
    });
}

}  // namespace cicatrix::infer
