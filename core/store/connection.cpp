// SPDX-License-Identifier: GPL-3.0-or-later
// The one source that sees sqlite3.h: how a connection is set up, and what Qt Sql has no call for.
#include "core/store/connection.h"

#include "core/base/atomic_file.h"
#include "core/store/cached_query.h"
#include "core/store/store.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QUrl>
#include <QVariant>

#include <sqlite3.h>

#include <cerrno>

#include <sys/resource.h>

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
constexpr int kBusyMilliseconds = 5000;

std::string nextName()
{
    static std::atomic<unsigned> counter{0};
    return "cicatrix-" + std::to_string(++counter);
}

ErrorKind kindOf(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return ErrorKind::DiskFull;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ErrorKind::ClinicReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorKind::ClinicLocked;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorKind::ClinicDamaged;
    case SQLITE_INTERRUPT:
        return ErrorKind::Cancelled;
    case SQLITE_NOMEM:
        return ErrorKind::OutOfMemory;
    case SQLITE_CONSTRAINT:
        return ErrorKind::BadInput;
    default:
        return ErrorKind::Io;
    }
}

std::string wayOut(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::DiskFull:
        return "the disk is full; free some space and try again, nothing was changed";
    case ErrorKind::ClinicReadOnly:
        return "the clinic can only be read here; choose a folder that you may write to";
    case ErrorKind::ClinicLocked:
        return "another program is writing; try again in a moment";
    case ErrorKind::ClinicDamaged:
        return "the database is damaged; run `db check` and restore the last back-up";
    case ErrorKind::Cancelled:
        return "stopped";
    case ErrorKind::OutOfMemory:
        return "memory ran out";
    default:
        return {};
    }
}

bool hasSizeLimit()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

QString databaseName(const fs::path& file, Access access)
{
    if (access != Access::Immutable) {
        return QString::fromStdString(file.string());
    }
    const QByteArray path = QUrl::toPercentEncoding(QString::fromStdString(fs::absolute(file).string()), "/");
    return "file:" + QString::fromLatin1(path) + "?immutable=1";
}
}  // namespace

Connection::Connection(std::string qtName, std::string name) : m_qtName(std::move(qtName)), m_name(std::move(name)) {}

Connection::~Connection()
{
    m_queries.clear();
    if (m_database) {
        m_database->close();
        m_database.reset();
        QSqlDatabase::removeDatabase(QString::fromStdString(m_qtName));
    }
}

Error Connection::failure(int code, const std::string& text) const
{
    const int systemCode = m_handle == nullptr ? 0 : sqlite3_system_errno(m_handle);
    ErrorKind kind = kindOf(code);
    // SQLite calls only ENOSPC "full"; a quota or a file-size limit comes as an I/O error, often without its number.
    const bool limited = systemCode == EDQUOT || systemCode == EFBIG || systemCode == ENOSPC ||
                         (systemCode == 0 && code == SQLITE_IOERR_WRITE && hasSizeLimit());
    if (kind == ErrorKind::Io && limited) {
        kind = ErrorKind::DiskFull;
    }
    if (kind == ErrorKind::Io && (systemCode == EROFS || systemCode == EACCES)) {
        kind = ErrorKind::ClinicReadOnly;
    }
    const std::string way = wayOut(kind);
    if (way.empty()) {
        return {kind, m_name, text + " (SQLite " + std::to_string(code) + ", system " + std::to_string(systemCode) + ")"};
    }
    return {kind, m_name, way + " (" + text + ")"};
}

Error Connection::queryFailure(const QSqlQuery& query) const
{
    const QSqlError error = query.lastError();
    return failure(error.nativeErrorCode().toInt(), error.text().toStdString());
}

Result<std::unique_ptr<Connection>> Connection::open(const fs::path& file, Access access)
{
    if (QCoreApplication::instance() == nullptr || !QSqlDatabase::isDriverAvailable("QSQLITE")) {
        return Error{ErrorKind::Io, "Qt Sql", "the SQLite driver cannot be loaded; install libqt6sql6-sqlite"};
    }
    std::unique_ptr<Connection> connection(new Connection(nextName(), file.filename().string()));
    const QString qtName = QString::fromStdString(connection->m_qtName);
    connection->m_database = std::make_unique<QSqlDatabase>(QSqlDatabase::addDatabase("QSQLITE", qtName));
    QSqlDatabase& database = *connection->m_database;
    database.setDatabaseName(databaseName(file, access));
    QString options = "QSQLITE_BUSY_TIMEOUT=" + QString::number(kBusyMilliseconds);
    if (access == Access::ReadOnly || access == Access::Immutable) {
        options += ";QSQLITE_OPEN_READONLY";
    }
    if (access == Access::Immutable) {
        options += ";QSQLITE_OPEN_URI";
    }
    database.setConnectOptions(options);
    if (!database.open()) {
        const QSqlError error = database.lastError();
        return connection->failure(error.nativeErrorCode().toInt(), error.databaseText().toStdString());
    }
    const QVariant handle = database.driver()->handle();
    connection->m_handle = *static_cast<sqlite3* const*>(handle.constData());
    CICATRIX_TRY(connection->setUp(access));
    return connection;
}

