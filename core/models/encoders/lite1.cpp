// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/encoders/lite_backbone.h"

namespace cicatrix::models::encoders::lite1 {

Backbone make(nn::SpecReader& spec)
{
    return liteBackbone(spec, nn::liteLayout({1, 3, 3, 4, 4, 5, 1}, {16, 24, 40, 80, 112, 192, 320}));
}

}  // namespace cicatrix::models::encoders::lite1
