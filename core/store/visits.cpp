// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/visits.h"

#include "core/base/json.h"
#include "core/store/audit_writer.h"
#include "core/store/figures_json.h"
#include "core/store/records.h"
#include "core/store/summaries.h"

#include <nlohmann/json.hpp>

namespace cicatrix::store {

namespace {
const std::string kSelectVisit =
    "SELECT visit.id, wound_id, date, removed, removed_reason, user.name, at, versions, shown_id, shown_accepted, area_cm2,"
    " area_cm2_sd FROM visit JOIN user ON user.id = visit.user_id";
const std::string kSelectPhoto =
    "SELECT id, visit_id, at, given_sha256, vault_sha256, name, format, width, height, orientation, taken_at, camera, warnings"
    " FROM photo";

Visit visitRow(const Statement& row)
{
    Visit visit;
    visit.id = row.id<VisitId>(0);
    visit.wound = row.id<WoundId>(1);
    visit.date = row.date(2);
    visit.removed = row.flag(3);
    visit.removedReason = row.text(4);
    visit.createdBy = row.text(5);
    visit.createdAt = row.time(6);
    visit.versions = static_cast<int>(row.integer(7));
    visit.shown = row.maybeId<AnalysisId>(8);
    visit.accepted = row.flag(9);
    if (!row.isNull(10)) {
        visit.areaCm2 = Estimate{row.real(10), row.real(11)};
    }
    return visit;
}

PhotoRow photoRow(const Statement& row)
{
    PhotoRow photo;
    photo.id = row.id<PhotoId>(0);
    photo.visit = row.id<VisitId>(1);
    photo.addedAt = row.time(2);
    photo.data = {row.text(3),
                  row.text(4),
                  row.text(5),
                  row.text(6),
                  static_cast<int>(row.integer(7)),
                  static_cast<int>(row.integer(8)),
                  static_cast<int>(row.integer(9)),
                  row.maybeText(10),
                  row.text(11),
                  warningsFromJson(row.text(12))};
    return photo;
}

Error noVisit(VisitId id) { return {ErrorKind::NotFound, "visit " + std::to_string(id.value), "does not exist"}; }

/// A visit that is still in the record, and whose it is.
struct Filed {
    Visit visit;
    PatientId patient;
};

Result<Filed> filedVisit(WriteTransaction& write, VisitId id)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    CICATRIX_ASSIGN(Visit found, visit(write, id));
    CICATRIX_ASSIGN(const PatientId patient, patientOfVisit(write.connection(), id));
    return Filed{std::move(found), patient};
}

/// What the audit log says of an act on the visit.
struct Told {
    std::string_view act;
    nlohmann::json detail = nlohmann::json::object();
    std::string personal;
};

Result<void> record(WriteTransaction& write, const Filed& filed, const Told& told)
{
    CICATRIX_TRY(refreshWound(write.connection(), filed.visit.wound));
    return recordChange(write, {told.act,
                                "visit",
                                filed.visit.id.value,
                                filed.patient,
                                filed.visit.id,
                                canonicalJson(told.detail),
                                told.personal,
                                {}});
}
}  // namespace

Result<VisitId> addVisit(WriteTransaction& write, WoundId wound, Date date)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    Connection& connection = write.connection();
    CICATRIX_ASSIGN(const PatientId patient, patientOfWound(connection, wound));
    CICATRIX_ASSIGN(const std::int64_t id,
                    connection.insert("INSERT INTO visit (wound_id, date, user_id, at) VALUES (?, ?, ?, ?)",
                                      {wound, date, write.actor().user, write.now()}));
    Filed filed;
    filed.visit.id = VisitId{id};
    filed.visit.wound = wound;
    filed.patient = patient;
    CICATRIX_TRY(record(write, filed, {"visit.add", {{"wound", wound.value}, {"date", isoDate(date)}}, {}}));
    return filed.visit.id;
}

Result<PhotoId> addPhoto(WriteTransaction& write, VisitId visit, const PhotoData& photo)
{
    CICATRIX_ASSIGN(const Filed filed, filedVisit(write, visit));
    if (!write.vault().contains(photo.vaultSha256)) {
        return Error{ErrorKind::NotFound, photo.name, "is not in the vault; store its bytes before the row that names them"};
    }
    CICATRIX_ASSIGN(
        const std::int64_t id,
        write.connection().insert(
            "INSERT INTO photo (visit_id, given_sha256, vault_sha256, name, format, width, height, orientation,"
            " taken_at, camera, warnings, user_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {visit, photo.givenSha256, photo.vaultSha256, photo.name, photo.format, photo.width, photo.height,
             photo.orientation, photo.takenAt, photo.camera, warningsToJson(photo.warnings), write.actor().user, write.now()}));
    Act act{"photo.add", "photo", id, filed.patient, visit, {}, {}, {photo.vaultSha256}};
    act.detail = canonicalJson({{"visit", visit.value}, {"given_sha256", photo.givenSha256}});
    act.personal = canonicalJson({{"name", photo.name}});
    CICATRIX_TRY(recordChange(write, act));
    return PhotoId{id};
}

