// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/rows.h"
#include "core/nn/lite_encoder.h"

namespace cicatrix::models::encoders {

/// Reads "drop_connect", "widths" and "gates": EfficientNet-lite and its pyramid decoder (multitask-models.md 4.5).
[[nodiscard]] Backbone liteBackbone(nn::SpecReader& spec, nn::LiteLayout layout);

}  // namespace cicatrix::models::encoders
