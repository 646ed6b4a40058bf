// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/rows.h"

namespace cicatrix::models::encoders {

/// Reads "base" and "gates": U-Net's encoder and decoder (multitask-models.md 4.1).
[[nodiscard]] Backbone unetBackbone(nn::SpecReader& spec, bool gated);

}  // namespace cicatrix::models::encoders