Result<Visit> visit(const ReadTransaction& read, VisitId id)
{
    return single<Visit>(read.connection().run(kSelectVisit + " WHERE visit.id = ?", {id}), visitRow, noVisit(id));
}

Result<std::vector<Visit>> visits(const ReadTransaction& read, WoundId wound, bool withRemoved)
{
    const std::string sql = kSelectVisit + " WHERE wound_id = ? AND removed <= ? ORDER BY date, visit.id";
    return collect<Visit>(read.connection().run(sql, {wound, withRemoved}), visitRow);
}

Result<std::vector<PhotoRow>> photos(const ReadTransaction& read, VisitId visit)
{
    return collect<PhotoRow>(read.connection().run(kSelectPhoto + " WHERE visit_id = ? ORDER BY id", {visit}), photoRow);
}

Result<PhotoRow> photo(const ReadTransaction& read, PhotoId id)
{
    return single<PhotoRow>(read.connection().run(kSelectPhoto + " WHERE id = ?", {id}), photoRow,
                            {ErrorKind::NotFound, "photo " + std::to_string(id.value), "does not exist"});
}

Result<std::vector<VisitId>> visitsOfPhoto(const ReadTransaction& read, const Sha256Hex& givenSha256)
{
    return collect<VisitId>(read.connection().run("SELECT DISTINCT visit.id FROM photo JOIN visit ON visit.id = photo.visit_id"
                                                  " WHERE given_sha256 = ? AND removed = 0 ORDER BY visit.id",
                                                  {givenSha256}),
                            [](const Statement& row) { return row.id<VisitId>(0); });
}

Result<void> moveVisit(WriteTransaction& write, VisitId id, WoundId to)
{
    CICATRIX_ASSIGN(Filed filed, filedVisit(write, id));
    if (filed.visit.wound == to) {
        return Error{ErrorKind::BadInput, "visit " + std::to_string(id.value), "is filed under this wound already"};
    }
    Connection& connection = write.connection();
    CICATRIX_ASSIGN(const PatientId newPatient, patientOfWound(connection, to));
    CICATRIX_TRY(connection.change("UPDATE visit SET wound_id = ? WHERE id = ?", {to, id}));
    const WoundId from = filed.visit.wound;
    CICATRIX_TRY(refreshWound(connection, from));
    filed.visit.wound = to;
    const nlohmann::json detail{{"from_wound", from.value}, {"to_wound", to.value}};
    if (newPatient != filed.patient) {
        // Both patients' histories show that the visit went from one to the other.
        CICATRIX_TRY(record(write, filed, {"visit.leave", detail, {}}));
        filed.patient = newPatient;
    }
    return record(write, filed, {"visit.move", detail, {}});
}

Result<void> setVisitDate(WriteTransaction& write, VisitId id, Date date)
{
    CICATRIX_ASSIGN(const Filed filed, filedVisit(write, id));
    CICATRIX_TRY(write.connection().change("UPDATE visit SET date = ? WHERE id = ?", {date, id}));
    return record(write, filed, {"visit.date", {{"from", isoDate(filed.visit.date)}, {"to", isoDate(date)}}, {}});
}

Result<void> removeVisit(WriteTransaction& write, VisitId id, const std::string& reason)
{
    CICATRIX_ASSIGN(const Filed filed, filedVisit(write, id));
    if (filed.visit.removed) {
        return Error{ErrorKind::BadInput, "visit " + std::to_string(id.value), "is in the bin already"};
    }
    CICATRIX_TRY(write.connection().change("UPDATE visit SET removed = 1, removed_reason = ? WHERE id = ?", {reason, id}));
    return record(write, filed, {"visit.remove", nlohmann::json::object(), canonicalJson({{"reason", reason}})});
}

Result<void> restoreVisit(WriteTransaction& write, VisitId id)
{
    CICATRIX_ASSIGN(const Filed filed, filedVisit(write, id));
    if (!filed.visit.removed) {
        return Error{ErrorKind::BadInput, "visit " + std::to_string(id.value), "is not in the bin"};
    }
    CICATRIX_TRY(write.connection().change("UPDATE visit SET removed = 0, removed_reason = '' WHERE id = ?", {id}));
    return record(write, filed, {"visit.restore", nlohmann::json::object(), {}});
}

}  // namespace cicatrix::store
