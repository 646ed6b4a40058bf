// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/encoders/unet_backbone.h"

namespace cicatrix::models::encoders::unet {

Backbone make(nn::SpecReader& spec) { return unetBackbone(spec, /*gated=*/false); }

}  // namespace cicatrix::models::encoders::unet
