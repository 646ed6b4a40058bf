// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/backup.h"

#include <map>
#include <string>

namespace cicatrix::store {

inline constexpr const char* kManifestName = "manifest.json";
inline constexpr const char* kDatabaseName = "clinic.db";

/// The first entry of a back-up: what else is in it. Format 1 held the record alone, 2 holds the models and the pseudonyms'
/// key too; a later one may be encrypted.
struct Manifest {
    Counts counts;
    AuditHead auditHead;
    int schema = 0;
    std::string madeAt;
    std::map<std::string, Sha256Hex> files;  ///< by name inside the archive, which is the path inside the clinic
};
[[nodiscard]] std::string toJson(const Manifest& manifest);
/// BadInput names `subject`; ClinicNewer for a format or schema that this program does not know.
[[nodiscard]] Result<Manifest> manifestFromJson(const std::string& text, const std::string& subject);
/// The name of a vault file inside the archive: "vault/ab/cdef…".
[[nodiscard]] std::string vaultEntry(const Sha256Hex& hash);

/// Opens the database file of a copy and checks it against the manifest: SQLite's checks, audit chain, records, counts, head.
Result<void> checkCopy(const std::filesystem::path& database, const Manifest& manifest);

}  // namespace cicatrix::store
