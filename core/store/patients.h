// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace cicatrix::store {

/// What a person types about a patient. Empty text = not known.
struct PatientData {
    std::string number;  ///< hospital number, unique, not empty
    std::string family;
    std::string given;
    std::optional<Date> birth;
    std::string sex;  ///< "female", "male", "other" or empty
    friend bool operator==(const PatientData&, const PatientData&) = default;
};

/// A row of the register with what a list shows.
struct Patient {
    PatientId id;
    PatientData data;
    bool erased = false;  ///< only this tombstone and the audit rows are left
    int openWounds = 0;
    std::optional<Date> lastVisit;
    std::optional<double> lastAreaCm2;  ///< area at the last visit, if it is known
};

enum class PatientOrder { Name, LastVisit };

struct PatientQuery {
    std::string text;      ///< words, each of which must occur in number or name; case and accents do not matter
    bool anywhere = true;  ///< false: only at the beginning of number, family or given name (fastest)
    PatientOrder order = PatientOrder::Name;
    std::size_t limit = 50;
    std::size_t offset = 0;
    bool withErased = false;
};

Result<PatientId> addPatient(WriteTransaction& write, const PatientData& data);
Result<void> editPatient(WriteTransaction& write, PatientId patient, const PatientData& data);
[[nodiscard]] Result<Patient> patient(const ReadTransaction& read, PatientId patient);
/// By hospital number; NotFound names it.
[[nodiscard]] Result<Patient> patientByNumber(const ReadTransaction& read, const std::string& number);
/// Those that match at a word's beginning come first. At once with 10,000 patients.
[[nodiscard]] Result<std::vector<Patient>> findPatients(const ReadTransaction& read, const PatientQuery& query);
[[nodiscard]] Result<std::int64_t> countPatients(const ReadTransaction& read);

/// Erases a patient (admin): wounds, visits, photos, masks, figures, fields and every personal text, in the audit log too;
/// a tombstone and the audit rows stay. The vault files go right after `write.commit()`, or at the next opening.
/// Back-ups made before still hold the patient.
Result<void> erasePatient(WriteTransaction& write, PatientId patient, const std::string& reason);

enum class ConsentPurpose { Care, Teaching, Research, Publication };
struct Consent {
    ConsentPurpose purpose;
    bool given = false;
    std::string note;
    std::string by;
    Timestamp at;
};
/// A later statement follows an earlier one; nothing is overwritten.
Result<void> recordConsent(WriteTransaction& write, PatientId patient, const Consent& consent);
/// The newest statement for each purpose.
[[nodiscard]] Result<std::vector<Consent>> consents(const ReadTransaction& read, PatientId patient);
[[nodiscard]] std::string_view key(ConsentPurpose purpose);
[[nodiscard]] std::optional<ConsentPurpose> consentPurposeFromKey(std::string_view key);

}  // namespace cicatrix::store
