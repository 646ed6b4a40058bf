// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/date.h"
#include "core/base/result.h"
#include "core/store/actor.h"
#include "core/store/vault.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace cicatrix::store {

class Connection;
class ClinicLock;

enum class OpenMode {
    ReadWrite,              ///< takes the clinic's lock, or ClinicLocked naming the holder
    ReadOnly,               ///< takes no lock and changes nothing of the record
    ReadWriteElseReadOnly,  ///< ReadOnly where another program writes or the folder is read-only; see Store::writable
};

/// One consistent look at the clinic. Every reading function takes one; a WriteTransaction is one too. Keep it short: it
/// must end before the Store it came from, and on the thread that began it.
class ReadTransaction {
public:
    ReadTransaction(ReadTransaction&& other) noexcept;
    ReadTransaction& operator=(ReadTransaction&&) = delete;
    virtual ~ReadTransaction();

    [[nodiscard]] Connection& connection() const { return *m_connection; }

protected:
    friend class Store;
    friend class CopyReader;
    explicit ReadTransaction(Connection& connection) : m_connection(&connection) {}
    Connection* m_connection;
};

/// One clinical act (BEGIN IMMEDIATE … COMMIT): all of it, its audit rows included, or nothing. Destroyed without
/// `commit` it is rolled back. Every writing function takes one, checks the actor's role and adds its audit row.
class WriteTransaction final : public ReadTransaction {
public:
    WriteTransaction(WriteTransaction&& other) noexcept;
    ~WriteTransaction() override;

    [[nodiscard]] const Actor& actor() const { return m_actor; }
    /// The moment of the act, the same for all its rows.
    [[nodiscard]] Timestamp now() const { return m_now; }
    [[nodiscard]] const Vault& vault() const { return m_vault; }
    /// When this returns without an Error, the act is on the disk.
    Result<void> commit();

private:
    friend class Store;
    WriteTransaction(Connection& connection, Actor actor, Timestamp now, Vault vault);

    Actor m_actor;
    Timestamp m_now;
    Vault m_vault;
};

/// One clinic: a folder with clinic.db, vault/, models/, backups/. A Store belongs to the thread that made it; another
/// thread asks for `anotherConnection` (same lock, own SQLite connection). Needs a QCoreApplication (Qt loads the driver).
class Store {
public:
    /// Makes a new clinic; `folder` must be absent or empty (or a clinic whose making was cut short).
    [[nodiscard]] static Result<Store> create(const std::filesystem::path& folder);
    /// Opens a clinic and, when writing, brings its schema up to date. NotFound, ClinicLocked, ClinicReadOnly, ClinicNewer
    /// (nothing is touched), ClinicDamaged, DiskFull.
    [[nodiscard]] static Result<Store> open(const std::filesystem::path& folder, OpenMode mode = OpenMode::ReadWrite);
    /// Whether `folder` holds a clinic database.
    [[nodiscard]] static bool exists(const std::filesystem::path& folder);
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    [[nodiscard]] Result<Store> anotherConnection() const;
    [[nodiscard]] bool writable() const { return m_lock != nullptr; }
    /// Why a clinic asked for with ReadWriteElseReadOnly is read-only: who holds it. Empty when it is writable.
    [[nodiscard]] const std::string& readOnlyReason() const { return m_readOnlyReason; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] std::filesystem::path modelsFolder() const { return m_folder / "models"; }
    [[nodiscard]] std::filesystem::path backupsFolder() const { return m_folder / "backups"; }
    [[nodiscard]] const Vault& vault() const { return m_vault; }

    [[nodiscard]] Result<ReadTransaction> read() const;
    /// `at` is for the demo and for tests; left out, it is now.
    [[nodiscard]] Result<WriteTransaction> write(const Actor& actor, std::optional<Timestamp> at = {}) const;
    /// Ends the statement that another thread runs on this connection with Cancelled. May be called from any thread.
    void interrupt() const;
    /// For the store's own sources.
    [[nodiscard]] Connection& connection() const { return *m_connection; }

private:
    Store(std::filesystem::path folder, std::shared_ptr<ClinicLock> lock, std::unique_ptr<Connection> connection);

    std::filesystem::path m_folder;
    std::shared_ptr<ClinicLock> m_lock;
    std::unique_ptr<Connection> m_connection;
    Vault m_vault;
    std::string m_readOnlyReason;
};

/// FOLDER/pseudonym.key, the secret behind the pseudonyms of exports; core/clinic makes it when it is first needed.
[[nodiscard]] std::filesystem::path pseudonymKeyFile(const std::filesystem::path& clinicFolder);
/// "3.40.1": for --version and bug reports.
[[nodiscard]] std::string sqliteVersion();
/// The schema that this program writes.
[[nodiscard]] int schemaVersion();

}  // namespace cicatrix::store
