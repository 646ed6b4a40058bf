// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/summaries.h"

namespace cicatrix::store {

namespace {
// The newest acceptance decides which version a visit shows; without one, the newest version.
constexpr std::string_view kAcceptedId =
    "(SELECT analysis_id FROM acceptance WHERE visit_id = visit.id ORDER BY id DESC LIMIT 1)";
constexpr std::string_view kNewestId = "(SELECT id FROM analysis WHERE visit_id = visit.id ORDER BY version DESC LIMIT 1)";

std::string shownId() { return "coalesce(" + std::string(kAcceptedId) + ", " + std::string(kNewestId) + ")"; }

constexpr std::string_view kWoundLast =
    "FROM visit WHERE wound_id = wound.id AND removed = 0 ORDER BY date DESC, id DESC LIMIT 1";
// From the wounds' own summaries, which are renewed first.
constexpr std::string_view kPatientLast = "FROM wound WHERE wound.patient_id = patient.id AND wound.last_visit IS NOT NULL"
                                          " ORDER BY wound.last_visit DESC, wound.id DESC LIMIT 1";
}  // namespace

Result<void> refreshVisit(Connection& connection, VisitId visit)
{
    static const std::string show = "UPDATE visit SET versions = (SELECT count(*) FROM analysis WHERE visit_id = visit.id),"
                                    " shown_id = " +
                                    shownId() + ", shown_accepted = " + std::string(kAcceptedId) + " IS NOT NULL WHERE id = ?";
    CICATRIX_TRY(connection.change(show, {visit}));
    CICATRIX_TRY(connection.change("UPDATE visit SET (area_cm2, area_cm2_sd) = (SELECT analysis.area_cm2, analysis.area_cm2_sd"
                                   " FROM analysis WHERE analysis.id = visit.shown_id) WHERE id = ?",
                                   {visit}));
    CICATRIX_ASSIGN(const std::int64_t wound, connection.count("SELECT wound_id FROM visit WHERE id = ?", {visit}));
    return refreshWound(connection, WoundId{wound});
}

Result<void> refreshWound(Connection& connection, WoundId wound)
{
    static const std::string ofWound =
        "UPDATE wound SET visits = (SELECT count(*) FROM visit WHERE wound_id = wound.id AND removed = 0),"
        " (last_visit, last_area_cm2) = (SELECT date, area_cm2 " +
        std::string(kWoundLast) + ") WHERE id = ?";
    static const std::string ofPatient =
        "UPDATE patient SET open_wounds = (SELECT count(*) FROM wound WHERE patient_id = patient.id AND closed IS NULL),"
        " (last_visit, last_area_cm2) = (SELECT wound.last_visit, wound.last_area_cm2 " +
        std::string(kPatientLast) + ") WHERE id = (SELECT patient_id FROM wound WHERE id = ?)";
    CICATRIX_TRY(connection.change(ofWound, {wound}));
    CICATRIX_TRY(connection.change(ofPatient, {wound}));
    return {};
}

Result<std::int64_t> staleSummaries(Connection& connection)
{
    static const std::string visits =
        "SELECT count(*) FROM visit WHERE shown_id IS NOT " + shownId() +
        " OR versions <> (SELECT count(*) FROM analysis WHERE visit_id = visit.id)"
        " OR shown_accepted <> (" +
        std::string(kAcceptedId) +
        " IS NOT NULL)"
        " OR area_cm2 IS NOT (SELECT a.area_cm2 FROM analysis a WHERE a.id = visit.shown_id)"
        " OR area_cm2_sd IS NOT (SELECT a.area_cm2_sd FROM analysis a WHERE a.id = visit.shown_id)";
    static const std::string wounds = "SELECT count(*) FROM wound WHERE last_visit IS NOT (SELECT date " +
                                      std::string(kWoundLast) + ") OR last_area_cm2 IS NOT (SELECT area_cm2 " +
                                      std::string(kWoundLast) +
                                      ") OR visits <> (SELECT count(*) FROM visit WHERE wound_id = wound.id AND removed = 0)";
    static const std::string patients =
        "SELECT count(*) FROM patient WHERE erased_at IS NULL AND (last_visit IS NOT (SELECT wound.last_visit " +
        std::string(kPatientLast) + ") OR last_area_cm2 IS NOT (SELECT wound.last_area_cm2 " + std::string(kPatientLast) +
        ") OR open_wounds <> (SELECT count(*) FROM wound WHERE patient_id = patient.id AND closed IS NULL))";
    std::int64_t stale = 0;
    for (const std::string& sql : {visits, wounds, patients}) {
        CICATRIX_ASSIGN(const std::int64_t found, connection.count(sql));
        stale += found;
    }
    return stale;
}

}  // namespace cicatrix::store
