// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"
#include "core/base/random.h"

#include <cstdint>
#include <vector>

namespace cicatrix::phantom {

/// Linear-light RGB, 1 = diffuse white.
struct Light3 {
    float r = 0;
    float g = 0;
    float b = 0;
    friend Light3 operator+(Light3 a, Light3 c) { return {a.r + c.r, a.g + c.g, a.b + c.b}; }
    friend Light3 operator*(Light3 a, float k) { return {a.r * k, a.g * k, a.b * k}; }
    friend Light3 operator*(Light3 a, Light3 k) { return {a.r * k.r, a.g * k.g, a.b * k.b}; }
};

[[nodiscard]] inline Light3 mix(Light3 a, Light3 b, float share) { return a * (1 - share) + b * share; }
[[nodiscard]] inline float smoothStep(float low, float high, float value)
{
    const float t = value <= low ? 0.0F : value >= high ? 1.0F : (value - low) / (high - low);
    return t * t * (3 - 2 * t);
}

[[nodiscard]] Light3 linearFromSrgb(Rgb colour);
/// CIE L*a*b* (D65) to linear sRGB, clipped at 0.
[[nodiscard]] Light3 linearFromLab(double lightness, double a, double b);
/// Skin of an individual typology angle (degrees): L* = 50 + b*·tan(ITA).
[[nodiscard]] Light3 skinColour(double itaDeg);
/// Linear values to 8-bit sRGB.
[[nodiscard]] std::uint8_t encodeSrgb(float linear);

/// A square tile of noise that repeats without a seam, zero mean, unit SD.
class NoiseTile {
public:
    /// Fractal value noise: `octaves` from a lattice of `cells` cells a side upwards, each half as strong.
    [[nodiscard]] static NoiseTile fractal(std::uint64_t seed, int cells, int octaves);
    /// Rounded bumps: minus the distance to the nearest of cells² jittered points.
    [[nodiscard]] static NoiseTile bumps(std::uint64_t seed, int cells);

    /// Value at (x, y) in tiles: 1 is one repetition. Bilinear.
    [[nodiscard]] float at(double x, double y) const;

private:
    static constexpr int kSide = 256;
    explicit NoiseTile(std::vector<float> values);
    std::vector<float> m_values;
};

}  // namespace cicatrix::phantom
