// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store.h"

#include "core/base/atomic_file.h"
#include "core/store/audit.h"
#include "core/store/audit_writer.h"
#include "core/store/clinic_lock.h"
#include "core/store/connection.h"
#include "core/store/erase.h"
#include "core/store/migrate.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
fs::path databasePath(const fs::path& folder) { return folder / "clinic.db"; }

bool isEmptyFile(const fs::path& path)
{
    std::error_code code;
    return fs::file_size(path, code) == 0 && !code;
}

/// Reads application id and version from the file alone, so that a foreign or newer database is refused untouched.
Result<int> versionInHeader(const fs::path& folder)
{
    const fs::path file = databasePath(folder);
    Result<std::unique_ptr<Connection>> opened = Connection::open(file, Access::Immutable);
    if (!opened) {
        return Error{opened.error().kind, file.string(), opened.error().detail};
    }
    Connection& header = **opened;
    CICATRIX_ASSIGN(const std::int64_t application, header.pragma("application_id"));
    if (application != kApplicationId) {
        return Error{ErrorKind::BadInput, file.string(), "is a database of another program, not a clinic; nothing was changed"};
    }
    CICATRIX_ASSIGN(const std::int64_t version, header.pragma("user_version"));
    if (version > schemaVersion()) {
        return Error{ErrorKind::ClinicNewer, file.string(),
                     "was made by a newer Cicatrix (schema " + std::to_string(version) + ", this program knows " +
                         std::to_string(schemaVersion()) + "); update the program, nothing was changed"};
    }
    return static_cast<int>(version);
}

/// A plain read-only connection needs to make SQLite's side files; where it cannot, the file is read as it lies.
Result<Access> readingAccess(const fs::path& folder)
{
    if (folderWritable(folder)) {
        return Access::ReadOnly;
    }
    std::error_code code;
    const fs::path log = databasePath(folder).string() + "-wal";
    if (fs::file_size(log, code) > 0 && !code) {
        const fs::path index = databasePath(folder).string() + "-shm";
        if (fs::exists(index, code)) {
            return Access::ReadOnly;
        }
        return Error{ErrorKind::ClinicReadOnly, folder.string(),
                     "was not closed properly and lies in a folder that cannot be written; copy the folder and open the copy"};
    }
    return Access::Immutable;
}

Result<void> makeFolders(const fs::path& folder)
{
    for (const fs::path& one : {folder, folder / "vault", folder / "models", folder / "backups"}) {
        std::error_code code;
        if (fs::create_directories(one, code); code) {
            return systemError(code.value(), one.string(), "cannot be made");
        }
        fs::permissions(one, fs::perms::owner_all, code);
    }
    return {};
}

/// SQLite's side files take the permissions of the main file.
Result<void> makePrivateFile(const fs::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return systemError(errno, file.string(), "cannot be made");
    }
    ::close(descriptor);
    return {};
}

Timestamp currentTime() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }
}  // namespace

ReadTransaction::ReadTransaction(ReadTransaction&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}

ReadTransaction::~ReadTransaction()
{
    if (m_connection != nullptr) {
        m_connection->rollBack();
    }
}

WriteTransaction::WriteTransaction(Connection& connection, Actor actor, Timestamp now, Vault vault)
    : ReadTransaction(connection), m_actor(std::move(actor)), m_now(now), m_vault(std::move(vault))
{
}

WriteTransaction::WriteTransaction(WriteTransaction&& other) noexcept = default;
WriteTransaction::~WriteTransaction() = default;

Result<void> WriteTransaction::commit()
{
    if (m_connection == nullptr) {
        return Error{ErrorKind::Usage, "", "the act is over already"};
    }
    Connection& connection = *std::exchange(m_connection, nullptr);
    if (Result<void> done = connection.script("COMMIT"); !done) {
        connection.rollBack();
        return done;
    }
    const fs::path folder = m_vault.folder().parent_path();
    writeAnchor(folder, std::exchange(connection.pendingHead, {}));
    if (std::exchange(connection.filesDoomed, false)) {
        // The act stands; what is left over is removed when the clinic is opened next.
        static_cast<void>(removeDoomedFiles(connection, m_vault));
    }
    return {};
}

bool Store::exists(const fs::path& folder)
{
    std::error_code ignored;
    return fs::is_regular_file(databasePath(folder), ignored) && !isEmptyFile(databasePath(folder));
}

Store::Store(fs::path folder, std::shared_ptr<ClinicLock> lock, std::unique_ptr<Connection> connection)
    : m_folder(std::move(folder)), m_lock(std::move(lock)), m_connection(std::move(connection)), m_vault(m_folder / "vault")
{
}

Store::Store(Store&&) noexcept = default;

Store& Store::operator=(Store&& other) noexcept
{
    // The connection must be closed while the lock is still held.
    m_connection = std::move(other.m_connection);
    m_lock = std::move(other.m_lock);
    m_folder = std::move(other.m_folder);
    m_vault = std::move(other.m_vault);
    m_readOnlyReason = std::move(other.m_readOnlyReason);
    return *this;
}

