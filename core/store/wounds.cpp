// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/wounds.h"

#include "core/base/json.h"
#include "core/store/audit_writer.h"
#include "core/store/patients.h"
#include "core/store/summaries.h"

#include <nlohmann/json.hpp>

namespace cicatrix::store {

namespace {
const std::string kSelect = "SELECT id, patient_id, number, site, side, aetiology, onset, closed, visits, last_visit,"
                            " last_area_cm2 FROM wound";

Wound woundRow(const Statement& row)
{
    return {row.id<WoundId>(0),
            row.id<PatientId>(1),
            static_cast<int>(row.integer(2)),
            {row.text(3), row.text(4), row.text(5), row.maybeDate(6), row.maybeDate(7)},
            static_cast<int>(row.integer(8)),
            row.maybeDate(9),
            row.maybeReal(10)};
}

nlohmann::json dateJson(const std::optional<Date>& date)
{
    return date ? nlohmann::json(isoDate(*date)) : nlohmann::json(nullptr);
}

nlohmann::json toJson(const WoundData& data)
{
    return {{"site", data.site},
            {"side", data.side},
            {"aetiology", data.aetiology},
            {"onset", dateJson(data.onset)},
            {"closed", dateJson(data.closed)}};
}

Result<void> checkData(const WoundData& data)
{
    if (!data.side.empty() && data.side != "left" && data.side != "right" && data.side != "midline") {
        return Error{ErrorKind::BadInput, data.side, "is not a side; write left, right or midline"};
    }
    if (data.onset && data.closed && *data.closed < *data.onset) {
        return Error{ErrorKind::BadInput, isoDate(*data.closed), "the wound cannot have closed before it began"};
    }
    return {};
}
}  // namespace

Result<WoundId> addWound(WriteTransaction& write, PatientId owner, const WoundData& data)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    CICATRIX_TRY(checkData(data));
    CICATRIX_ASSIGN(const Patient subject, patient(write, owner));
    if (subject.erased) {
        return Error{ErrorKind::BadInput, subject.data.number, "has been erased"};
    }
    Connection& connection = write.connection();
    CICATRIX_ASSIGN(const std::int64_t number,
                    connection.count("SELECT coalesce(max(number), 0) + 1 FROM wound WHERE patient_id = ?", {owner}));
    CICATRIX_ASSIGN(const std::int64_t id,
                    connection.insert("INSERT INTO wound (patient_id, number, site, side, aetiology, onset, closed)"
                                      " VALUES (?, ?, ?, ?, ?, ?, ?)",
                                      {owner, number, data.site, data.side, data.aetiology, data.onset, data.closed}));
    CICATRIX_TRY(refreshWound(connection, WoundId{id}));
    Act act{"wound.add", "wound", id, owner, {}, {}, {}, {}};
    act.detail = canonicalJson({{"number", number}});
    act.personal = canonicalJson({{"new", toJson(data)}});
    CICATRIX_TRY(recordChange(write, act));
    return WoundId{id};
}

Result<void> editWound(WriteTransaction& write, WoundId id, const WoundData& data)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    CICATRIX_TRY(checkData(data));
    CICATRIX_ASSIGN(const Wound before, wound(write, id));
    Connection& connection = write.connection();
    CICATRIX_TRY(connection.change("UPDATE wound SET site = ?, side = ?, aetiology = ?, onset = ?, closed = ? WHERE id = ?",
                                   {data.site, data.side, data.aetiology, data.onset, data.closed, id}));
    CICATRIX_TRY(refreshWound(connection, id));
    Act act{"wound.edit", "wound", id.value, before.patient, {}, "{}", {}, {}};
    act.personal = canonicalJson({{"old", toJson(before.data)}, {"new", toJson(data)}});
    return recordChange(write, act);
}

Result<Wound> wound(const ReadTransaction& read, WoundId id)
{
    return single<Wound>(read.connection().run(kSelect + " WHERE id = ?", {id}), woundRow,
                         {ErrorKind::NotFound, "wound " + std::to_string(id.value), "does not exist"});
}

Result<Wound> woundByNumber(const ReadTransaction& read, PatientId patient, int number)
{
    return single<Wound>(read.connection().run(kSelect + " WHERE patient_id = ? AND number = ?", {patient, number}), woundRow,
                         {ErrorKind::NotFound, "wound " + std::to_string(number), "does not exist; `wound list` names them"});
}

Result<std::vector<Wound>> wounds(const ReadTransaction& read, PatientId patient)
{
    return collect<Wound>(read.connection().run(kSelect + " WHERE patient_id = ? ORDER BY number", {patient}), woundRow);
}

}  // namespace cicatrix::store
