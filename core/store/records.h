// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"
#include "core/store/vault.h"

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace cicatrix::store {

/// A table whose rows are digested into the audit chain. Columns that a later schema adds stay empty in old rows and do not
/// change their digests; none may be renamed or renumbered.
struct RecordTable {
    std::string_view name;
    std::string_view columns;  ///< what a person said; summaries are left out
};
[[nodiscard]] std::span<const RecordTable> recordTables();

/// SHA-256 of the row as it stands now; for an analysis its tissue rows too.
[[nodiscard]] Result<Sha256Hex> recordDigest(Connection& connection, std::string_view table, std::int64_t id);
/// Those of a whole table, by id.
[[nodiscard]] Result<std::map<std::int64_t, Sha256Hex>> recordDigests(Connection& connection, const RecordTable& table);

[[nodiscard]] Result<PatientId> patientOfVisit(Connection& connection, VisitId visit);
[[nodiscard]] Result<PatientId> patientOfWound(Connection& connection, WoundId wound);

}  // namespace cicatrix::store
