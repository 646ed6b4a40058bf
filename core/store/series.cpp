// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/series.h"

#include "core/store/connection.h"

#include <algorithm>
#include <array>
#include <map>

namespace cicatrix::store {

namespace {
constexpr std::string_view kVisits =
    "SELECT visit.id, date, shown_id, shown_accepted, versions, version, kind, calibration_method, model_name, model_version,"
    " model_sha256, model_system, area_px, analysis.area_cm2, analysis.area_cm2_sd, area_outline_cm2, perimeter_mm,"
    " perimeter_mm_sd, length_mm, length_mm_sd, width_mm, width_mm_sd, clock_length_mm, clock_width_mm, mm_per_pixel"
    " FROM visit LEFT JOIN analysis ON analysis.id = shown_id WHERE wound_id = ? AND removed = 0 ORDER BY date, visit.id";
constexpr std::string_view kTissues =
    "SELECT visit.id, code, share, share_sd, area_px, analysis_tissue.area_cm2 FROM visit"
    " JOIN analysis_tissue ON analysis_id = shown_id WHERE wound_id = ? AND removed = 0 ORDER BY date, visit.id, code";
constexpr std::string_view kEvents =
    "SELECT visit.id, kind FROM visit JOIN event ON event.visit_id = visit.id WHERE wound_id = ? AND removed = 0"
    " AND retracts IS NULL AND NOT EXISTS (SELECT 1 FROM event later WHERE later.retracts = event.id)"
    " ORDER BY date, visit.id, event.id";

std::optional<Estimate> estimate(const Statement& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(Estimate{row.real(column), row.real(column + 1)});
}

AnalysisKind kindFrom(const std::string& text)
{
    for (const AnalysisKind kind : {AnalysisKind::Model, AnalysisKind::Corrected}) {
        if (key(kind) == text) {
            return kind;
        }
    }
    return AnalysisKind::Measured;
}

WoundFigures totalFrom(const Statement& row)
{
    WoundFigures total;
    total.areaPx = row.real(12);
    total.areaCm2 = estimate(row, 13);
    total.areaOutlineCm2 = row.maybeReal(15);
    total.perimeterMm = estimate(row, 16);
    total.lengthMm = estimate(row, 18);
    total.widthMm = estimate(row, 20);
    total.clockLengthMm = row.maybeReal(22);
    total.clockWidthMm = row.maybeReal(23);
    total.mmPerPixel = row.maybeReal(24);
    return total;
}

SeriesVisit visitFrom(const Statement& row)
{
    SeriesVisit visit;
    visit.id = row.id<VisitId>(0);
    visit.date = row.date(1);
    if (row.isNull(2)) {
        return visit;
    }
    SeriesAnalysis shown;
    shown.id = row.id<AnalysisId>(2);
    shown.accepted = row.flag(3);
    shown.version = static_cast<int>(row.integer(5));
    shown.newerProposal = shown.accepted && row.integer(4) > shown.version;
    shown.kind = kindFrom(row.text(6));
    shown.calibration = calibrationMethodFromKey(row.text(7)).value_or(CalibrationMethod::None);
    shown.model = {row.text(8), row.text(9), row.text(10), row.text(11)};
    shown.total = totalFrom(row);
    visit.analysis = std::move(shown);
    return visit;
}

/// The visit of `row`; rows come in the visits' own order, so the search goes on where it stood.
SeriesVisit* visitOf(std::vector<SeriesVisit>& visits, std::size_t& position, const Statement& row)
{
    const auto id = row.id<VisitId>(0);
    while (position < visits.size() && visits[position].id != id) {
        ++position;
    }
    return position < visits.size() ? &visits[position] : nullptr;
}

Result<void> addTissues(Connection& connection, WoundId wound, std::vector<SeriesVisit>& visits)
{
    std::size_t position = 0;
    return forEachRow(connection.run(kTissues, {wound}), [&](const Statement& row) {
        if (SeriesVisit* visit = visitOf(visits, position, row); visit != nullptr && visit->analysis) {
            visit->analysis->total.tissue.push_back(
                {static_cast<Tissue>(row.integer(1)), {row.real(2), row.real(3)}, row.real(4), row.maybeReal(5)});
        }
    });
}

Result<void> addEvents(Connection& connection, WoundId wound, std::vector<SeriesVisit>& visits)
{
    std::size_t position = 0;
    return forEachRow(connection.run(kEvents, {wound}), [&](const Statement& row) {
        if (SeriesVisit* visit = visitOf(visits, position, row)) {
            visit->events.push_back(eventKindFromKey(row.text(1)).value_or(EventKind::Other));
        }
    });
}
}  // namespace

Result<std::vector<SeriesVisit>> woundSeries(const ReadTransaction& read, WoundId wound)
{
    Connection& connection = read.connection();
    CICATRIX_ASSIGN(std::vector<SeriesVisit> visits, collect<SeriesVisit>(connection.run(kVisits, {wound}), visitFrom));
    CICATRIX_TRY(addTissues(connection, wound, visits));
    CICATRIX_TRY(addEvents(connection, wound, visits));
    return visits;
}

}  // namespace cicatrix::store
