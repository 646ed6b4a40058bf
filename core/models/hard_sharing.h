// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model.h"
#include "core/models/rows.h"

namespace cicatrix::models {

/// What a system presets; the specification's keys override it.
struct HardSharingDefaults {
    std::string encoder;
    std::string layout;  ///< joint or split
};

/// One encoder for all tasks (`enc`), then one decoder for all (`dec`, layout joint) or one each (`dec_<task>`, split), and
/// a 1×1 head each (`head_<task>`): multitask-models.md 4.1, 4.5.
[[nodiscard]] std::shared_ptr<Model> makeHardSharing(nn::SpecReader& spec, const HardSharingDefaults& defaults);

}  // namespace cicatrix::models
