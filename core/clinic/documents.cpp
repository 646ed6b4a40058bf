// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/documents.h"

#include "core/base/figures_json.h"

#include <nlohmann/json.hpp>

namespace cicatrix::clinic {

using nlohmann::json;

namespace {

json warningsDocument(const Warnings& warnings)
{
    json list = json::array();
    for (const Warning& warning : warnings) {
        list.push_back(describe(warning));
    }
    return list;
}

json orNull(const std::optional<double>& value) { return value ? json(*value) : json(); }

}  // namespace

json analysisDocument(const Analysis& analysis)
{
    json document = figuresDocument(analysis.figures);
    document["schema"] = "cicatrix.analysis/1";
    document["photo"] = analysis.photoName;
    document["photo_sha256"] = analysis.photoSha256;
    document["width_px"] = analysis.photo.pixels->width();
    document["height_px"] = analysis.photo.pixels->height();
    document["orientation_applied"] = analysis.photo.orientation;
    document["model"] = {{"name", analysis.model.name},
                         {"version", analysis.model.version},
                         {"sha256", analysis.model.sha256},
                         {"system", analysis.model.system}};
    document["device"] = analysis.prediction.device;
    document["calibration"] = calibrationDocument(analysis.calibration, analysis.figures.total.mmPerPixel);
    document["confidence"] = {{"wound_mean", orNull(analysis.prediction.woundMeanConfidence)},
                              {"low_confidence_share", orNull(analysis.prediction.lowConfidenceShare)}};
    document["warnings"] = warningsDocument(analysis.warnings);
    document["seconds"] = {{"decode", analysis.seconds.decode},
                           {"model", analysis.seconds.model},
                           {"measure", analysis.seconds.measure},
                           {"write", analysis.seconds.write}};
    return document;
}

}  // namespace cicatrix::clinic
