// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/hard_sharing.h"

// WING-MTL (after): Kang et al., PLOS ONE 21(2) e0340258, 2026. The abstract names two tasks, an Attention U-Net and GradNorm
// (core/nn/balancers/gradnorm.cpp); layout, widths and losses are ours (multitask-models.md 4).
namespace cicatrix::models::systems::wing_mtl {

std::shared_ptr<Model> make(nn::SpecReader& spec) { return makeHardSharing(spec, {"attunet", "split"}); }

}  // namespace cicatrix::models::systems::wing_mtl
