// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/skin_texture.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cicatrix::phantom {

Tiles::Tiles(std::uint64_t seed)
    : soft(NoiseTile::fractal(seed ^ 0x51, 4, 6)), grain(NoiseTile::fractal(seed ^ 0x52, 64, 3)),
      bumps(NoiseTile::bumps(seed ^ 0x53, 28)), strands(NoiseTile::fractal(seed ^ 0x54, 10, 4))
{
}

SkinTexture::SkinTexture(const WoundScene& scene, const Tiles& tiles)
    : m_tiles(tiles), m_base(skinColour(scene.itaDeg)), m_cloth(linearFromSrgb(scene.cloth)),
      m_halfWidth(scene.limbHalfWidthMm), m_cos(std::cos(scene.limbDirectionDeg * std::numbers::pi / 180)),
      m_sin(std::sin(scene.limbDirectionDeg * std::numbers::pi / 180))
{
}

Light3 SkinTexture::skin(Point mm) const
{
    const float patch = m_tiles.soft.at(mm.x / 95 + 0.3, mm.y / 95);
    const float blush = m_tiles.soft.at(mm.x / 60, mm.y / 60 + 0.4);
    const float pores = m_tiles.grain.at(mm.x / 34, mm.y / 34);
    const float lines = m_tiles.strands.at(mm.x / 17 + mm.y / 90, mm.y / 46);
    const float light = 1 + 0.04F * patch + 0.04F * pores + 0.02F * lines;
    const float red = 0.04F * blush;
    return m_base * Light3{light * (1 + 0.3F * red), light * (1 - red), light * (1 - 0.9F * red)};
}

double SkinTexture::across(Point mm) const { return m_cos * mm.y - m_sin * mm.x; }

float SkinTexture::shade(Point mm) const
{
    if (m_halfWidth <= 0) {
        return 1;
    }
    const double t = std::min(0.98, std::abs(across(mm)) / m_halfWidth);
    return static_cast<float>(0.3 + 0.7 * std::sqrt(1 - t * t));
}

Light3 SkinTexture::clothAt(Point mm, double beyondMm) const
{
    const float folds = m_tiles.soft.at(mm.x / 210, mm.y / 210);
    const float weave = m_tiles.grain.at(mm.x / 7, mm.y / 40) + m_tiles.grain.at(mm.x / 40 + 0.5, mm.y / 7);
    const float shadow = 0.55F + 0.45F * smoothStep(0, 14, static_cast<float>(beyondMm));
    return m_cloth * (shadow * std::max(0.2F, 1 + 0.16F * folds + 0.05F * weave));
}

double SkinTexture::beyondLimb(Point mm) const
{
    const float bulge = m_tiles.soft.at((m_cos * mm.x + m_sin * mm.y) / 420, 0.7);
    return std::abs(across(mm)) - m_halfWidth * (1 + 0.05 * static_cast<double>(bulge));
}

bool SkinTexture::onLimb(Point mm) const { return m_halfWidth <= 0 || beyondLimb(mm) < -1; }

Light3 SkinTexture::at(Point mm, double pixelMm) const
{
    if (m_halfWidth <= 0) {
        return skin(mm);
    }
    const double beyond = beyondLimb(mm);
    if (beyond > pixelMm) {
        return clothAt(mm, beyond);
    }
    const Light3 limb = skin(mm) * shade(mm);
    if (beyond < -pixelMm) {
        return limb;
    }
    return mix(limb, clothAt(mm, beyond), static_cast<float>(0.5 + 0.5 * beyond / pixelMm));
}

}  // namespace cicatrix::phantom
