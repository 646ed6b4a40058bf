// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/progress.h"
#include "core/store/audit.h"
#include "core/store/store.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cicatrix::store {

struct Counts {
    std::int64_t patients = 0;
    std::int64_t wounds = 0;
    std::int64_t visits = 0;
    std::int64_t photos = 0;
    std::int64_t analyses = 0;
    std::int64_t auditRows = 0;
    std::int64_t vaultFiles = 0;  ///< referred to by the database
    friend bool operator==(const Counts&, const Counts&) = default;
};
[[nodiscard]] Result<Counts> counts(const ReadTransaction& read);

/// What `check` found. Problems are plain one-line sentences that name a row or a file.
struct CheckReport {
    Counts counts;
    AuditHead auditHead;
    std::vector<std::string> problems;
    std::vector<Sha256Hex> orphans;  ///< vault files without a row: harmless, left by a crash
    std::int64_t vaultBytes = 0;
    [[nodiscard]] bool sound() const { return problems.empty(); }
};
/// SQLite's integrity and foreign keys, every vault file's hash, the audit chain and its anchors, versions without gaps,
/// summary columns. An Error only where the check itself could not run.
[[nodiscard]] Result<CheckReport> check(const Store& store, Progress& progress);
/// The start-up check: SQLite's quick_check alone, fast enough for every opening.
[[nodiscard]] Result<void> quickCheck(const ReadTransaction& read);
/// Deletes orphans older than a day (no writer needs them any more) and what killed writers left; returns how many orphans.
Result<std::int64_t> removeOrphans(const Store& store);

struct BackupSummary {
    std::filesystem::path file;
    Counts counts;
    AuditHead auditHead;
    std::int64_t bytes = 0;
    double writingMs = 0;    ///< making the copy
    double verifyingMs = 0;  ///< reading all of it again
};
/// One tar: manifest.json (format version, audit head, counts, SHA-256 of every file), clinic.db, vault files, the clinic's
/// own models and its pseudonyms' key: a consistent snapshot, also while others write. Keep it as secret as the clinic. The
/// finished copy is opened and checked before it takes its name; an existing file is kept unless `existing` says Replace.
/// The vault's old orphans are removed on the way. Needs Administer.
[[nodiscard]] Result<BackupSummary> backup(const Store& store, const Actor& actor, const std::filesystem::path& file,
                                           Existing existing, Progress& progress);
/// Re-reads a back-up and checks all of it, without restoring.
[[nodiscard]] Result<BackupSummary> verifyBackup(const std::filesystem::path& file, Progress& progress);
/// Makes the clinic of a back-up again in `folder`, which must be absent or empty; it appears whole or not at all.
[[nodiscard]] Result<BackupSummary> restore(const std::filesystem::path& file, const std::filesystem::path& folder,
                                            Progress& progress);

}  // namespace cicatrix::store
