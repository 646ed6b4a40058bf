// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"
#include "core/store/connection.h"
#include "core/store/erase.h"
#include "core/store/integrity.h"
#include "core/store/records.h"
#include "core/store/summaries.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
constexpr std::size_t kMostProblems = 100;
constexpr auto kGrace = std::chrono::hours(24);

void tell(std::vector<std::string>& problems, std::string problem)
{
    if (problems.size() < kMostProblems) {
        problems.push_back(std::move(problem));
    }
}

Result<void> checkVersions(Connection& connection, std::vector<std::string>& problems)
{
    CICATRIX_TRY(forEachRow(connection.run("SELECT visit_id FROM analysis GROUP BY visit_id"
                                           " HAVING max(version) <> count(*) OR min(version) <> 1"),
                            [&](const Statement& row) { tell(problems, "visit " + row.text(0) + ": versions are missing"); }));
    CICATRIX_ASSIGN(const std::int64_t stale, staleSummaries(connection));
    if (stale > 0) {
        tell(problems, std::to_string(stale) + " summary rows do not agree with what they sum up");
    }
    return {};
}

using Digests = std::unordered_map<std::string, Sha256Hex>;

void compareTable(const RecordTable& table, const std::map<std::int64_t, Sha256Hex>& rows, Digests& expected,
                  std::vector<std::string>& problems)
{
    for (const auto& [id, digest] : rows) {
        const std::string object = std::string(table.name) + ":" + std::to_string(id);
        const auto known = expected.find(object);
        if (known == expected.end()) {
            tell(problems, object + ": is not in the audit log");
            continue;
        }
        if (known->second != digest) {
            tell(problems, object + ": was changed outside the program");
        }
        expected.erase(known);
    }
}

std::int64_t numberOf(const std::string& object) { return std::stoll(object.substr(object.find(':') + 1)); }

/// The counters behind AUTOINCREMENT: one that fell back would give an id again that the log knows.
Result<void> checkCounters(Connection& connection, const Digests& logged, std::vector<std::string>& problems)
{
    std::map<std::string, std::int64_t> expected;
    for (const auto& [object, digest] : logged) {
        std::int64_t& highest = expected[object.substr(0, object.find(':'))];
        highest = std::max(highest, numberOf(object));
    }
    std::map<std::string, std::int64_t> found;
    CICATRIX_TRY(forEachRow(connection.run("SELECT name, seq FROM sqlite_sequence"),
                            [&](const Statement& row) { found[row.text(0)] = row.integer(1); }));
    if (found != expected) {
        tell(problems, "clinic.db: its counters do not agree with the audit log");
    }
    return {};
}

bool wasErased(const ErasedObjects& erased, const std::string& object)
{
    const auto colon = object.find(':');
    const auto table = erased.rows.find(object.substr(0, colon));
    return table != erased.rows.end() && table->second.contains(numberOf(object));
}

/// Every row against the digest that the audit log holds of it, and every digest against its row.
Result<void> checkRecords(const ReadTransaction& read, std::vector<std::string>& problems)
{
    Connection& connection = read.connection();
    Digests expected;
    CICATRIX_TRY(forEachRow(connection.run("SELECT object, record FROM audit WHERE record <> '' ORDER BY seq"),
                            [&](const Statement& row) { expected[row.text(0)] = row.text(1); }));
    CICATRIX_TRY(checkCounters(connection, expected, problems));
    for (const RecordTable& table : recordTables()) {
        CICATRIX_ASSIGN(const auto rows, recordDigests(connection, table));
        compareTable(table, rows, expected, problems);
    }
    CICATRIX_ASSIGN(const ErasedObjects erased, erasedObjects(read));
    for (const auto& [object, digest] : expected) {
        if (!wasErased(erased, object)) {
            tell(problems, object + ": is in the audit log but missing from its table");
        }
    }
    return {};
}

Result<void> checkVault(const ReadTransaction& read, const Vault& vault, CheckReport& report, Progress& progress)
{
    CICATRIX_ASSIGN(const std::vector<Sha256Hex> named, referredFiles(read));
    std::int64_t done = 0;
    for (const Sha256Hex& hash : named) {
        if (!progress.update(done++, static_cast<std::int64_t>(named.size()), "vault")) {
            return Error{ErrorKind::Cancelled, "", "stopped"};
        }
        const fs::path path = vault.pathOf(hash);
        const Result<Sha256Hex> found = fileSha256(path);
        if (!found || *found != hash) {
            tell(report.problems, path.string() + (found ? ": is not what was stored" : ": " + found.error().detail));
        }
        std::error_code ignored;
        const auto size = fs::file_size(path, ignored);
        report.vaultBytes += ignored ? 0 : static_cast<std::int64_t>(size);
    }
    CICATRIX_ASSIGN(const std::vector<Sha256Hex> present, vault.list());
    std::set_difference(present.begin(), present.end(), named.begin(), named.end(), std::back_inserter(report.orphans));
    return {};
}
}  // namespace

