// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/lens.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cicatrix::phantom {

namespace {

void illuminate(Grid<Light3>& picture, const WoundScene& scene, const Homography& pxToMm)
{
    const Light& light = scene.light;
    const double half = std::hypot(picture.width(), picture.height()) / 2;
    const double gx = std::cos(light.gradientDeg * std::numbers::pi / 180) * light.gradient / half;
    const double gy = std::sin(light.gradientDeg * std::numbers::pi / 180) * light.gradient / half;
    const auto warmth = static_cast<float>(light.warmth);
    const Light3 cast{1 + 0.12F * warmth, 1, 1 - 0.16F * warmth};
    for (int y = 0; y < picture.height(); ++y) {
        const double dy = y + 0.5 - picture.height() / 2.0;
        for (int x = 0; x < picture.width(); ++x) {
            const double dx = x + 0.5 - picture.width() / 2.0;
            const double vignette = 1 - light.vignette * (dx * dx + dy * dy) / (half * half);
            const double level = light.exposure * std::max(0.05, (1 - gx * dx - gy * dy) * vignette);
            Light3& pixel = picture.at(x, y);
            pixel = pixel * cast * static_cast<float>(level);
            if (light.glareMm) {
                const Point p = cicatrix::apply(pxToMm, {x + 0.5, y + 0.5});
                const double far = std::hypot(p.x - light.glareMm->x, p.y - light.glareMm->y) / light.glareRadiusMm;
                const float glow = far < 3 ? 1.6F * static_cast<float>(std::exp(-far * far * far)) : 0.0F;
                pixel = pixel + Light3{glow, glow, glow};
            }
        }
    }
}

// Separable Gaussian, borders repeated.
void blur(Grid<Light3>& picture, double sigma)
{
    if (sigma <= 0.05) {
        return;
    }
    const int radius = static_cast<int>(std::ceil(3 * sigma));
    std::vector<float> taps;
    float sum = 0;
    for (int i = -radius; i <= radius; ++i) {
        taps.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
        sum += taps.back();
    }
    for (float& tap : taps) {
        tap /= sum;
    }
    const int width = picture.width();
    const int height = picture.height();
    Grid<Light3> across(width, height);
    for (int y = 0; y < height; ++y) {
        const Light3* from = picture.row(y).data();
        Light3* to = across.row(y).data();
        for (int x = 0; x < width; ++x) {
            Light3 value;
            for (int i = -radius; i <= radius; ++i) {
                value = value + from[std::clamp(x + i, 0, width - 1)] * taps[static_cast<std::size_t>(i + radius)];
            }
            to[x] = value;
        }
    }
    for (int y = 0; y < height; ++y) {
        Light3* to = picture.row(y).data();
        std::fill(to, to + width, Light3{});
        for (int i = -radius; i <= radius; ++i) {
            const Light3* from = across.row(std::clamp(y + i, 0, height - 1)).data();
            const float tap = taps[static_cast<std::size_t>(i + radius)];
            for (int x = 0; x < width; ++x) {
                to[x] = to[x] + from[x] * tap;
            }
        }
    }
}

// Shot and read noise (variance linear in the signal), then 8-bit sRGB.
Grid<Rgb> sense(const Grid<Light3>& picture, const WoundScene& scene)
{
    constexpr std::size_t kNormals = 1 << 16;
    SplitMix64 random(scene.seed ^ 0x5e45e);
    std::vector<float> normals(kNormals);
    for (float& value : normals) {
        value = static_cast<float>(random.normal());
    }
    const auto strength = static_cast<float>(scene.light.noise);
    Grid<Rgb> out(picture.width(), picture.height());
    for (std::size_t i = 0; i < picture.size(); ++i) {
        const Light3 pixel = picture.data()[i];
        const std::uint64_t draw = random.next();
        const auto noisy = [&](float value, int shift) {
            const float sd = strength * std::sqrt(0.05F + 4.5F * std::max(0.0F, value));
            return encodeSrgb(value + sd * normals[(draw >> shift) & (kNormals - 1)]);
        };
        out.data()[i] = {noisy(pixel.r, 0), noisy(pixel.g, 16), noisy(pixel.b, 32)};
    }
    return out;
}

}  // namespace

Grid<Rgb> expose(Grid<Light3> picture, const WoundScene& scene, const Homography& pxToMm)
{
    illuminate(picture, scene, pxToMm);
    blur(picture, scene.camera.blurPx);
    return sense(picture, scene);
}

}  // namespace cicatrix::phantom
