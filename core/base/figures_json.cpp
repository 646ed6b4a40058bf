// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/figures_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace cicatrix {

using nlohmann::json;

namespace {

json optionalNumber(const std::optional<double>& value) { return value ? json(*value) : json(nullptr); }

void putEstimate(json& object, const std::string& name, const std::optional<Estimate>& estimate)
{
    object[name] = estimate ? json(estimate->value) : json(nullptr);
    object[name + "_sd"] = estimate ? json(estimate->sd) : json(nullptr);
}

json pointsDocument(const Polygon& points)
{
    json list = json::array();
    for (const Point& point : points) {
        list.push_back({point.x, point.y});
    }
    return list;
}

json woundDocument(const WoundFigures& wound)
{
    json object{{"area_px", wound.areaPx},
                {"area_outline_cm2", optionalNumber(wound.areaOutlineCm2)},
                {"length_width_method", "greatest-perpendicular"},
                {"clock_length_mm", optionalNumber(wound.clockLengthMm)},
                {"clock_width_mm", optionalNumber(wound.clockWidthMm)},
                {"mm_per_pixel", optionalNumber(wound.mmPerPixel)},
                {"length_axis_px", pointsDocument(wound.lengthAxisPx)},
                {"width_axis_px", pointsDocument(wound.widthAxisPx)},
                {"bbox_px", {wound.bounds.x, wound.bounds.y, wound.bounds.width, wound.bounds.height}}};
    putEstimate(object, "area_cm2", wound.areaCm2);
    putEstimate(object, "perimeter_mm", wound.perimeterMm);
    putEstimate(object, "length_mm", wound.lengthMm);
    putEstimate(object, "width_mm", wound.widthMm);
    json tissue = json::object();
    for (const TissueFigure& figure : wound.tissue) {
        tissue[std::string(tissueStyle(figure.code).key)] = {{"share", figure.share.value},
                                                             {"share_sd", figure.share.sd},
                                                             {"area_px", figure.areaPx},
                                                             {"area_cm2", optionalNumber(figure.areaCm2)}};
    }
    object["tissue"] = std::move(tissue);
    return object;
}

std::optional<double> readNumber(const json& object, const char* name)
{
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? std::nullopt : std::optional(found->get<double>());
}

std::optional<Estimate> readEstimate(const json& object, const std::string& name)
{
    const std::optional<double> value = readNumber(object, name.c_str());
    return value ? std::optional(Estimate{*value, readNumber(object, (name + "_sd").c_str()).value_or(0)}) : std::nullopt;
}

Polygon readPoints(const json& object, const char* name)
{
    Polygon points;
    for (const json& point : object.value(name, json::array())) {
        points.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
    }
    return points;
}

WoundFigures readWound(const json& object)
{
    WoundFigures wound;
    wound.areaPx = object.at("area_px").get<double>();
    wound.areaCm2 = readEstimate(object, "area_cm2");
    wound.areaOutlineCm2 = readNumber(object, "area_outline_cm2");
    wound.perimeterMm = readEstimate(object, "perimeter_mm");
    wound.lengthMm = readEstimate(object, "length_mm");
    wound.widthMm = readEstimate(object, "width_mm");
    wound.clockLengthMm = readNumber(object, "clock_length_mm");
    wound.clockWidthMm = readNumber(object, "clock_width_mm");
    wound.mmPerPixel = readNumber(object, "mm_per_pixel");
    wound.lengthAxisPx = readPoints(object, "length_axis_px");
    wound.widthAxisPx = readPoints(object, "width_axis_px");
    const auto box = object.at("bbox_px").get<std::array<int, 4>>();
    wound.bounds = {box[0], box[1], box[2], box[3]};
    for (const auto& [key, value] : object.at("tissue").items()) {
        if (const std::optional<Tissue> code = tissueFromKey(key)) {
            wound.tissue.push_back({*code,
                                    {value.at("share").get<double>(), value.at("share_sd").get<double>()},
                                    value.at("area_px").get<double>(),
                                    readNumber(value, "area_cm2")});
        }
    }
    std::sort(wound.tissue.begin(), wound.tissue.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
    return wound;
}

}  // namespace

json figuresDocument(const Figures& figures)
{
    json wounds = json::array();
    for (const WoundFigures& wound : figures.wounds) {
        wounds.push_back(woundDocument(wound));
    }
    return {{"wounds", std::move(wounds)}, {"total", woundDocument(figures.total)}};
}

Result<Figures> figuresFromDocument(const json& document)
{
    try {
        Figures figures;
        for (const json& wound : document.at("wounds")) {
            figures.wounds.push_back(readWound(wound));
        }
        figures.total = readWound(document.at("total"));
        return figures;
    } catch (const json::exception& error) {
        return Error{ErrorKind::ClinicDamaged, "figures", std::string("cannot be read: ") + error.what()};
    }
}

json calibrationDocument(const Calibration& calibration, std::optional<double> mmPerPixelAtWound)
{
    json object{{"method", std::string(key(calibration.method))},
                {"mm_per_pixel", optionalNumber(mmPerPixelAtWound ? mmPerPixelAtWound : calibration.mmPerPixel)},
                {"mm_per_pixel_sd", optionalNumber(calibration.mmPerPixelSd)},
                {"mm_per_pixel_centre", optionalNumber(calibration.mmPerPixel)},
                {"tilt_deg", optionalNumber(calibration.tiltDeg)},
                {"homography", nullptr},
                {"residual_px", optionalNumber(calibration.residualPx)},
                {"plane_sd_relative", calibration.planeSdRelative},
                {"tilt_sd_relative", calibration.tiltSdRelative},
                {"markers_px", json::array()}};
    if (calibration.homography) {
        const Homography& h = *calibration.homography;
        object["homography"] = {{h[0], h[1], h[2]}, {h[3], h[4], h[5]}, {h[6], h[7], h[8]}};
    }
    for (const Polygon& marker : calibration.markers) {
        object["markers_px"].push_back(pointsDocument(marker));
    }
    return object;
}

Result<Calibration> calibrationFromDocument(const json& document)
{
    try {
        Calibration calibration;
        const std::string method = document.at("method").get<std::string>();
        const std::optional<CalibrationMethod> known = calibrationMethodFromKey(method);
        if (!known) {
            return Error{ErrorKind::ClinicDamaged, "calibration", "has the unknown method \"" + method + "\""};
        }
        calibration.method = *known;
        calibration.mmPerPixel = readNumber(document, "mm_per_pixel_centre");
        calibration.mmPerPixelSd = readNumber(document, "mm_per_pixel_sd");
        calibration.tiltDeg = readNumber(document, "tilt_deg");
        calibration.residualPx = readNumber(document, "residual_px");
        calibration.planeSdRelative = document.at("plane_sd_relative").get<double>();
        calibration.tiltSdRelative = document.at("tilt_sd_relative").get<double>();
        if (const json& rows = document.at("homography"); !rows.is_null()) {
            Homography h{};
            for (std::size_t i = 0; i < h.size(); ++i) {
                h[i] = rows.at(i / 3).at(i % 3).get<double>();
            }
            calibration.homography = h;
        }
        for (const json& marker : document.at("markers_px")) {
            calibration.markers.push_back(readPoints({{"points", marker}}, "points"));
        }
        return calibration;
    } catch (const json::exception& error) {
        return Error{ErrorKind::ClinicDamaged, "calibration", std::string("cannot be read: ") + error.what()};
    }
}

}  // namespace cicatrix
