// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/encoders/lite_backbone.h"

namespace cicatrix::models::encoders::lite2 {

Backbone make(nn::SpecReader& spec)
{
    return liteBackbone(spec, nn::liteLayout({1, 3, 3, 4, 4, 5, 1}, {16, 24, 48, 88, 120, 208, 352}));
}

}  // namespace cicatrix::models::encoders::lite2
