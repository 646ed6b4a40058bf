// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/figures_json.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <array>
#include <optional>
#include <utility>

namespace cicatrix::store {

using Json = nlohmann::json;

namespace {
constexpr std::array<std::pair<WarningCode, std::string_view>, 16> kWarnings{{
    {WarningCode::Blurred, "blurred"},
    {WarningCode::Overexposed, "overexposed"},
    {WarningCode::Underexposed, "underexposed"},
    {WarningCode::LowResolution, "low_resolution"},
    {WarningCode::WoundTouchesBorder, "wound_touches_border"},
    {WarningCode::NoWoundFound, "no_wound_found"},
    {WarningCode::NoMarkerFound, "no_marker_found"},
    {WarningCode::MarkerSuspect, "marker_suspect"},
    {WarningCode::MarkersDisagree, "markers_disagree"},
    {WarningCode::MirroredMarker, "mirrored_marker"},
    {WarningCode::TiltNotCorrected, "tilt_not_corrected"},
    {WarningCode::CloseWideAngle, "close_wide_angle"},
    {WarningCode::LowConfidence, "low_confidence"},
    {WarningCode::FellBack, "fell_back"},
    {WarningCode::UncalibratedColour, "uncalibrated_colour"},
    {WarningCode::Other, "other"},
}};

Json maybe(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }
Json maybe(const std::optional<Estimate>& value) { return value ? Json{value->value, value->sd} : Json(nullptr); }

std::optional<double> number(const Json& json, const char* key)
{
    const Json& value = json.at(key);
    return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}

std::optional<Estimate> estimate(const Json& json, const char* key)
{
    const Json& value = json.at(key);
    return value.is_null() ? std::nullopt : std::optional(Estimate{value.at(0).get<double>(), value.at(1).get<double>()});
}

Json polygonJson(const Polygon& polygon)
{
    Json points = Json::array();
    for (const Point& point : polygon) {
        points.push_back({point.x, point.y});
    }
    return points;
}

Polygon polygonFrom(const Json& json)
{
    Polygon polygon;
    for (const Json& point : json) {
        polygon.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
    }
    return polygon;
}

Json warningsJson(const Warnings& warnings)
{
    Json list = Json::array();
    for (const Warning& warning : warnings) {
        for (const auto& [code, name] : kWarnings) {
            if (code == warning.code) {
                list.push_back({{"code", name}, {"detail", warning.detail}});
            }
        }
    }
    return list;
}

Warnings warningsFrom(const Json& json)
{
    Warnings warnings;
    for (const Json& entry : json) {
        WarningCode found = WarningCode::Other;
        for (const auto& [code, name] : kWarnings) {
            if (entry.at("code").get<std::string>() == name) {
                found = code;
            }
        }
        warnings.push_back({found, entry.at("detail").get<std::string>()});
    }
    return warnings;
}

Json woundJson(const WoundFigures& wound)
{
    Json tissue = Json::array();
    for (const TissueFigure& figure : wound.tissue) {
        tissue.push_back({{"code", static_cast<int>(figure.code)},
                          {"share", maybe(std::optional(figure.share))},
                          {"area_px", figure.areaPx},
                          {"area_cm2", maybe(figure.areaCm2)}});
    }
    return {{"area_px", wound.areaPx},
            {"area_cm2", maybe(wound.areaCm2)},
            {"area_outline_cm2", maybe(wound.areaOutlineCm2)},
            {"perimeter_mm", maybe(wound.perimeterMm)},
            {"length_mm", maybe(wound.lengthMm)},
            {"width_mm", maybe(wound.widthMm)},
            {"clock_length_mm", maybe(wound.clockLengthMm)},
            {"clock_width_mm", maybe(wound.clockWidthMm)},
            {"mm_per_pixel", maybe(wound.mmPerPixel)},
            {"length_axis", polygonJson(wound.lengthAxisPx)},
            {"width_axis", polygonJson(wound.widthAxisPx)},
            {"tissue", tissue},
            {"bounds", {wound.bounds.x, wound.bounds.y, wound.bounds.width, wound.bounds.height}}};
}

WoundFigures woundFrom(const Json& json)
{
    WoundFigures wound;
    wound.areaPx = json.at("area_px").get<double>();
    wound.areaCm2 = estimate(json, "area_cm2");
    wound.areaOutlineCm2 = number(json, "area_outline_cm2");
    wound.perimeterMm = estimate(json, "perimeter_mm");
    wound.lengthMm = estimate(json, "length_mm");
    wound.widthMm = estimate(json, "width_mm");
    wound.clockLengthMm = number(json, "clock_length_mm");
    wound.clockWidthMm = number(json, "clock_width_mm");
    wound.mmPerPixel = number(json, "mm_per_pixel");
    wound.lengthAxisPx = polygonFrom(json.at("length_axis"));
    wound.widthAxisPx = polygonFrom(json.at("width_axis"));
    for (const Json& tissue : json.at("tissue")) {
        wound.tissue.push_back({static_cast<Tissue>(tissue.at("code").get<int>()),
                                estimate(tissue, "share").value_or(Estimate{}), tissue.at("area_px").get<double>(),
                                number(tissue, "area_cm2")});
    }
    const auto bounds = json.at("bounds").get<std::array<int, 4>>();
    wound.bounds = {bounds[0], bounds[1], bounds[2], bounds[3]};
    return wound;
}

/// Reads with `take`; text that is not the expected JSON gives an empty value.
template <typename T, typename Take>
T readOr(const std::string& text, Take take)
{
    try {
        return take(Json::parse(text));
    } catch (const Json::exception&) {
        return T{};
    }
}

Calibration calibrationFrom(const Json& json)
{
    Calibration calibration;
    calibration.method = calibrationMethodFromKey(json.at("method").get<std::string>()).value_or(CalibrationMethod::None);
    calibration.mmPerPixel = number(json, "mm_per_pixel");
    calibration.mmPerPixelSd = number(json, "mm_per_pixel_sd");
    calibration.tiltDeg = number(json, "tilt_deg");
    calibration.residualPx = number(json, "residual_px");
    calibration.planeSdRelative = json.at("plane_sd").get<double>();
    calibration.tiltSdRelative = json.at("tilt_sd").get<double>();
    if (!json.at("homography").is_null()) {
        calibration.homography = json.at("homography").get<Homography>();
    }
    for (const Json& marker : json.at("markers")) {
        calibration.markers.push_back(polygonFrom(marker));
    }
    calibration.warnings = warningsFrom(json.at("warnings"));
    return calibration;
}
}  // namespace

std::string calibrationToJson(const Calibration& calibration)
{
    Json markers = Json::array();
    for (const Polygon& marker : calibration.markers) {
        markers.push_back(polygonJson(marker));
    }
    return canonicalJson({{"method", key(calibration.method)},
                          {"mm_per_pixel", maybe(calibration.mmPerPixel)},
                          {"mm_per_pixel_sd", maybe(calibration.mmPerPixelSd)},
                          {"tilt_deg", maybe(calibration.tiltDeg)},
                          {"residual_px", maybe(calibration.residualPx)},
                          {"plane_sd", calibration.planeSdRelative},
                          {"tilt_sd", calibration.tiltSdRelative},
                          {"homography", calibration.homography ? Json(*calibration.homography) : Json(nullptr)},
                          {"markers", markers},
                          {"warnings", warningsJson(calibration.warnings)}});
}

Calibration calibrationFromJson(const std::string& text) { return readOr<Calibration>(text, calibrationFrom); }

std::string figuresToJson(const Figures& figures)
{
    Json wounds = Json::array();
    for (const WoundFigures& wound : figures.wounds) {
        wounds.push_back(woundJson(wound));
    }
    return canonicalJson({{"wounds", wounds}, {"total", woundJson(figures.total)}});
}

Figures figuresFromJson(const std::string& text)
{
    return readOr<Figures>(text, [](const Json& json) {
        Figures figures;
        for (const Json& wound : json.at("wounds")) {
            figures.wounds.push_back(woundFrom(wound));
        }
        figures.total = woundFrom(json.at("total"));
        return figures;
    });
}

std::string warningsToJson(const Warnings& warnings) { return canonicalJson(warningsJson(warnings)); }

Warnings warningsFromJson(const std::string& text) { return readOr<Warnings>(text, warningsFrom); }

}  // namespace cicatrix::store
