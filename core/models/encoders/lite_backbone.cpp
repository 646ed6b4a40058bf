// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/encoders/lite_backbone.h"

#include "core/nn/pyramid_decoder.h"

namespace cicatrix::models::encoders {

Backbone liteBackbone(nn::SpecReader& spec, nn::LiteLayout layout)
{
    layout.dropConnect = spec.number("drop_connect", layout.dropConnect, {0, 0.9});
    const auto widths = spec.integers("widths", {128, 64, 32, 24, 16}, {2, 2048});
    const bool gates = spec.flag("gates", true);
    auto encoder = std::make_shared<nn::LiteEncoder>(layout);
    const auto taps = encoder->channels();
    return {std::move(encoder), [=] { return std::make_shared<nn::PyramidDecoder>(taps, widths, gates); }};
}

}  // namespace cicatrix::models::encoders
