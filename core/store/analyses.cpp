// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/analyses.h"

#include "core/base/json.h"
#include "core/store/audit_writer.h"
#include "core/store/figures_json.h"
#include "core/store/records.h"
#include "core/store/summaries.h"

#include <nlohmann/json.hpp>

#include <array>

namespace cicatrix::store {

namespace {
constexpr std::array<std::string_view, 3> kKinds{"model", "corrected", "measured"};
constexpr std::array<std::string_view, 3> kStatuses{"proposed", "accepted", "superseded"};

const std::string kSelect =
    "SELECT a.id, a.visit_id, a.version, a.kind, a.photo_id, a.parent_id, a.reason, a.model_name, a.model_version,"
    " a.model_sha256, a.model_system, a.device, a.calibration, a.head_degrees, a.mask_sha256, a.confidence_sha256,"
    " a.wound_mean_confidence, a.low_confidence_share, a.dice_to_model, a.figures, a.warnings, author.name, a.at, a.program,"
    " accepter.name, acceptance.at,"
    " (SELECT analysis_id FROM acceptance WHERE visit_id = a.visit_id ORDER BY id DESC LIMIT 1), visit.versions"
    " FROM analysis a JOIN user author ON author.id = a.user_id JOIN visit ON visit.id = a.visit_id"
    " LEFT JOIN acceptance ON acceptance.id = (SELECT max(id) FROM acceptance WHERE analysis_id = a.id)"
    " LEFT JOIN user accepter ON accepter.id = acceptance.user_id";

AnalysisKind kindFrom(const std::string& text)
{
    const auto found = std::find(kKinds.begin(), kKinds.end(), text);
    return static_cast<AnalysisKind>(found - kKinds.begin());
}

AnalysisStatus statusOf(const Analysis& analysis, std::int64_t acceptedId, std::int64_t versions)
{
    if (acceptedId == analysis.id.value) {
        return AnalysisStatus::Accepted;
    }
    const bool newest = analysis.version == versions;
    return newest && !analysis.acceptedAt ? AnalysisStatus::Proposed : AnalysisStatus::Superseded;
}

Analysis analysisRow(const Statement& row)
{
    Analysis analysis;
    analysis.id = row.id<AnalysisId>(0);
    analysis.visit = row.id<VisitId>(1);
    analysis.version = static_cast<int>(row.integer(2));
    AnalysisData& data = analysis.data;
    data.kind = kindFrom(row.text(3));
    data.photo = row.id<PhotoId>(4);
    data.parent = row.maybeId<AnalysisId>(5);
    data.reason = row.text(6);
    data.model = {row.text(7), row.text(8), row.text(9), row.text(10)};
    data.device = row.text(11);
    data.calibration = calibrationFromJson(row.text(12));
    data.headDegrees = row.maybeReal(13);
    data.maskSha256 = row.text(14);
    data.confidenceSha256 = row.maybeText(15);
    data.woundMeanConfidence = row.maybeReal(16);
    data.lowConfidenceShare = row.maybeReal(17);
    data.diceToModel = row.maybeReal(18);
    data.figures = figuresFromJson(row.text(19));
    data.warnings = warningsFromJson(row.text(20));
    analysis.author = row.text(21);
    analysis.createdAt = row.time(22);
    analysis.program = row.text(23);
    analysis.acceptedBy = row.text(24);
    if (!row.isNull(25)) {
        analysis.acceptedAt = row.time(25);
    }
    analysis.status = statusOf(analysis, row.integer(26), row.integer(27));
    return analysis;
}

Result<void> checkData(WriteTransaction& write, VisitId visit, const AnalysisData& data)
{
    Connection& connection = write.connection();
    CICATRIX_ASSIGN(const std::int64_t photo,
                    connection.count("SELECT count(*) FROM photo WHERE id = ? AND visit_id = ?", {data.photo, visit}));
    if (photo == 0) {
        return Error{ErrorKind::BadInput, "photo " + std::to_string(data.photo.value), "does not belong to this visit"};
    }
    if (data.parent) {
        CICATRIX_ASSIGN(const std::int64_t parent,
                        connection.count("SELECT count(*) FROM analysis WHERE id = ? AND visit_id = ?", {*data.parent, visit}));
        if (parent == 0) {
            return Error{ErrorKind::BadInput, "analysis " + std::to_string(data.parent->value),
                         "does not belong to this visit"};
        }
    }
    if (data.kind != AnalysisKind::Model && data.reason.empty()) {
        return Error{ErrorKind::BadInput, "reason", "is missing; say why the mask was changed"};
    }
    if (!write.vault().contains(data.maskSha256) ||
        (data.confidenceSha256 && !write.vault().contains(*data.confidenceSha256))) {
        return Error{ErrorKind::NotFound, "mask", "is not in the vault; store its bytes before the row that names them"};
    }
    return {};
}

struct Parts {
    std::optional<double> value;
    std::optional<double> sd;
    explicit Parts(const std::optional<Estimate>& estimate)
    {
        if (estimate) {
            value = estimate->value;
            sd = estimate->sd;
        }
    }
};

Result<std::int64_t> insertRow(WriteTransaction& write, VisitId visit, const AnalysisData& data)
{
    Connection& connection = write.connection();
    CICATRIX_ASSIGN(const std::int64_t version,
                    connection.count("SELECT coalesce(max(version), 0) + 1 FROM analysis WHERE visit_id = ?", {visit}));
    const WoundFigures& total = data.figures.total;
    const Parts area(total.areaCm2);
    const Parts perimeter(total.perimeterMm);
    const Parts length(total.lengthMm);
    const Parts width(total.widthMm);
    return connection.insert(
        "INSERT INTO analysis (visit_id, version, kind, photo_id, parent_id, reason, model_name, model_version, model_sha256,"
        " model_system, device, program, calibration_method, calibration, head_degrees, mask_sha256, confidence_sha256,"
        " wound_mean_confidence, low_confidence_share, dice_to_model, area_px, area_cm2, area_cm2_sd, area_outline_cm2,"
        " perimeter_mm, perimeter_mm_sd, length_mm, length_mm_sd, width_mm, width_mm_sd, clock_length_mm, clock_width_mm,"
        " mm_per_pixel, figures, warnings, user_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {visit,
         version,
         key(data.kind),
         data.photo,
         data.parent,
         data.reason,
         data.model.name,
         data.model.version,
         data.model.sha256,
         data.model.system,
         data.device,
         CICATRIX_VERSION,
         key(data.calibration.method),
         calibrationToJson(data.calibration),
         data.headDegrees,
         data.maskSha256,
         data.confidenceSha256,
         data.woundMeanConfidence,
         data.lowConfidenceShare,
         data.diceToModel,
         total.areaPx,
         area.value,
         area.sd,
         total.areaOutlineCm2,
         perimeter.value,
         perimeter.sd,
         length.value,
         length.sd,
         width.value,
         width.sd,
         total.clockLengthMm,
         total.clockWidthMm,
         total.mmPerPixel,
         figuresToJson(data.figures),
         warningsToJson(data.warnings),
         write.actor().user,
         write.now()});
}

Result<void> insertTissue(Connection& connection, std::int64_t analysis, const WoundFigures& total)
{
    for (const TissueFigure& tissue : total.tissue) {
        CICATRIX_TRY(connection.insert(
            "INSERT INTO analysis_tissue (analysis_id, code, share, share_sd, area_px, area_cm2)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            {analysis, static_cast<int>(tissue.code), tissue.share.value, tissue.share.sd, tissue.areaPx, tissue.areaCm2}));
    }
    return {};
}
}  // namespace

Result<AnalysisId> addAnalysis(WriteTransaction& write, VisitId visit, const AnalysisData& data)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Annotate));
    Connection& connection = write.connection();
    CICATRIX_ASSIGN(const PatientId patient, patientOfVisit(connection, visit));
    CICATRIX_TRY(checkData(write, visit, data));
    CICATRIX_ASSIGN(const std::int64_t id, insertRow(write, visit, data));
    CICATRIX_TRY(insertTissue(connection, id, data.figures.total));
    CICATRIX_TRY(refreshVisit(connection, visit));
    Act act{"analysis.add", "analysis", id, patient, visit, {}, {}, {data.maskSha256}};
    if (data.confidenceSha256) {
        act.blobs.push_back(*data.confidenceSha256);
    }
    act.detail = canonicalJson({{"visit", visit.value}, {"kind", key(data.kind)}, {"model_sha256", data.model.sha256}});
    if (!data.reason.empty()) {
        act.personal = canonicalJson({{"reason", data.reason}});
    }
    CICATRIX_TRY(recordChange(write, act));
    return AnalysisId{id};
}

