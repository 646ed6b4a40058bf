// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/figures_json.h"

#include "core/base/figures_json.h"
#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <array>
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

}  // namespace

std::string calibrationToJson(const Calibration& calibration)
{
    Json document = calibrationDocument(calibration, std::nullopt);
    document["warnings"] = warningsJson(calibration.warnings);
    return canonicalJson(document);
}

Calibration calibrationFromJson(const std::string& text)
{
    return readOr<Calibration>(text, [](const Json& json) {
        Calibration calibration = calibrationFromDocument(json).value_or(Calibration{});
        calibration.warnings = warningsFrom(json.at("warnings"));
        return calibration;
    });
}

std::string figuresToJson(const Figures& figures) { return canonicalJson(figuresDocument(figures)); }

Figures figuresFromJson(const std::string& text)
{
    return readOr<Figures>(text, [](const Json& json) { return figuresFromDocument(json).value_or(Figures{}); });
}

std::string warningsToJson(const Warnings& warnings) { return canonicalJson(warningsJson(warnings)); }

Warnings warningsFromJson(const std::string& text) { return readOr<Warnings>(text, warningsFrom); }

}  // namespace cicatrix::store
