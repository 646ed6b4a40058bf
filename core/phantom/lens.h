// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/texture.h"
#include "core/phantom/wound_phantom.h"

namespace cicatrix::phantom {

/// What light, lens and sensor do to the scene: exposure, colour cast, gradient, vignette, glare, blur, noise, sRGB.
[[nodiscard]] Grid<Rgb> expose(Grid<Light3> picture, const WoundScene& scene, const Homography& pxToMm);

}  // namespace cicatrix::phantom
