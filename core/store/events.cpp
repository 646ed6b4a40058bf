// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/store/audit_writer.h"
#include "core/store/fields.h"
#include "core/store/records.h"

#include <nlohmann/json.hpp>

namespace cicatrix::store {

namespace {
/// One row of the event table: a mark, or (with `retracts`) its being taken back.
struct EventRow {
    VisitId visit;
    std::string_view kind;
    std::string note;
    std::optional<std::int64_t> retracts;
};

Result<std::int64_t> insertEvent(WriteTransaction& write, const EventRow& row)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    CICATRIX_ASSIGN(const PatientId patient, patientOfVisit(write.connection(), row.visit));
    CICATRIX_ASSIGN(
        const std::int64_t id,
        write.connection().insert("INSERT INTO event (visit_id, kind, note, retracts, user_id, at) VALUES (?, ?, ?, ?, ?, ?)",
                                  {row.visit, row.kind, row.note, row.retracts, write.actor().user, write.now()}));
    Act act{row.retracts ? "event.retract" : "event.add", "event", id, patient, row.visit, {}, {}, {}};
    act.detail = canonicalJson({{"visit", row.visit.value}, {"kind", row.kind}});
    CICATRIX_TRY(recordChange(write, act));
    return id;
}
}  // namespace

Result<std::int64_t> addEvent(WriteTransaction& write, VisitId visit, EventKind kind, const std::string& note)
{
    return insertEvent(write, {visit, key(kind), note, {}});
}

Result<void> retractEvent(WriteTransaction& write, std::int64_t event, const std::string& reason)
{
    Connection& connection = write.connection();
    const Error absent{ErrorKind::NotFound, "event " + std::to_string(event), "does not exist or was taken back already"};
    CICATRIX_ASSIGN(const VisitId visit,
                    single<VisitId>(
                        connection.run("SELECT visit_id FROM event WHERE id = ? AND retracts IS NULL AND NOT EXISTS"
                                       " (SELECT 1 FROM event later WHERE later.retracts = event.id)",
                                       {event}),
                        [](const Statement& row) { return row.id<VisitId>(0); }, absent));
    CICATRIX_TRY(insertEvent(write, {visit, "retracted", reason, event}));
    return {};
}

Result<std::vector<Event>> events(const ReadTransaction& read, VisitId visit)
{
    return collect<Event>(
        read.connection().run("SELECT event.id, kind, note, user.name, at FROM event JOIN user ON user.id = event.user_id"
                              " WHERE visit_id = ? AND retracts IS NULL"
                              " AND NOT EXISTS (SELECT 1 FROM event later WHERE later.retracts = event.id) ORDER BY event.id",
                              {visit}),
        [](const Statement& row) {
            return Event{row.integer(0), eventKindFromKey(row.text(1)).value_or(EventKind::Other), row.text(2), row.text(3),
                         row.time(4)};
        });
}

}  // namespace cicatrix::store
