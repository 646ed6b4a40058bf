// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/erase.h"

#include "core/base/json.h"
#include "core/store/audit_writer.h"
#include "core/store/patients.h"

#include <nlohmann/json.hpp>

#include <array>

namespace cicatrix::store {

using Json = nlohmann::json;

namespace {
constexpr std::string_view kVisits = "SELECT visit.id FROM visit JOIN wound ON wound.id = visit.wound_id WHERE patient_id = ?";

/// Tables in the order in which their rows may go, and whose rows they are.
struct Doomed {
    std::string_view table;
    std::string_view column;
    bool byVisit;
};
constexpr std::array<Doomed, 9> kDoomed{{{"acceptance", "visit_id", true},
                                         {"analysis", "visit_id", true},
                                         {"photo", "visit_id", true},
                                         {"field_value", "visit_id", true},
                                         {"score", "visit_id", true},
                                         {"event", "visit_id", true},
                                         {"visit", "id", true},
                                         {"wound", "patient_id", false},
                                         {"consent", "patient_id", false}}};

std::string condition(const Doomed& doomed)
{
    return " FROM " + std::string(doomed.table) + " WHERE " + std::string(doomed.column) +
           (doomed.byVisit ? " IN (" + std::string(kVisits) + ")" : " = ?");
}

Result<Json> idsOf(Result<Statement> statement)
{
    Json ids = Json::array();
    CICATRIX_TRY(forEachRow(std::move(statement), [&](const Statement& row) { ids.push_back(row.integer(0)); }));
    return ids;
}

Result<std::vector<Sha256Hex>> filesOf(Connection& connection, PatientId patient)
{
    const std::string visits = "(" + std::string(kVisits) + ")";
    return collect<Sha256Hex>(
        connection.run(
            "SELECT vault_sha256 FROM photo WHERE visit_id IN " + visits +
                " UNION SELECT mask_sha256 FROM analysis WHERE visit_id IN " + visits +
                " UNION SELECT confidence_sha256 FROM analysis WHERE confidence_sha256 IS NOT NULL AND visit_id IN " + visits,
            {patient, patient, patient}),
        [](const Statement& row) { return row.text(0); });
}

Result<bool> isReferred(Connection& connection, const Sha256Hex& hash)
{
    CICATRIX_ASSIGN(const std::int64_t rows, connection.count("SELECT EXISTS (SELECT 1 FROM photo WHERE vault_sha256 = ?)"
                                                              " OR EXISTS (SELECT 1 FROM analysis WHERE mask_sha256 = ?)"
                                                              " OR EXISTS (SELECT 1 FROM analysis WHERE confidence_sha256 = ?)",
                                                              {hash, hash, hash}));
    return rows != 0;
}

Result<void> makeTombstone(WriteTransaction& write, PatientId patient)
{
    const std::string number = "erased-" + std::to_string(patient.value);
    CICATRIX_TRY(write.connection().change(
        "UPDATE patient SET number = ?, family = '', given = '', birth = NULL, sex = '', erased_at = ?, number_key = '',"
        " family_key = '', given_key = '', search_key = '', open_wounds = 0, last_visit = NULL, last_area_cm2 = NULL"
        " WHERE id = ?",
        {number, write.now(), patient}));
    return {};
}

Result<Json> deleteRows(Connection& connection, PatientId patient)
{
    Json rows = Json::object();
    for (const Doomed& doomed : kDoomed) {
        CICATRIX_ASSIGN(Json ids, idsOf(connection.run("SELECT id" + condition(doomed), {patient})));
        rows[std::string(doomed.table)] = std::move(ids);
    }
    CICATRIX_TRY(connection.change("UPDATE visit SET shown_id = NULL WHERE id IN (" + std::string(kVisits) + ")", {patient}));
    CICATRIX_TRY(
        connection.change("DELETE FROM analysis_tissue WHERE analysis_id IN (SELECT id FROM analysis WHERE visit_id IN (" +
                              std::string(kVisits) + "))",
                          {patient}));
    for (const Doomed& doomed : kDoomed) {
        CICATRIX_TRY(connection.change("DELETE" + condition(doomed), {patient}));
    }
    return rows;
}

/// The personal texts that the audit log keeps beside its chain.
Result<Json> deleteTexts(Connection& connection, PatientId patient)
{
    const std::string where = " FROM audit_text WHERE patient_id = ? OR visit_id IN (" + std::string(kVisits) + ")";
    CICATRIX_ASSIGN(Json seqs, idsOf(connection.run("SELECT seq" + where, {patient, patient})));
    CICATRIX_TRY(connection.change("DELETE" + where, {patient, patient}));
    return seqs;
}
}  // namespace

Result<void> erasePatient(WriteTransaction& write, PatientId id, const std::string& reason)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Administer));
    CICATRIX_ASSIGN(const Patient subject, patient(write, id));
    if (subject.erased || reason.empty()) {
        return Error{ErrorKind::BadInput, subject.data.number,
                     subject.erased ? "has been erased already" : "cannot be erased without a reason"};
    }
    Connection& connection = write.connection();
    CICATRIX_ASSIGN(const std::vector<Sha256Hex> files, filesOf(connection, id));
    CICATRIX_TRY(makeTombstone(write, id));
    Json detail{{"reason", reason}};
    CICATRIX_ASSIGN(detail["texts"], deleteTexts(connection, id));
    CICATRIX_ASSIGN(detail["rows"], deleteRows(connection, id));
    for (const Sha256Hex& file : files) {
        CICATRIX_ASSIGN(const bool shared, isReferred(connection, file));
        if (!shared) {
            CICATRIX_TRY(connection.change("INSERT OR IGNORE INTO doomed_file (sha256) VALUES (?)", {file}));
        }
    }
    connection.filesDoomed = true;
    return recordChange(write, {"patient.erase", "patient", id.value, id, {}, canonicalJson(detail), {}, {}});
}

Result<ErasedObjects> erasedObjects(const ReadTransaction& read)
{
    ErasedObjects erased;
    const auto take = [&](const Statement& row) {
        try {
            const Json detail = Json::parse(row.text(0));
            for (const Json& seq : detail.at("texts")) {
                erased.texts.insert(seq.get<std::int64_t>());
            }
            for (const auto& [table, ids] : detail.at("rows").items()) {
                for (const Json& one : ids) {
                    erased.rows[table].insert(one.get<std::int64_t>());
                }
            }
        } catch (const Json::exception&) {
            // Changed from outside: the chain's own hash names the row.
        }
    };
    CICATRIX_TRY(forEachRow(read.connection().run("SELECT detail FROM audit WHERE act = 'patient.erase'"), take));
    return erased;
}

Result<void> removeDoomedFiles(Connection& connection, const Vault& vault)
{
    CICATRIX_ASSIGN(const std::vector<Sha256Hex> files, collect<Sha256Hex>(connection.run("SELECT sha256 FROM doomed_file"),
                                                                           [](const Statement& row) { return row.text(0); }));
    for (const Sha256Hex& file : files) {
        CICATRIX_ASSIGN(const bool referred, isReferred(connection, file));
        if (!referred) {
            CICATRIX_TRY(vault.remove(file));
        }
        CICATRIX_TRY(connection.change("DELETE FROM doomed_file WHERE sha256 = ?", {file}));
    }
    // What was erased must not linger in the write-ahead log either.
    return files.empty() ? Result<void>{} : connection.script("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace cicatrix::store