Result<void> checkDatabase(const ReadTransaction& read, const fs::path& anchors, std::vector<std::string>& problems)
{
    Connection& connection = read.connection();
    CICATRIX_TRY(forEachRow(connection.run("PRAGMA integrity_check"), [&](const Statement& row) {
        if (row.text(0) != "ok") {
            tell(problems, "clinic.db: " + row.text(0));
        }
    }));
    if (!problems.empty()) {
        return {};  // what follows reads the same pages
    }
    CICATRIX_TRY(checkSchema(connection, problems));
    if (!problems.empty()) {
        return {};  // what follows relies on its tables
    }
    CICATRIX_TRY(forEachRow(connection.run("PRAGMA foreign_key_check"), [&](const Statement& row) {
        tell(problems, row.text(0) + " row " + row.text(1) + ": refers to a missing row of " + row.text(2));
    }));
    CICATRIX_ASSIGN(const AuditVerdict verdict, verifyAudit(read, anchors));
    if (!verdict.holds()) {
        tell(problems, verdict.problem);
    }
    CICATRIX_TRY(checkVersions(connection, problems));
    CICATRIX_TRY(checkSettings(read, problems));
    return checkRecords(read, problems);
}

Result<std::vector<Sha256Hex>> referredFiles(const ReadTransaction& read)
{
    return collect<Sha256Hex>(
        read.connection().run("SELECT vault_sha256 FROM photo UNION SELECT mask_sha256 FROM analysis UNION"
                              " SELECT confidence_sha256 FROM analysis WHERE confidence_sha256 IS NOT NULL"
                              " ORDER BY 1"),
        [](const Statement& row) { return row.text(0); });
}

Result<Counts> counts(const ReadTransaction& read)
{
    const auto row = [](const Statement& found) {
        return Counts{
            found.integer(0), found.integer(1), found.integer(2), found.integer(3), found.integer(4), found.integer(5), 0};
    };
    CICATRIX_ASSIGN(
        Counts counts,
        single<Counts>(
            read.connection().run("SELECT (SELECT count(*) FROM patient WHERE erased_at IS NULL), (SELECT count(*) FROM wound),"
                                  " (SELECT count(*) FROM visit), (SELECT count(*) FROM photo),"
                                  " (SELECT count(*) FROM analysis), (SELECT count(*) FROM audit)"),
            row, {ErrorKind::ClinicDamaged, "clinic.db", "cannot be counted"}));
    CICATRIX_ASSIGN(const std::vector<Sha256Hex> files, referredFiles(read));
    counts.vaultFiles = static_cast<std::int64_t>(files.size());
    return counts;
}

Result<void> quickCheck(const ReadTransaction& read)
{
    CICATRIX_ASSIGN(Statement row, read.connection().run("PRAGMA quick_check(1)"));
    CICATRIX_ASSIGN(const bool answered, row.next());
    if (!answered || row.text(0) != "ok") {
        return Error{ErrorKind::ClinicDamaged, "clinic.db", "is damaged; run `db check` and restore the last back-up"};
    }
    return {};
}

Result<CheckReport> check(const Store& store, Progress& progress)
{
    CheckReport report;
    CICATRIX_ASSIGN(const ReadTransaction read, store.read());
    if (!progress.update(0, 1, "database")) {
        return Error{ErrorKind::Cancelled, "", "stopped"};
    }
    if (Result<void> database = checkDatabase(read, anchorFile(store.folder()), report.problems); !database) {
        if (database.error().kind != ErrorKind::ClinicDamaged) {
            return database.error();
        }
        tell(report.problems, database.error().message());
        return report;
    }
    const Result<Counts> counted = counts(read);
    if (!counted) {
        tell(report.problems, counted.error().message());
        return report;
    }
    report.counts = *counted;
    CICATRIX_ASSIGN(report.auditHead, auditHead(read));
    CICATRIX_TRY(checkVault(read, store.vault(), report, progress));
    return report;
}

Result<std::int64_t> removeOrphans(const Store& store)
{
    if (!store.writable()) {
        return Error{ErrorKind::ClinicReadOnly, store.folder().string(), "is open read-only"};
    }
    CICATRIX_ASSIGN(const ReadTransaction read, store.read());
    CICATRIX_ASSIGN(const std::vector<Sha256Hex> named, referredFiles(read));
    CICATRIX_ASSIGN(const std::vector<Sha256Hex> present, store.vault().list());
    std::int64_t removed = 0;
    std::error_code unlisted;
    for (const fs::directory_entry& folder : fs::directory_iterator(store.vault().folder(), unlisted)) {
        removeStaleTemporaries(folder.path());
    }
    for (const Sha256Hex& hash : present) {
        if (!std::binary_search(named.begin(), named.end(), hash)) {
            CICATRIX_ASSIGN(const bool gone, store.vault().removeUnused(hash, kGrace));
            removed += gone ? 1 : 0;
        }
    }
    return removed;
}

}  // namespace cicatrix::store
