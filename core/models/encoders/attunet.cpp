// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/encoders/unet_backbone.h"

namespace cicatrix::models::encoders::attunet {

Backbone make(nn::SpecReader& spec) { return unetBackbone(spec, /*gated=*/true); }

}  // namespace cicatrix::models::encoders::attunet
