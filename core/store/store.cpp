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
#include <fstream>
#include <set>
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

/// Whether nothing lies in `folder` but what a creation that was cut short leaves.
bool onlyBegun(const fs::path& folder)
{
    static const std::set<std::string> kFolders{"vault", "models", "backups"};
    static const std::set<std::string> kFiles{"clinic.lock", "audit-heads.txt", "clinic.db-journal", "clinic.db-wal",
                                              "clinic.db-shm"};
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        const bool begun = entry.is_directory(ignored)
                               ? kFolders.contains(name) && fs::is_empty(entry.path(), ignored)
                               : kFiles.contains(name) || (name == "clinic.db" && isEmptyFile(entry.path()));
        if (!begun) {
            return false;
        }
    }
    return true;
}

std::uint32_t bigEndian(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (const char byte : bytes) {
        value = (value << 8) | static_cast<unsigned char>(byte);
    }
    return value;
}

/// Reads application id and version from the file's first 100 bytes (sqlite.org/fileformat2.html 1.3), so that a foreign or
/// newer database is refused untouched. Not through SQLite: without its log, a file that was left in the midst of a
/// checkpoint looks damaged, and is not.
Result<int> versionInHeader(const fs::path& folder)
{
    constexpr std::size_t kHeaderBytes = 100;
    const fs::path file = databasePath(folder);
    std::string header(kHeaderBytes, '\0');
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return Error{ErrorKind::Io, file.string(), "cannot be read"};
    }
    stream.read(header.data(), static_cast<std::streamsize>(header.size()));
    if (!stream || !header.starts_with(std::string_view("SQLite format 3\0", 16))) {
        return Error{ErrorKind::ClinicDamaged, file.string(), "is no database any more; restore the last back-up"};
    }
    if (bigEndian(std::string_view(header).substr(68, 4)) != static_cast<std::uint32_t>(kApplicationId)) {
        return Error{ErrorKind::BadInput, file.string(), "is a database of another program, not a clinic; nothing was changed"};
    }
    const std::uint32_t version = bigEndian(std::string_view(header).substr(60, 4));
    if (version > static_cast<std::uint32_t>(schemaVersion())) {
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
        CICATRIX_TRY(makeFolder(one));
        std::error_code ignored;
        fs::permissions(one, fs::perms::owner_all, ignored);
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
    } else if (!onlyBegun(folder)) {
        return Error{ErrorKind::BadInput, folder.string(), "is not empty; choose another folder for the new clinic"};
    }
    CICATRIX_TRY(makeFolders(folder));
    CICATRIX_ASSIGN(std::shared_ptr<ClinicLock> lock, ClinicLock::take(folder));
    writeAnchor(folder, {});
    CICATRIX_TRY(makePrivateFile(databasePath(folder)));
    CICATRIX_ASSIGN(std::unique_ptr<Connection> connection, Connection::open(databasePath(folder), Access::ReadWrite));
    CICATRIX_TRY(migrate(*connection, migrations()));
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
        for (const fs::path& one : {folder, folder / "models", folder / "backups"}) {
            removeStaleTemporaries(one);
        }
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

fs::path pseudonymKeyFile(const fs::path& clinicFolder) { return clinicFolder / "pseudonym.key"; }

int schemaVersion() { return migrations().back().number; }

}  // namespace cicatrix::store
