// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benches/plain_sqlite.h"

#include <sqlite3.h>

#include <stdexcept>

namespace cicatrix::bench {

namespace {
constexpr int kTissues = 5;
constexpr int kAuditRows = 4;

std::string photoSql(const std::string& hash)
{
    return "INSERT INTO photo (visit_id, given_sha256, vault_sha256, name, format, width, height, orientation, camera, warnings,"
           " user_id, at) VALUES (?, '" +
           hash + "', '" + hash + "', 'a.jpg', 'jpeg', 4000, 3000, 1, 'Phone', '[]', 1, 0)";
}

std::string analysisSql(const std::string& hash)
{
    return "INSERT INTO analysis (visit_id, version, kind, photo_id, reason, model_name, model_version, model_sha256, model_system,"
           " device, program, calibration_method, calibration, mask_sha256, area_px, area_cm2, area_cm2_sd, figures, warnings,"
           " user_id, at) SELECT visit_id, 1, 'model', id, '', 'wound', '1.0', '" +
           hash +
           "', 'lite0', 'cpu', '0.1.0', 'marker',"
           " '{}', '" +
           hash + "', 100, 8, 0.2, '{}', '[]', 1, 0 FROM photo WHERE id = ?";
}

std::string auditSql(const std::string& hash)
{
    return "INSERT INTO audit SELECT max(seq) + 1, 0, 1, 'Bench', 'visit.add', 'visit:' || ?, 1, '{}', '" + hash + "', '', '" +
           hash + "', '0.1.0', '" + hash + "', '" + hash + "' FROM audit";
}
}  // namespace

PlainStatement::PlainStatement(sqlite3_stmt* statement) : m_statement(statement, sqlite3_finalize) {}

void PlainStatement::readAll()
{
    sqlite3_stmt* statement = m_statement.get();
    const int columns = sqlite3_column_count(statement);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int column = 0; column < columns; ++column) {
            if (sqlite3_column_type(statement, column) == SQLITE_TEXT) {
                m_taken += std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, column))).size();
            } else {
                m_taken += static_cast<std::size_t>(sqlite3_column_int64(statement, column));
            }
        }
    }
    sqlite3_reset(statement);
}

void PlainStatement::runWith(long long value)
{
    sqlite3_stmt* statement = m_statement.get();
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement); ++i) {
        sqlite3_bind_int64(statement, i, value);
    }
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (code != SQLITE_DONE) {
        throw std::runtime_error(std::string("plain sqlite3: ") + sqlite3_errmsg(sqlite3_db_handle(statement)));
    }
}

PlainSqlite::PlainSqlite(const std::filesystem::path& file)
{
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
    m_database.reset(database, sqlite3_close);
    if (code != SQLITE_OK) {
        throw std::runtime_error("plain sqlite3 cannot open the clinic");
    }
    script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000");
}

void PlainSqlite::script(const std::string& sql)
{
    if (sqlite3_exec(m_database.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(std::string("plain sqlite3: ") + sqlite3_errmsg(m_database.get()));
    }
}

PlainStatement PlainSqlite::prepare(const std::string& sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_database.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
        throw std::runtime_error(std::string("plain sqlite3: ") + sqlite3_errmsg(m_database.get()));
    }
    return PlainStatement(statement);
}

long long PlainSqlite::lastId() const { return sqlite3_last_insert_rowid(m_database.get()); }

PlainAct::PlainAct(PlainSqlite& database, const std::string& hash)
    : m_database(database),
      m_visit(database.prepare("INSERT INTO visit (wound_id, date, user_id, at, versions) VALUES (?, '2026-03-01', 1, 0, 1)")),
      m_photo(database.prepare(photoSql(hash))), m_analysis(database.prepare(analysisSql(hash))),
      m_tissue(database.prepare("INSERT INTO analysis_tissue SELECT id, 1 + (SELECT count(*) FROM analysis_tissue WHERE"
                                " analysis_id = analysis.id), 0.2, 0.01, 20, 0.5 FROM analysis WHERE id = ?")),
      m_acceptance(database.prepare("INSERT INTO acceptance (analysis_id, visit_id, user_id, at)"
                                    " SELECT id, visit_id, 1, 0 FROM analysis WHERE id = ?")),
      m_audit(database.prepare(auditSql(hash)))
{
}

void PlainAct::run()
{
    m_database.script("BEGIN IMMEDIATE");
    m_visit.runWith(78);
    m_photo.runWith(m_database.lastId());
    m_analysis.runWith(m_database.lastId());
    const long long analysis = m_database.lastId();
    for (int i = 0; i < kTissues; ++i) {
        m_tissue.runWith(analysis);
    }
    m_acceptance.runWith(analysis);
    for (int i = 0; i < kAuditRows; ++i) {
        m_audit.runWith(analysis);
    }
    m_database.script("COMMIT");
}

}  // namespace cicatrix::bench
