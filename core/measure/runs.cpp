// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/runs.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace cicatrix::measure {

namespace {

/// Union-find over run indices; the root is the smallest index of its set.
class Sets {
public:
    explicit Sets(std::size_t size) : m_parent(size) { std::iota(m_parent.begin(), m_parent.end(), std::size_t{0}); }
    std::size_t root(std::size_t i)
    {
        while (m_parent[i] != i) {
            m_parent[i] = m_parent[m_parent[i]];
            i = m_parent[i];
        }
        return i;
    }
    void join(std::size_t a, std::size_t b)
    {
        const std::size_t ra = root(a);
        const std::size_t rb = root(b);
        m_parent[std::max(ra, rb)] = std::min(ra, rb);
    }

private:
    std::vector<std::size_t> m_parent;
};

bool allBackground(std::span<const std::uint8_t> row)
{
    return row.empty() || (row.front() == 0 && std::memcmp(row.data(), row.data() + 1, row.size() - 1) == 0);
}

void appendRow(std::span<const std::uint8_t> row, int y, std::vector<Run>& runs)
{
    const std::uint8_t* const begin = row.data();
    const std::uint8_t* const end = begin + row.size();
    for (const std::uint8_t* p = begin; p != end;) {
        const std::uint8_t code = *p;
        const std::uint8_t* const start = p;
        while (p != end && *p == code) {
            ++p;
        }
        if (code != 0) {
            runs.push_back({y, static_cast<int>(start - begin), static_cast<int>(p - begin), -1, code});
        }
    }
}

/// Joins wound runs of one row with those of the row above that touch them, corners included.
void joinRows(const RunTable& table, std::size_t y, Sets& sets)
{
    std::size_t above = y > 0 ? table.rowStart[y - 1] : 0;
    const std::size_t aboveEnd = y > 0 ? table.rowStart[y] : 0;
    for (std::size_t i = table.rowStart[y]; i < table.rowStart[y + 1]; ++i) {
        const Run& run = table.runs[i];
        if (!isWound(run.code)) {
            continue;
        }
        if (i > table.rowStart[y] && table.runs[i - 1].end == run.first && isWound(table.runs[i - 1].code)) {
            sets.join(i - 1, i);
        }
        while (above < aboveEnd && table.runs[above].end < run.first) {
            ++above;
        }
        for (std::size_t j = above; j < aboveEnd && table.runs[j].first <= run.end; ++j) {
            if (isWound(table.runs[j].code)) {
                sets.join(i, j);
            }
        }
    }
}

}  // namespace

std::size_t RunTable::find(int x, int y) const
{
    const auto row = static_cast<std::size_t>(y);
    const auto first = runs.begin() + static_cast<std::ptrdiff_t>(rowStart[row]);
    const auto last = runs.begin() + static_cast<std::ptrdiff_t>(rowStart[row + 1]);
    return static_cast<std::size_t>(std::upper_bound(first, last, x, [](int at, const Run& run) { return at < run.end; }) -
                                    runs.begin());
}

RunTable findRuns(const LabelMap& labels)
{
    RunTable table;
    table.rowStart.reserve(static_cast<std::size_t>(labels.height()) + 1);
    table.rowStart.push_back(0);
    for (int y = 0; y < labels.height(); ++y) {
        if (!allBackground(labels.row(y))) {
            appendRow(labels.row(y), y, table.runs);
        }
        table.rowStart.push_back(table.runs.size());
    }
    Sets sets(table.runs.size());
    for (std::size_t y = 0; y + 1 < table.rowStart.size(); ++y) {
        joinRows(table, y, sets);
    }
    for (std::size_t i = 0; i < table.runs.size(); ++i) {
        if (isWound(table.runs[i].code)) {
            const std::size_t root = sets.root(i);
            table.runs[i].opening = root == i ? table.openings++ : table.runs[root].opening;
        }
    }
    return table;
}

}  // namespace cicatrix::measure
