// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cicatrix {

/// A comma-separated table with a header line (RFC 4180: quotes, doubled quotes, commas and line ends within quotes; LF or
/// CRLF; a byte order mark is passed over).
class CsvTable {
public:
    /// BadInput names `subject` and the line: a row with another number of cells, an open quote, a column named twice.
    [[nodiscard]] static Result<CsvTable> parse(std::string_view text, const std::string& subject);

    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }
    [[nodiscard]] bool has(const std::string& column) const { return m_columns.contains(column); }
    /// Empty where the table has no such column.
    [[nodiscard]] const std::string& cell(std::size_t row, const std::string& column) const;

private:
    std::map<std::string, std::size_t> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

}  // namespace cicatrix
