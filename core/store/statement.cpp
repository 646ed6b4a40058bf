// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statement.h"

#include "core/store/cached_query.h"
#include "core/store/connection.h"

#include <QSqlError>
#include <QSqlField>
#include <QSqlRecord>
#include <QVariant>

#include <bit>
#include <utility>

namespace cicatrix::store {

namespace {
QString toQt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// Length first, so that no two different rows give the same bytes.
void appendPiece(std::string& bytes, char type, std::string_view piece)
{
    bytes += type + std::to_string(piece.size()) + ':';
    bytes += piece;
}
}  // namespace

QVariant Value::variant() const
{
    struct Visitor {
        QVariant operator()(std::monostate) const { return {}; }
        QVariant operator()(std::int64_t value) const { return QVariant::fromValue(qlonglong{value}); }
        QVariant operator()(double value) const { return value; }
        QVariant operator()(std::string_view value) const { return toQt(value); }
        QVariant operator()(const std::string& value) const { return toQt(value); }
    };
    return std::visit(Visitor{}, m_value);
}

Statement::Statement(Connection& connection, CachedQuery& query, std::unique_ptr<CachedQuery> owned)
    : m_connection(&connection), m_query(&query), m_owned(std::move(owned))
{
    m_query->busy = true;
}

Statement::Statement(Statement&& other) noexcept
    : m_connection(other.m_connection), m_query(std::exchange(other.m_query, nullptr)), m_owned(std::move(other.m_owned))
{
}

Statement::~Statement()
{
    if (m_query != nullptr) {
        m_query->query.finish();
        m_query->busy = false;
    }
}

Result<bool> Statement::next()
{
    if (m_query->query.next()) {
        return true;
    }
    if (m_query->query.lastError().isValid()) {
        return m_connection->queryFailure(m_query->query);
    }
    return false;
}

bool Statement::isNull(int column) const { return m_query->query.isNull(column); }
std::int64_t Statement::integer(int column) const { return m_query->query.value(column).toLongLong(); }
double Statement::real(int column) const { return m_query->query.value(column).toDouble(); }
std::string Statement::text(int column) const { return m_query->query.value(column).toString().toStdString(); }

std::optional<std::int64_t> Statement::maybeInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<double> Statement::maybeReal(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(real(column));
}

std::optional<std::string> Statement::maybeText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<Date> Statement::maybeDate(int column) const
{
    if (isNull(column)) {
        return std::nullopt;
    }
    const Result<Date> parsed = parseDate(text(column));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

std::string Statement::canonicalRow() const
{
    if (m_query->record.isEmpty()) {
        m_query->record = m_query->query.record();
    }
    const QSqlRecord& record = m_query->record;
    std::string bytes;
    for (int column = 0; column < record.count(); ++column) {
        const QVariant value = m_query->query.value(column);
        // A column that a later schema adds is empty in old rows and must not change their digest.
        if (value.isNull()) {
            continue;
        }
        appendPiece(bytes, 'n', record.fieldName(column).toStdString());
        if (value.typeId() == QMetaType::Double) {
            appendPiece(bytes, 'd', std::to_string(std::bit_cast<std::uint64_t>(value.toDouble())));
        } else if (value.typeId() == QMetaType::QString) {
            appendPiece(bytes, 't', value.toString().toStdString());
        } else {
            appendPiece(bytes, 'i', std::to_string(value.toLongLong()));
        }
    }
    return bytes;
}

}  // namespace cicatrix::store
