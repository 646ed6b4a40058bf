// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/figures.h"
#include "core/base/files.h"
#include "core/calibrate/calibrate.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace cicatrix::clinic {

/// Whether a file says by its name that it holds tissue codes: "foo.tissue.png", as `analyze` writes it.
[[nodiscard]] bool isTissueMapName(const std::string& name);
/// Reads a mask picture as a label map. A picture of 0 and 255, or of 0 and 1, is a wound whose tissue is not labelled
/// (code 255), unless its name says that 1 is a tissue; anything else must hold tissue codes. Other values, and an empty
/// picture, are BadInput.
[[nodiscard]] Result<LabelMap> readLabelMap(const Bytes& picture, const std::string& name);

struct MaskRequest {
    std::string maskName;
    Bytes photo;  ///< empty: none, and no marker can be looked for
    std::string photoName;
    calibrate::Hints hints;
    std::optional<double> headDegrees;
};

struct MeasuredMask {
    std::string maskName;
    LabelMap labels;
    Calibration calibration;
    Figures figures;
    Warnings warnings;
};

/// Measures a mask without a model. A photo of another size than the mask is BadInput.
[[nodiscard]] Result<MeasuredMask> measureMask(const Bytes& mask, const MaskRequest& request);
/// The analysis document of cli.md, without model, photo and confidence.
[[nodiscard]] nlohmann::json maskDocument(const MeasuredMask& measured);

}  // namespace cicatrix::clinic
