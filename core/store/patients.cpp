// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/patients.h"

#include "core/base/json.h"
#include "core/store/audit_writer.h"
#include "core/store/fold.h"
#include "core/store/patient_row.h"
#include "core/store/records.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace cicatrix::store {

namespace {
constexpr std::size_t kLongestText = 200;
nlohmann::json toJson(const PatientData& data)
{
    nlohmann::json json{{"number", data.number}, {"family", data.family}, {"given", data.given}, {"sex", data.sex}};
    json["birth"] = data.birth ? nlohmann::json(isoDate(*data.birth)) : nlohmann::json(nullptr);
    return json;
}

bool hasControlCharacter(const std::string& text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

Result<void> checkData(const PatientData& data)
{
    if (data.number.empty() || data.number.find_first_not_of(' ') == std::string::npos) {
        return Error{ErrorKind::BadInput, "hospital number", "is missing"};
    }
    for (const std::string& text : {data.number, data.family, data.given}) {
        if (text.size() > kLongestText || hasControlCharacter(text)) {
            return Error{ErrorKind::BadInput, "patient", "a number or name is longer than 200 bytes or has control characters"};
        }
    }
    constexpr std::array<std::string_view, 4> kSexes{"", "female", "male", "other"};
    if (std::find(kSexes.begin(), kSexes.end(), data.sex) == kSexes.end()) {
        return Error{ErrorKind::BadInput, data.sex, "is not a sex; write female, male or other"};
    }
    if (data.number.starts_with("erased-")) {
        return Error{ErrorKind::BadInput, data.number, "cannot be a hospital number"};
    }
    return {};
}

Result<void> checkNumberFree(Connection& connection, const std::string& number, PatientId self)
{
    CICATRIX_ASSIGN(const std::int64_t holder,
                    connection.count("SELECT count(*) FROM patient WHERE number = ? AND id <> ?", {number, self}));
    if (holder > 0) {
        return Error{ErrorKind::BadInput, number, "is the hospital number of another patient already"};
    }
    return {};
}

struct Keys {
    explicit Keys(const PatientData& data)
        : number(folded(data.number)), family(folded(data.family)), given(folded(data.given)),
          search(family + ' ' + given + ' ' + number)
    {
    }
    std::string number;
    std::string family;
    std::string given;
    std::string search;
};
}  // namespace

Patient patientRow(const Statement& row)
{
    Patient patient;
    patient.id = row.id<PatientId>(0);
    patient.data = {row.text(1), row.text(2), row.text(3), row.maybeDate(4), row.text(5)};
    patient.erased = !row.isNull(6);
    patient.openWounds = static_cast<int>(row.integer(7));
    patient.lastVisit = row.maybeDate(8);
    patient.lastAreaCm2 = row.maybeReal(9);
    return patient;
}

Result<PatientId> addPatient(WriteTransaction& write, const PatientData& data)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    CICATRIX_TRY(checkData(data));
    Connection& connection = write.connection();
    CICATRIX_TRY(checkNumberFree(connection, data.number, {}));
    const Keys keys(data);
    CICATRIX_ASSIGN(const std::int64_t id,
                    connection.insert("INSERT INTO patient (number, family, given, birth, sex, number_key, family_key,"
                                      " given_key, search_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                      {data.number, data.family, data.given, data.birth, data.sex, keys.number, keys.family,
                                       keys.given, keys.search}));
    Act act{"patient.add", "patient", id, PatientId{id}, {}, "{}", {}, {}};
    act.personal = canonicalJson({{"new", toJson(data)}});
    CICATRIX_TRY(recordChange(write, act));
    return PatientId{id};
}

Result<void> editPatient(WriteTransaction& write, PatientId id, const PatientData& data)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    CICATRIX_TRY(checkData(data));
    CICATRIX_ASSIGN(const Patient before, patient(write, id));
    if (before.erased) {
        return Error{ErrorKind::BadInput, before.data.number, "has been erased and cannot be edited"};
    }
    Connection& connection = write.connection();
    CICATRIX_TRY(checkNumberFree(connection, data.number, id));
    const Keys keys(data);
    CICATRIX_TRY(connection.change(
        "UPDATE patient SET number = ?, family = ?, given = ?, birth = ?, sex = ?, number_key = ?,"
        " family_key = ?, given_key = ?, search_key = ? WHERE id = ?",
        {data.number, data.family, data.given, data.birth, data.sex, keys.number, keys.family, keys.given, keys.search, id}));
    Act act{"patient.edit", "patient", id.value, id, {}, "{}", {}, {}};
    act.personal = canonicalJson({{"old", toJson(before.data)}, {"new", toJson(data)}});
    return recordChange(write, act);
}

Result<Patient> patient(const ReadTransaction& read, PatientId id)
{
    return single<Patient>(read.connection().run(kSelectPatient + " WHERE id = ?", {id}), patientRow,
                           {ErrorKind::NotFound, "patient " + std::to_string(id.value), "does not exist"});
}

Result<Patient> patientByNumber(const ReadTransaction& read, const std::string& number)
{
    return single<Patient>(read.connection().run(kSelectPatient + " WHERE number = ?", {number}), patientRow,
                           {ErrorKind::NotFound, number, "is no hospital number of this clinic"});
}

Result<std::int64_t> countPatients(const ReadTransaction& read)
{
    return read.connection().count("SELECT count(*) FROM patient WHERE erased_at IS NULL");
}

}  // namespace cicatrix::store
