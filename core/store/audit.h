// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cicatrix::store {

/// One link of the chain: hash = SHA-256("cicatrix-audit-v1" ‖ length-prefixed canonical bytes ‖ prev). Personal text is
/// not in it, only its salted SHA-256; the text lies beside and can be erased without breaking the chain.
struct AuditRow {
    std::int64_t seq = 0;
    Timestamp at;
    UserId user;
    std::string userName;
    std::string act;             ///< "visit.add", "analysis.accept", …
    std::string object;          ///< "visit:12"
    std::string detail;          ///< canonical JSON, nothing personal
    std::string record;          ///< SHA-256 of the row that the act made or changed; `check` compares it
    std::int64_t patient = 0;    ///< whose record it is about; 0 for none
    std::string personalSha256;  ///< empty when there is no personal text
    std::string blobs;           ///< hashes of the vault files concerned, separated by spaces
    std::string program;
    std::string prev;  ///< 64 hex digits
    std::string hash;
    std::optional<std::string> personal;  ///< canonical JSON; empty once erased
};

/// The chain's end; its first 16 digits are printed on reports and stored with back-ups.
struct AuditHead {
    std::int64_t seq = 0;  ///< 0 for an empty log
    std::string hash;
};
[[nodiscard]] Result<AuditHead> auditHead(const ReadTransaction& read);

struct AuditQuery {
    std::string object;                ///< exact, or empty for all
    std::optional<PatientId> patient;  ///< everything about this patient
    std::int64_t before = 0;           ///< rows with a smaller seq; 0 = from the newest
    std::size_t limit = 100;
};
/// Newest first.
[[nodiscard]] Result<std::vector<AuditRow>> auditRows(const ReadTransaction& read, const AuditQuery& query);

/// An act that changes no other row: export, report, looking at a patient. Writing functions record themselves.
struct AuditEntry {
    std::string act;
    std::string object;
    std::string detail = "{}";  ///< canonical JSON, nothing personal
    std::string personal;       ///< canonical JSON or empty
    std::vector<Sha256Hex> blobs;
    std::optional<PatientId> patient;  ///< whose record it is about; `personal` goes when the patient is erased
    std::optional<VisitId> visit;      ///< likewise, should the visit move to another patient
};
Result<void> recordAct(WriteTransaction& write, const AuditEntry& entry);

/// What re-reading the whole chain found; `firstBad` = 0 when it holds.
struct AuditVerdict {
    std::int64_t rows = 0;
    std::int64_t firstBad = 0;
    std::string problem;  ///< one line, empty when it holds
    [[nodiscard]] bool holds() const { return firstBad == 0 && problem.empty(); }
};
/// Every link, every personal text that is still there, and the anchors of `anchorFile` (the heads that were written
/// outside the database), so that a cut tail is noticed too. With an empty path the anchors are left out.
[[nodiscard]] Result<AuditVerdict> verifyAudit(const ReadTransaction& read, const std::filesystem::path& anchorFile);
/// FOLDER/audit-heads.txt: a line "seq hash" after every act, only ever appended to.
[[nodiscard]] std::filesystem::path anchorFile(const std::filesystem::path& clinicFolder);

}  // namespace cicatrix::store
