// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/wound_phantom.h"

#include <cstdint>

namespace cicatrix::phantom {

/// What a random scene may contain.
struct SamplerOptions {
    double minAreaCm2 = 1;
    double maxAreaCm2 = 25;
    double maxTiltDeg = 20;
    int widthPx = 1600;
    int heightPx = 1200;
    bool withCard = true;  ///< two halves of the cut card, sometimes the whole card
};

/// A plausible wound photo for tests and training: shape, tissue, skin tone, camera and light by seed.
[[nodiscard]] WoundScene sampleScene(std::uint64_t seed, const SamplerOptions& options = {});
/// A wound outline of the wanted area at the origin: an ellipse with harmonics, non-convex now and then.
[[nodiscard]] Blob sampleBlob(std::uint64_t seed, double areaCm2);
/// Open area of a blob alone, cm² (polygon of its outline).
[[nodiscard]] double blobAreaCm2(const Blob& blob);
/// Lays the two halves of the cut card beside a wound that reaches `reachMm` from the origin, left and right of it or
/// above and below, and chooses the camera's px/mm so that all is in the picture.
void layHalves(WoundScene& scene, double reachMm, bool leftAndRight);
/// How far a blob reaches from the origin, mm.
[[nodiscard]] double reachMm(const Blob& blob);

}  // namespace cicatrix::phantom
