// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/texture.h"
#include "core/phantom/wound_phantom.h"

namespace cicatrix::phantom {

/// The noise that all surfaces of one scene share.
struct Tiles {
    explicit Tiles(std::uint64_t seed);
    NoiseTile soft;     ///< large and small patches
    NoiseTile grain;    ///< fine structure
    NoiseTile bumps;    ///< granulation's cobbles
    NoiseTile strands;  ///< middle scale, for fibres
};

/// Intact skin, the limb's rounding, and the cloth beyond it.
class SkinTexture {
public:
    SkinTexture(const WoundScene& scene, const Tiles& tiles);

    /// Skin's own colour.
    [[nodiscard]] Light3 skin(Point mm) const;
    /// Light on the limb, 1 in its middle, falling to its edges.
    [[nodiscard]] float shade(Point mm) const;
    /// Whether the point lies on the limb, clear of its silhouette.
    [[nodiscard]] bool onLimb(Point mm) const;
    /// What the camera sees beside the wound: shaded skin or cloth; `pixelMm` softens the silhouette.
    [[nodiscard]] Light3 at(Point mm, double pixelMm) const;

private:
    [[nodiscard]] Light3 clothAt(Point mm, double beyondMm) const;
    [[nodiscard]] double across(Point mm) const;
    [[nodiscard]] double beyondLimb(Point mm) const;  ///< mm past the silhouette, negative on the limb

    const Tiles& m_tiles;
    Light3 m_base;
    Light3 m_cloth;
    double m_halfWidth;
    double m_cos;
    double m_sin;
};

}  // namespace cicatrix::phantom