Store::~Store() { m_connection.reset(); }

Result<Store> Store::create(const fs::path& folder)
{
    if (exists(folder)) {
        Result<int> version = versionInHeader(folder);
        if (!version || *version > 0) {
            return Error{ErrorKind::BadInput, folder.string(), "holds a clinic already; choose another folder"};
        }
    } else if (std::error_code code; fs::exists(folder, code) && !fs::is_empty(folder, code)) {
        const bool cutShort = isEmptyFile(databasePath(folder));
        if (!cutShort) {
            return Error{ErrorKind::BadInput, folder.string(), "is not empty; choose another folder for the new clinic"};
        }
    }
    CICATRIX_TRY(makeFolders(folder));
    CICATRIX_ASSIGN(std::shared_ptr<ClinicLock> lock, ClinicLock::take(folder));
    CICATRIX_TRY(makePrivateFile(databasePath(folder)));
    CICATRIX_ASSIGN(std::unique_ptr<Connection> connection, Connection::open(databasePath(folder), Access::ReadWrite));
    CICATRIX_TRY(migrate(*connection, migrations()));
    writeAnchor(folder, {});
    return Store(folder, std::move(lock), std::move(connection));
}

Result<Store> Store::open(const fs::path& folder, OpenMode mode)
{
    if (!exists(folder)) {
        return Error{ErrorKind::NotFound, folder.string(), "holds no clinic; name another folder or make a new clinic there"};
    }
    std::shared_ptr<ClinicLock> lock;
    std::string reason;
    if (mode != OpenMode::ReadOnly) {
        Result<std::shared_ptr<ClinicLock>> taken = ClinicLock::take(folder);
        if (!taken && mode == OpenMode::ReadWrite) {
            return std::move(taken).error();
        }
        reason = taken ? std::string() : taken.error().message();
        lock = taken ? std::move(taken).value() : nullptr;
    }
    CICATRIX_ASSIGN(const int version, versionInHeader(folder));
    if (lock == nullptr && version < schemaVersion()) {
        return Error{ErrorKind::ClinicReadOnly, folder.string(),
                     "was made by an older Cicatrix; open it once for writing, which brings it up to date"};
    }
    Access access = Access::ReadWrite;
    if (lock == nullptr) {
        CICATRIX_ASSIGN(access, readingAccess(folder));
    }
    CICATRIX_ASSIGN(std::unique_ptr<Connection> connection, Connection::open(databasePath(folder), access));
    if (lock != nullptr) {
        CICATRIX_TRY(migrate(*connection, migrations()));
        CICATRIX_TRY(makeFolders(folder));
        CICATRIX_TRY(removeDoomedFiles(*connection, Vault(folder / "vault")));
    }
    Store store(folder, std::move(lock), std::move(connection));
    store.m_readOnlyReason = std::move(reason);
    return store;
}

Result<Store> Store::anotherConnection() const
{
    Access access = Access::ReadWrite;
    if (m_lock == nullptr) {
        CICATRIX_ASSIGN(access, readingAccess(m_folder));
    }
    CICATRIX_ASSIGN(std::unique_ptr<Connection> connection, Connection::open(databasePath(m_folder), access));
    Store store(m_folder, m_lock, std::move(connection));
    store.m_readOnlyReason = m_readOnlyReason;
    return store;
}

Result<ReadTransaction> Store::read() const
{
    if (m_connection->inTransaction()) {
        return Error{ErrorKind::Usage, m_folder.string(), "another transaction of this connection is still open"};
    }
    CICATRIX_TRY(m_connection->script("BEGIN"));
    return ReadTransaction(*m_connection);
}

Result<WriteTransaction> Store::write(const Actor& actor, std::optional<Timestamp> at) const
{
    if (!writable()) {
        const std::string reason = m_readOnlyReason.empty() ? "is open read-only" : "is open read-only: " + m_readOnlyReason;
        return Error{ErrorKind::ClinicReadOnly, m_folder.string(), reason};
    }
    if (m_connection->inTransaction()) {
        return Error{ErrorKind::Usage, m_folder.string(), "another transaction of this connection is still open"};
    }
    m_connection->pendingHead = {};
    m_connection->filesDoomed = false;
    CICATRIX_TRY(m_connection->script("BEGIN IMMEDIATE"));
    WriteTransaction write(*m_connection, actor, at.value_or(currentTime()), m_vault);
    if (actor.user.valid()) {
        CICATRIX_ASSIGN(const std::int64_t enabled,
                        m_connection->count("SELECT count(*) FROM user WHERE id = ? AND role = ? AND disabled = 0",
                                            {actor.user, key(actor.role)}));
        if (enabled == 0) {
            return Error{ErrorKind::NotPermitted, actor.name, "is disabled or has another role now; sign in again"};
        }
    }
    return write;
}

void Store::interrupt() const { m_connection->interrupt(); }

int schemaVersion() { return migrations().back().number; }

}  // namespace cicatrix::store
