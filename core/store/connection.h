// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/date.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/statement.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
class QSqlDatabase;
class QSqlQuery;

namespace cicatrix::store {

enum class Access {
    ReadWrite,
    ReadOnly,
    Immutable,  ///< reads the main file alone, takes no lock, makes no side file
    Scratch,    ///< the file ":memory:": an empty database that is gone when it is closed
};

/// "CICA" in the header of every clinic.db.
inline constexpr std::int32_t kApplicationId = 0x43494341;

/// One SQLite connection through Qt Sql, set up in the one way that the clinic allows, with its prepared statements. Used
/// on the thread that opened it; only `interrupt` may be called from others.
class Connection {
public:
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Runs one statement; prepared once and kept.
    [[nodiscard]] Result<Statement> run(std::string_view sql, std::initializer_list<Value> values = {})
    {
        return run(sql, std::span(values.begin(), values.size()));
    }
    [[nodiscard]] Result<Statement> run(std::string_view sql, std::span<const Value> values);
    /// Runs a statement without result; the rows it changed.
    Result<std::int64_t> change(std::string_view sql, std::initializer_list<Value> values);
    /// The new row's id.
    Result<std::int64_t> insert(std::string_view sql, std::initializer_list<Value> values);
    /// The first column of the first row as a number; 0 where there is no row.
    [[nodiscard]] Result<std::int64_t> count(std::string_view sql, std::initializer_list<Value> values = {});

    /// SQL text with any number of statements, without values: transactions, migrations, pragmas.
    Result<void> script(std::string_view sql);
    [[nodiscard]] Result<std::int64_t> pragma(std::string_view name);
    void rollBack();
    [[nodiscard]] bool inTransaction() const;
    void interrupt() const;
    /// Name of the file, for messages.
    [[nodiscard]] const std::string& name() const { return m_name; }

    /// The audit row written last in the running transaction: seq and hash; it is anchored after the commit.
    struct PendingHead {
        std::int64_t seq = 0;
        std::string hash;
    };
    PendingHead pendingHead;
    /// Vault files wait in doomed_file for the commit.
    bool filesDoomed = false;

private:
    friend class Statement;
    Connection(std::string qtName, std::string name);
    Result<void> setUp(Access access);
    [[nodiscard]] Error failure(int code, const std::string& text) const;
    [[nodiscard]] Error queryFailure(const QSqlQuery& query) const;

    std::string m_qtName;
    std::string m_name;
    std::unique_ptr<QSqlDatabase> m_database;
    sqlite3* m_handle = nullptr;
    struct Text {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::unique_ptr<CachedQuery>, Text, std::equal_to<>> m_queries;
};

}  // namespace cicatrix::store
