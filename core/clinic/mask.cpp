// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/mask.h"

#include "core/base/figures_json.h"
#include "core/image/codec.h"
#include "core/image/photo.h"
#include "core/measure/measure.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace cicatrix::clinic {

bool isTissueMapName(const std::string& name) { return name.ends_with(".tissue.png"); }

Result<LabelMap> readLabelMap(const Bytes& picture, const std::string& name)
{
    CICATRIX_ASSIGN(LabelMap labels, image::decodeMask(picture, name));
    std::array<bool, 256> occurs{};
    for (const std::uint8_t value : labels.values()) {
        occurs[value] = true;
    }
    int highest = 255;
    while (highest > 0 && !occurs[static_cast<std::size_t>(highest)]) {
        --highest;
    }
    const auto between = std::count(occurs.begin() + 1, occurs.begin() + highest, true);
    // One value besides 0, and it is white or 1: somebody's binary mask. Code 1 alone would claim pure granulation.
    if (highest > 0 && between == 0 && (highest == 255 || (highest == 1 && !isTissueMapName(name)))) {
        std::replace(labels.values().begin(), labels.values().end(), static_cast<std::uint8_t>(highest),
                     static_cast<std::uint8_t>(Tissue::Ignore));
        return labels;
    }
    for (std::size_t value = 0; value < occurs.size(); ++value) {
        if (occurs[value] && !isTissueCode(static_cast<std::uint8_t>(value))) {
            return Error{ErrorKind::BadInput, name,
                         "holds the value " + std::to_string(value) +
                             ", which is no tissue code; use 0 and 255, or codes 0-6 and 255"};
        }
    }
    return labels;
}

Result<MeasuredMask> measureMask(const Bytes& mask, const MaskRequest& request)
{
    MeasuredMask measured;
    measured.maskName = request.maskName;
    CICATRIX_ASSIGN(measured.labels, readLabelMap(mask, request.maskName));
    Grid<Rgb> blank(measured.labels.width(), measured.labels.height());
    Photo photo;
    if (!request.photo.empty()) {
        CICATRIX_ASSIGN(image::DecodedPhoto decoded, image::decodePhoto(request.photo, request.photoName));
        photo = decoded.pixels;
        if (photo->width() != measured.labels.width() || photo->height() != measured.labels.height()) {
            return Error{ErrorKind::BadInput, request.maskName,
                         "is " + std::to_string(measured.labels.width()) + " x " + std::to_string(measured.labels.height()) +
                             " px, but the photo is " + std::to_string(photo->width()) + " x " +
                             std::to_string(photo->height())};
        }
    }
    CICATRIX_ASSIGN(measured.calibration, calibrate::calibrate(photo ? *photo : blank, request.hints));
    measured.warnings = measured.calibration.warnings;
    measure::MeasureOptions options;
    options.headDegrees = request.headDegrees;
    measured.figures = measure::measure(measured.labels, measured.calibration, options);
    return measured;
}

nlohmann::json maskDocument(const MeasuredMask& measured)
{
    nlohmann::json document = figuresDocument(measured.figures);
    document["schema"] = "cicatrix.measurement/1";
    document["mask"] = measured.maskName;
    document["width_px"] = measured.labels.width();
    document["height_px"] = measured.labels.height();
    document["calibration"] = calibrationDocument(measured.calibration, measured.figures.total.mmPerPixel);
    document["warnings"] = nlohmann::json::array();
    for (const Warning& warning : measured.warnings) {
        document["warnings"].push_back(describe(warning));
    }
    return document;
}

}  // namespace cicatrix::clinic
