// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv.h"

#include <optional>

namespace cicatrix {

namespace {

/// Takes one record off the front of `text`; nothing when a quote is left open or stands within a bare cell.
std::optional<std::vector<std::string>> takeRecord(std::string_view& text)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (quoted) {
            const bool doubled = c == '"' && !text.empty() && text.front() == '"';
            if (c == '"' && !doubled) {
                quoted = false;
                continue;
            }
            cells.back() += c;
            text.remove_prefix(doubled ? 1 : 0);
        } else if (c == '"') {
            if (!cells.back().empty()) {
                return std::nullopt;
            }
            quoted = true;
        } else if (c == ',') {
            cells.emplace_back();
        } else if (c == '\n') {
            return cells;
        } else if (c != '\r' || text.empty() || text.front() != '\n') {
            cells.back() += c;
        }
    }
    return quoted ? std::nullopt : std::optional(cells);
}

}  // namespace

Result<CsvTable> CsvTable::parse(std::string_view text, const std::string& subject)
{
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    const auto problem = [&](std::size_t line, const std::string& what) {
        return Error{ErrorKind::BadInput, subject, "row " + std::to_string(line) + " " + what};
    };
    CsvTable table;
    const auto header = takeRecord(text);
    if (!header) {
        return problem(1, "has a quote that is not closed");
    }
    for (const std::string& name : *header) {
        if (!table.m_columns.emplace(name, table.m_columns.size()).second) {
            return problem(1, "names the column \"" + name + "\" twice");
        }
    }
    while (!text.empty()) {
        const std::size_t line = table.m_rows.size() + 2;
        auto cells = takeRecord(text);
        if (!cells) {
            return problem(line, "has a quote that is not closed");
        }
        if (cells->size() == 1 && cells->front().empty()) {
            continue;
        }
        if (cells->size() != header->size()) {
            return problem(line,
                           "has " + std::to_string(cells->size()) + " cells, the header " + std::to_string(header->size()));
        }
        table.m_rows.push_back(std::move(*cells));
    }
    return table;
}

const std::string& CsvTable::cell(std::size_t row, const std::string& column) const
{
    static const std::string kEmpty;
    const auto found = m_columns.find(column);
    return found == m_columns.end() ? kEmpty : m_rows.at(row)[found->second];
}

}  // namespace cicatrix
