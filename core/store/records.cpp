// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/records.h"

#include <array>

namespace cicatrix::store {

namespace {
constexpr std::array<RecordTable, 11> kTables{{
    {"user", "id, name, role, hash, disabled"},
    {"patient", "id, number, family, given, birth, sex, erased_at"},
    {"wound", "id, patient_id, number, site, side, aetiology, onset, closed"},
    {"visit", "id, wound_id, date, removed, removed_reason, user_id, at"},
    {"photo", "*"},
    {"analysis", "*"},
    {"acceptance", "*"},
    {"field_value", "*"},
    {"score", "*"},
    {"event", "*"},
    {"consent", "*"},
}};
constexpr std::string_view kTissueOf = "SELECT * FROM analysis_tissue WHERE analysis_id = ? ORDER BY code";

const RecordTable* tableNamed(std::string_view name)
{
    for (const RecordTable& table : kTables) {
        if (table.name == name) {
            return &table;
        }
    }
    return nullptr;
}

Sha256Hex hashOf(std::string_view text) { return fastSha256(std::as_bytes(std::span{text.data(), text.size()})); }

Result<void> appendTissue(Connection& connection, std::int64_t analysis, std::string& bytes)
{
    return forEachRow(connection.run(kTissueOf, {analysis}), [&](const Statement& row) { bytes += row.canonicalRow(); });
}

Result<Sha256Hex> digestOfRow(Connection& connection, const RecordTable& table, const Statement& row)
{
    std::string bytes = row.canonicalRow();
    if (table.name == "analysis") {
        CICATRIX_TRY(appendTissue(connection, row.integer(0), bytes));
    }
    return hashOf(bytes);
}

std::string selectOf(const RecordTable& table)
{
    return "SELECT " + std::string(table.columns) + " FROM " + std::string(table.name);
}
}  // namespace

std::span<const RecordTable> recordTables() { return kTables; }

Result<Sha256Hex> recordDigest(Connection& connection, std::string_view name, std::int64_t id)
{
    const RecordTable* table = tableNamed(name);
    if (table == nullptr) {
        return Sha256Hex{};
    }
    CICATRIX_ASSIGN(Statement row, connection.run(selectOf(*table) + " WHERE id = ?", {id}));
    CICATRIX_ASSIGN(const bool found, row.next());
    if (!found) {
        return Error{ErrorKind::NotFound, std::string(name) + " " + std::to_string(id), "does not exist"};
    }
    return digestOfRow(connection, *table, row);
}

Result<std::map<std::int64_t, Sha256Hex>> recordDigests(Connection& connection, const RecordTable& table)
{
    CICATRIX_ASSIGN(Statement row, connection.run(selectOf(table) + " ORDER BY id"));
    std::map<std::int64_t, Sha256Hex> digests;
    while (true) {
        CICATRIX_ASSIGN(const bool more, row.next());
        if (!more) {
            return digests;
        }
        CICATRIX_ASSIGN(Sha256Hex digest, digestOfRow(connection, table, row));
        digests.emplace_hint(digests.end(), row.integer(0), std::move(digest));
    }
}

Result<PatientId> patientOfVisit(Connection& connection, VisitId visit)
{
    return single<PatientId>(
        connection.run("SELECT wound.patient_id FROM visit JOIN wound ON wound.id = visit.wound_id WHERE visit.id = ?",
                       {visit}),
        [](const Statement& row) { return row.id<PatientId>(0); },
        {ErrorKind::NotFound, "visit " + std::to_string(visit.value), "does not exist"});
}

Result<PatientId> patientOfWound(Connection& connection, WoundId wound)
{
    return single<PatientId>(connection.run("SELECT patient_id FROM wound WHERE id = ?", {wound}),
                             [](const Statement& row) { return row.id<PatientId>(0); },
                             {ErrorKind::NotFound, "wound " + std::to_string(wound.value), "does not exist"});
}

}  // namespace cicatrix::store