Result<void> Connection::setUp(Access access)
{
    sqlite3_extended_result_codes(m_handle, 1);
    int ignored = 0;
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, &ignored);
    // Set for this connection, whether it writes or not; `secure_delete` lets an erased name leave no trace in free pages.
    CICATRIX_TRY(script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 1000"));
    if (access == Access::Scratch) {
        return {};
    }
    if (access != Access::ReadWrite) {
        return script("PRAGMA query_only = ON");
    }
    // The mark must be in the file before the journal moves into the WAL: it is read from the first page alone.
    CICATRIX_ASSIGN(const std::int64_t application, pragma("application_id"));
    if (application == 0) {
        CICATRIX_TRY(script("PRAGMA application_id = " + std::to_string(kApplicationId)));
    }
    CICATRIX_TRY(script("PRAGMA journal_mode = WAL"));
    CICATRIX_ASSIGN(Statement mode, run("PRAGMA journal_mode"));
    CICATRIX_ASSIGN(const bool answered, mode.next());
    if (!answered || mode.text(0) != "wal") {
        return Error{ErrorKind::Io, m_name, "this file system cannot hold a write-ahead log; keep the clinic on a local disk"};
    }
    return {};
}

Result<Statement> Connection::run(std::string_view sql, std::span<const Value> values)
{
    auto found = m_queries.find(sql);
    std::unique_ptr<CachedQuery> owned;
    CachedQuery* cached = found == m_queries.end() ? nullptr : found->second.get();
    if (cached == nullptr || cached->busy) {
        owned = std::make_unique<CachedQuery>(*m_database);
        owned->query.setForwardOnly(true);
        if (!owned->query.prepare(QString::fromUtf8(sql.data(), static_cast<qsizetype>(sql.size())))) {
            return queryFailure(owned->query);
        }
        const bool keep = cached == nullptr;
        cached = owned.get();
        if (keep) {
            m_queries.emplace(std::string(sql), std::move(owned));
        }
    }
    int position = 0;
    for (const Value& value : values) {
        cached->query.bindValue(position++, value.variant());
    }
    if (!cached->query.exec()) {
        Error error = queryFailure(cached->query);
        cached->query.finish();
        return error;
    }
    return Statement(*this, *cached, std::move(owned));
}

Result<std::int64_t> Connection::change(std::string_view sql, std::initializer_list<Value> values)
{
    CICATRIX_TRY(run(sql, values));
    return std::int64_t{sqlite3_changes64(m_handle)};
}

Result<std::int64_t> Connection::insert(std::string_view sql, std::initializer_list<Value> values)
{
    CICATRIX_TRY(run(sql, values));
    return std::int64_t{sqlite3_last_insert_rowid(m_handle)};
}

Result<std::int64_t> Connection::count(std::string_view sql, std::initializer_list<Value> values)
{
    CICATRIX_ASSIGN(Statement statement, run(sql, values));
    CICATRIX_ASSIGN(const bool found, statement.next());
    return found ? statement.integer(0) : std::int64_t{0};
}

Result<void> Connection::script(std::string_view sql)
{
    char* message = nullptr;
    const int code = sqlite3_exec(m_handle, std::string(sql).c_str(), nullptr, nullptr, &message);
    const std::string text = message == nullptr ? sqlite3_errstr(code) : message;
    sqlite3_free(message);
    if (code != SQLITE_OK) {
        return failure(code, text);
    }
    return {};
}

Result<std::int64_t> Connection::pragma(std::string_view name) { return count("PRAGMA " + std::string(name)); }

void Connection::rollBack()
{
    if (inTransaction()) {
        sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

bool Connection::inTransaction() const { return sqlite3_get_autocommit(m_handle) == 0; }

void Connection::interrupt() const { sqlite3_interrupt(m_handle); }

std::string sqliteVersion() { return sqlite3_libversion(); }

}  // namespace cicatrix::store
