// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/audit_writer.h"
#include "core/store/patients.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <array>

namespace cicatrix::store {

namespace {
constexpr std::array<std::string_view, 4> kPurposes{"care", "teaching", "research", "publication"};
}  // namespace

std::string_view key(ConsentPurpose purpose) { return kPurposes[static_cast<std::size_t>(purpose)]; }

std::optional<ConsentPurpose> consentPurposeFromKey(std::string_view text)
{
    for (std::size_t i = 0; i < kPurposes.size(); ++i) {
        if (kPurposes[i] == text) {
            return static_cast<ConsentPurpose>(i);
        }
    }
    return std::nullopt;
}

Result<void> recordConsent(WriteTransaction& write, PatientId id, const Consent& consent)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    CICATRIX_ASSIGN(const Patient subject, patient(write, id));
    if (subject.erased) {
        return Error{ErrorKind::BadInput, subject.data.number, "has been erased"};
    }
    CICATRIX_ASSIGN(const std::int64_t row,
                    write.connection().insert(
                        "INSERT INTO consent (patient_id, purpose, given, note, user_id, at) VALUES (?, ?, ?, ?, ?, ?)",
                        {id, key(consent.purpose), consent.given, consent.note, write.actor().user, write.now()}));
    Act act{"consent.record", "consent", row, id, {}, "{}", {}, {}};
    act.detail = canonicalJson({{"purpose", key(consent.purpose)}, {"given", consent.given}});
    return recordChange(write, act);
}

Result<std::vector<Consent>> consents(const ReadTransaction& read, PatientId patient)
{
    return collect<Consent>(
        read.connection().run("SELECT purpose, given, note, user.name, at FROM consent JOIN user ON user.id = consent.user_id"
                              " WHERE consent.id IN (SELECT max(id) FROM consent WHERE patient_id = ? GROUP BY purpose)"
                              " ORDER BY consent.id",
                              {patient}),
        [](const Statement& row) {
            return Consent{consentPurposeFromKey(row.text(0)).value_or(ConsentPurpose::Care), row.flag(1), row.text(2),
                           row.text(3), row.time(4)};
        });
}

}  // namespace cicatrix::store
