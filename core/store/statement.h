// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/date.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

class QVariant;

namespace cicatrix::store {

class Connection;

/// A value bound to a statement. Text is not copied: it must live until the statement has run.
class Value {
public:
    Value(std::nullopt_t) {}
    Value(bool value) : m_value(std::int64_t{value}) {}
    Value(int value) : m_value(std::int64_t{value}) {}
    Value(std::int64_t value) : m_value(value) {}
    Value(std::size_t value) : m_value(static_cast<std::int64_t>(value)) {}
    Value(double value) : m_value(value) {}
    Value(const char* value) : m_value(std::string_view(value)) {}
    Value(std::string_view value) : m_value(value) {}
    Value(const std::string& value) : m_value(std::string_view(value)) {}
    Value(Date value) : m_value(isoDate(value)) {}
    Value(Timestamp value) : m_value(std::int64_t{value.time_since_epoch().count()}) {}
    template <typename Tag>
    Value(Id<Tag> id) : m_value(id.value)
    {
    }
    template <typename T>
    Value(const std::optional<T>& value)
    {
        if (value) {
            *this = Value(*value);
        }
    }
    [[nodiscard]] QVariant variant() const;

private:
    std::variant<std::monostate, std::int64_t, double, std::string_view, std::string> m_value;
};

struct CachedQuery;

/// One run of a prepared statement; gives it back when destroyed.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    /// Steps to the next row; false after the last.
    [[nodiscard]] Result<bool> next();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] std::optional<std::int64_t> maybeInteger(int column) const;
    [[nodiscard]] std::optional<double> maybeReal(int column) const;
    [[nodiscard]] std::optional<std::string> maybeText(int column) const;
    [[nodiscard]] std::optional<Date> maybeDate(int column) const;
    [[nodiscard]] Date date(int column) const { return maybeDate(column).value_or(Date{}); }
    [[nodiscard]] Timestamp time(int column) const { return Timestamp{std::chrono::milliseconds{integer(column)}}; }
    template <typename IdType>
    [[nodiscard]] IdType id(int column) const
    {
        return IdType{integer(column)};
    }
    template <typename IdType>
    [[nodiscard]] std::optional<IdType> maybeId(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional<IdType>(IdType{integer(column)});
    }
    /// Names of the columns and, for the record's digest, the row as one unambiguous byte string.
    [[nodiscard]] std::string canonicalRow() const;

private:
    friend class Connection;
    Statement(Connection& connection, CachedQuery& query, std::unique_ptr<CachedQuery> owned);

    Connection* m_connection;
    CachedQuery* m_query;
    std::unique_ptr<CachedQuery> m_owned;  ///< a second run of a statement that is still being read
};

/// Calls `take` with every row of a statement.
template <typename Take>
[[nodiscard]] Result<void> forEachRow(Result<Statement> statement, Take take)
{
    if (!statement) {
        return std::move(statement).error();
    }
    while (true) {
        CICATRIX_ASSIGN(const bool more, statement->next());
        if (!more) {
            return {};
        }
        take(*statement);
    }
}

/// Every row of a statement, each turned into a T by `make`.
template <typename T, typename Make>
[[nodiscard]] Result<std::vector<T>> collect(Result<Statement> statement, Make make)
{
    std::vector<T> rows;
    CICATRIX_TRY(forEachRow(std::move(statement), [&](const Statement& row) { rows.push_back(make(row)); }));
    return rows;
}

/// The one row of a statement, or NotFound with `subject` and `detail`.
template <typename T, typename Make>
[[nodiscard]] Result<T> single(Result<Statement> statement, Make make, const Error& absent)
{
    if (!statement) {
        return std::move(statement).error();
    }
    CICATRIX_ASSIGN(const bool found, statement->next());
    if (!found) {
        return absent;
    }
    return make(*statement);
}

}  // namespace cicatrix::store
