// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/audit.h"
#include "core/store/connection.h"

#include <string_view>

namespace cicatrix::store {

/// An act on one row of the record: what the audit log says, with the row's digest.
struct Act {
    std::string_view act;  ///< "visit.add"
    std::string_view table;
    std::int64_t id = 0;
    std::optional<PatientId> patient;
    std::optional<VisitId> visit;
    std::string detail = "{}";
    std::string personal;
    std::vector<Sha256Hex> blobs;
};
/// Adds the audit row of an act that has just been done.
Result<void> recordChange(WriteTransaction& write, const Act& act);

/// The link's own hash, from its fields and the one before.
[[nodiscard]] Sha256Hex linkHash(const AuditRow& row);
[[nodiscard]] Sha256Hex personalHash(std::string_view salt, std::string_view text);
/// Columns in the order that `auditRow` reads, from audit left-joined with audit_text.
[[nodiscard]] const std::string& auditSelect();
[[nodiscard]] AuditRow auditRow(const Statement& row);

/// Appends the chain's end to the clinic's anchor file. It is evidence beside the database, so a failure does not undo an
/// act that is on the disk already: the next act's line covers it.
void writeAnchor(const std::filesystem::path& clinicFolder, const Connection::PendingHead& head);

}  // namespace cicatrix::store
