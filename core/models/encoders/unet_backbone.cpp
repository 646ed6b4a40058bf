// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/encoders/unet_backbone.h"

#include "core/nn/unet.h"

namespace cicatrix::models::encoders {

Backbone unetBackbone(nn::SpecReader& spec, bool gated)
{
    const auto base = spec.integer("base", 16, {2, 256});
    const bool gates = spec.flag("gates", gated);
    return {std::make_shared<nn::UnetEncoder>(base), [=] { return std::make_shared<nn::UnetDecoder>(base, gates); }};
}

}  // namespace cicatrix::models::encoders
