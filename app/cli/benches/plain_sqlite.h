// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace cicatrix::bench {

/// A prepared statement of the plain C interface.
class PlainStatement {
public:
    explicit PlainStatement(sqlite3_stmt* statement);
    /// Steps through all rows and takes every column out, as a program that shows them must.
    void readAll();
    /// Runs a statement whose parameters are all `value`.
    void runWith(long long value);

private:
    std::shared_ptr<sqlite3_stmt> m_statement;
    std::size_t m_taken = 0;
};

/// What a user could write instead of the store: sqlite3 with the same pragmas on the same file. Throws on any error.
class PlainSqlite {
public:
    explicit PlainSqlite(const std::filesystem::path& file);
    void script(const std::string& sql);
    [[nodiscard]] PlainStatement prepare(const std::string& sql);
    [[nodiscard]] long long lastId() const;

private:
    std::shared_ptr<sqlite3> m_database;
};

/// The rows of one clinical act, without hashing, checking or summing up anything.
class PlainAct {
public:
    PlainAct(PlainSqlite& database, const std::string& hash);
    void run();

private:
    PlainSqlite& m_database;
    PlainStatement m_visit;
    PlainStatement m_photo;
    PlainStatement m_analysis;
    PlainStatement m_tissue;
    PlainStatement m_acceptance;
    PlainStatement m_audit;
};

}  // namespace cicatrix::bench
