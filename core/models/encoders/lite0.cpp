// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/encoders/lite_backbone.h"

namespace cicatrix::models::encoders::lite0 {

Backbone make(nn::SpecReader& spec)
{
    return liteBackbone(spec, nn::liteLayout({1, 2, 2, 3, 3, 4, 1}, {16, 24, 40, 80, 112, 192, 320}));
}

}  // namespace cicatrix::models::encoders::lite0
