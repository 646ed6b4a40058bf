// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/data_json.h"

#include "core/base/sha256.h"

#include <nlohmann/json.hpp>

namespace cicatrix::report {

namespace {

using nlohmann::json;

json orNull(const auto& value) { return value ? json(*value) : json(); }

json orNull(const std::optional<Date>& date) { return date ? json(isoDate(*date)) : json(); }

json estimate(const std::optional<Estimate>& value)
{
    return value ? json{{"value", value->value}, {"sd", value->sd}} : json();
}

json figures(const WoundFigures& wound)
{
    json tissue = json::array();
    for (const TissueFigure& part : wound.tissue) {
        tissue.push_back({{"code", int(part.code)}, {"share", estimate(part.share)}, {"area_cm2", orNull(part.areaCm2)}});
    }
    return {{"area_px", wound.areaPx},
            {"area_cm2", estimate(wound.areaCm2)},
            {"perimeter_mm", estimate(wound.perimeterMm)},
            {"length_mm", estimate(wound.lengthMm)},
            {"width_mm", estimate(wound.widthMm)},
            {"clock_length_mm", orNull(wound.clockLengthMm)},
            {"clock_width_mm", orNull(wound.clockWidthMm)},
            {"tissue", tissue}};
}

json photo(const ReportPhoto& photo)
{
    json result{{"head_degrees", orNull(photo.headDegrees)}, {"sha256", photo.sha256}, {"labels_sha256", photo.labelsSha256}};
    if (photo.pixels && photo.sha256.empty()) {
        result["pixels_sha256"] = sha256Hex(std::as_bytes(photo.pixels->values()));
    }
    if (photo.labels && photo.labelsSha256.empty()) {
        result["labels_sha256"] = sha256Hex(std::as_bytes(photo.labels->values()));
    }
    return result;
}

json provenance(const Provenance& made)
{
    return {{"origin", int(made.origin)},
            {"model", made.modelName},
            {"model_version", made.modelVersion},
            {"model_sha256", made.modelSha256},
            {"dice_to_model", orNull(made.diceToModel)},
            {"mask_version", made.maskVersion},
            {"author", made.author},
            {"reason", made.reason},
            {"accepted_by", made.acceptedBy},
            {"accepted_at", made.acceptedAt ? json(isoTimestamp(*made.acceptedAt)) : json()}};
}

json fields(const ClinicalFields& typed)
{
    json undermining = json::array(), tunnels = json::array();
    for (const Undermining& part : typed.undermining) {
        undermining.push_back(
            {{"from", part.fromClock}, {"to", part.toClock}, {"depth_cm", orNull(part.depthCm)}, {"at", orNull(part.atClock)}});
    }
    for (const Tunnel& tunnel : typed.tunnels) {
        tunnels.push_back({{"clock", tunnel.clock}, {"length_cm", orNull(tunnel.lengthCm)}});
    }
    return {{"depth_cm", orNull(typed.depthCm)}, {"depth_not_probed", typed.depthNotProbed},
            {"undermining", undermining},        {"tunnels", tunnels},
            {"exudate", typed.exudate},          {"odour", typed.odour},
            {"pain", orNull(typed.pain)},        {"notes", typed.notes},
            {"treatment", typed.treatment},      {"plan", typed.plan}};
}

json visit(const ReportVisit& visit)
{
    json scores = json::array(), warnings = json::array();
    for (const ScoreTotal& score : visit.scores) {
        scores.push_back({{"scale", score.scale}, {"total", score.total}, {"maximum", orNull(score.maximum)}});
    }
    for (const Warning& warning : visit.warnings) {
        warnings.push_back(describe(warning));
    }
    return {{"id", visit.id.value},
            {"date", isoDate(visit.date)},
            {"figures", visit.figures ? figures(visit.figures->total) : json()},
            {"calibration", key(visit.calibration.method)},
            {"mm_per_pixel", orNull(visit.calibration.mmPerPixel)},
            {"photo", visit.photo ? photo(*visit.photo) : json()},
            {"provenance", provenance(visit.provenance)},
            {"fields", fields(visit.fields)},
            {"scores", scores},
            {"warnings", warnings}};
}

json patient(const PatientIdentity& patient)
{
    if (!patient.pseudonym.empty()) {
        return {{"pseudonym", patient.pseudonym}};
    }
    return {{"id", patient.hospitalId}, {"family", patient.family}, {"given", patient.given}, {"birth", orNull(patient.birth)}};
}

json series(const timeline::Series& series)
{
    json points = json::array();
    for (const timeline::SeriesPoint& point : series.points) {
        json events = json::array();
        for (const EventKind kind : point.events) {
            events.push_back(key(kind));
        }
        points.push_back({{"visit", point.visit.value},
                          {"date", isoDate(point.date)},
                          {"accepted", point.accepted},
                          {"closed", point.closed},
                          {"area_cm2", estimate(point.figures.total.areaCm2)},
                          {"calibration", key(point.calibration)},
                          {"model", point.model},
                          {"events", events}});
    }
    return {{"points", points}, {"venous", series.venous}};
}

}  // namespace

nlohmann::json toJson(const ReportData& data)
{
    json visits = json::array(), excluded = json::array(), software = json::array();
    for (const ReportVisit& one : data.visits) {
        visits.push_back(visit(one));
    }
    for (const ExcludedVisit& one : data.excluded) {
        excluded.push_back({{"date", isoDate(one.date)}, {"reason", one.reason}, {"detail", one.detail}});
    }
    for (const SoftwareVersion& one : data.software) {
        software.push_back({{"name", one.name}, {"version", one.version}});
    }
    return {{"schema", "cicatrix.report/1"},
            {"clinic", data.clinic},
            {"author", data.author},
            {"created_at", isoTimestamp(data.createdAt)},
            {"software", software},
            {"patient", patient(data.patient)},
            {"wound",
             {{"id", data.wound.id},
              {"site", data.wound.site},
              {"side", data.wound.side},
              {"aetiology", data.wound.aetiology},
              {"onset", orNull(data.wound.onset)},
              {"closed", orNull(data.wound.closed)}}},
            {"visits", visits},
            {"series", series(data.series)},
            {"excluded", excluded},
            {"audit_head", data.auditHead}};
}

}  // namespace cicatrix::report