Result<void> acceptAnalysis(WriteTransaction& write, AnalysisId analysis)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    Connection& connection = write.connection();
    CICATRIX_ASSIGN(const VisitId visit,
                    single<VisitId>(connection.run("SELECT visit_id FROM analysis WHERE id = ?", {analysis}),
                                    [](const Statement& row) { return row.id<VisitId>(0); },
                                    {ErrorKind::NotFound, "analysis " + std::to_string(analysis.value), "does not exist"}));
    CICATRIX_ASSIGN(const PatientId patient, patientOfVisit(connection, visit));
    CICATRIX_ASSIGN(const std::int64_t id,
                    connection.insert("INSERT INTO acceptance (analysis_id, visit_id, user_id, at) VALUES (?, ?, ?, ?)",
                                      {analysis, visit, write.actor().user, write.now()}));
    CICATRIX_TRY(refreshVisit(connection, visit));
    Act act{"analysis.accept", "acceptance", id, patient, visit, {}, {}, {}};
    act.detail = canonicalJson({{"visit", visit.value}, {"analysis", analysis.value}});
    return recordChange(write, act);
}

Result<Analysis> analysis(const ReadTransaction& read, AnalysisId id)
{
    return single<Analysis>(read.connection().run(kSelect + " WHERE a.id = ?", {id}), analysisRow,
                            {ErrorKind::NotFound, "analysis " + std::to_string(id.value), "does not exist"});
}

Result<std::vector<Analysis>> analyses(const ReadTransaction& read, VisitId visit)
{
    return collect<Analysis>(read.connection().run(kSelect + " WHERE a.visit_id = ? ORDER BY a.version", {visit}), analysisRow);
}

std::string_view key(AnalysisKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::string_view key(AnalysisStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }

}  // namespace cicatrix::store
