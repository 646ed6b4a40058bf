// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/scene_sampler.h"

#include "core/base/card_layout.h"
#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace cicatrix::phantom {

namespace {

constexpr std::array<Rgb, 6> kCloths{
    {{86, 124, 150}, {72, 128, 112}, {206, 208, 206}, {120, 150, 172}, {96, 108, 122}, {168, 182, 190}}};

TissueMix sampleMix(SplitMix64& random)
{
    TissueMix mix;
    mix.slough = random.uniform() < 0.75 ? random.uniform(0.05, 0.6) : 0;
    mix.necrosis = random.uniform() < 0.3 ? random.uniform(0.05, 0.5) : 0;
    mix.epithelium = random.uniform(0.02, 0.2);
    mix.granulation = random.uniform(0.2, 1.0);
    return mix;
}

void sampleCamera(SplitMix64& random, const SamplerOptions& options, WoundScene& scene)
{
    Camera& camera = scene.camera;
    camera.widthPx = options.widthPx;
    camera.heightPx = options.heightPx;
    camera.distanceMm = random.uniform(220, 400);
    camera.tiltDeg = random.uniform(0, options.maxTiltDeg);
    camera.azimuthDeg = random.uniform(0, 360);
    camera.rollDeg = random.uniform(-12, 12);
    camera.blurPx = random.uniform(0.5, 1.3) * options.widthPx / 1600;
    Light& light = scene.light;
    light.exposure = random.uniform(0.75, 1.15);
    light.warmth = random.uniform(-0.5, 0.8);
    light.gradient = random.uniform(0, 0.35);
    light.gradientDeg = random.uniform(0, 360);
    light.vignette = random.uniform(0, 0.3);
    light.noise = random.uniform(0.003, 0.014);
}

void sampleIsland(SplitMix64& random, WoundScene& scene)
{
    const Blob& opening = scene.openings.front();
    Blob island = sampleBlob(random.next(), 0.02 * blobAreaCm2(opening));
    island.centreMm = {random.uniform(-0.15, 0.15) * opening.radiusMm, random.uniform(-0.15, 0.15) * opening.radiusMm};
    island.aspect = std::min(island.aspect, 1.2);
    scene.islands.push_back(island);
}

}  // namespace

Blob sampleBlob(std::uint64_t seed, double areaCm2)
{
    SplitMix64 random(seed ^ 0xb10b);
    Blob blob;
    blob.aspect = std::sqrt(random.uniform(1.0, 2.1));
    blob.rotationDeg = random.uniform(0, 180);
    const bool bay = random.uniform() < 0.25;
    double squares = 0;
    for (int order = 2; order <= 9; ++order) {
        const double most = order == 2 || order == 3 ? (bay ? 0.24 : 0.11) : 0.22 / order;
        const double amplitude = random.uniform(0.15, 1) * most;
        blob.harmonics.push_back({order, amplitude, random.uniform(0, 2 * std::numbers::pi)});
        squares += amplitude * amplitude;
    }
    // ½∫r² = πR²(1 + ½Σa²), and the stretch keeps areas.
    blob.radiusMm = std::sqrt(100 * areaCm2 / (std::numbers::pi * (1 + squares / 2)));
    return blob;
}

double blobAreaCm2(const Blob& blob) { return std::abs(shoelace(outline(blob))) / 100; }

double reachMm(const Blob& blob)
{
    double reach = 0;
    for (const Point& p : outline(blob, 128)) {
        reach = std::max(reach, std::hypot(p.x, p.y));
    }
    return reach;
}

void layHalves(WoundScene& scene, double reachMm, bool leftAndRight)
{
    SplitMix64 random(scene.seed ^ 0xca4d);
    const double away = reachMm + random.uniform(6, 10) + kCardHeightMm / 2;
    for (const double side : {-1.0, 1.0}) {
        Print half;
        half.kind = side < 0 ? Print::Kind::LeftHalf : Print::Kind::RightHalf;
        half.rotationDeg = random.uniform(-7, 7) + (leftAndRight ? 90 : 0) + (random.uniform() < 0.3 ? 180 : 0);
        const double slip = random.uniform(-8, 8);
        half.centreMm = leftAndRight ? Point{side * away, slip} : Point{slip, side * away};
        scene.prints.push_back(half);
    }
    // Room for both halves, half their own length beside the axis, and the near side's enlargement by tilt.
    const double along = away + kCardHeightMm / 2 + 8;
    const double beside = std::max(reachMm, kCardCutXMm / 2 + 8) + 10;
    const double grow = 1 + std::sin(scene.camera.tiltDeg * std::numbers::pi / 180) * along / scene.camera.distanceMm;
    const double halfWidth = scene.camera.widthPx / 2.0;
    const double halfHeight = scene.camera.heightPx / 2.0;
    scene.camera.pxPerMm =
        std::min(halfWidth / (leftAndRight ? along : beside), halfHeight / (leftAndRight ? beside : along)) / grow;
}

WoundScene sampleScene(std::uint64_t seed, const SamplerOptions& options)
{
    SplitMix64 random(seed ^ 0x5ce4e);
    WoundScene scene;
    scene.seed = seed;
    scene.itaDeg = random.uniform(-55, 62);
    const double area = std::exp(random.uniform(std::log(options.minAreaCm2), std::log(options.maxAreaCm2)));
    scene.openings.push_back(sampleBlob(random.next(), area));
    scene.tissue = sampleMix(random);
    scene.depthMm = random.uniform(0.5, 3);
    scene.moisture = random.uniform(0.1, 1);
    scene.callusMm = random.uniform() < 0.2 ? random.uniform(1.5, 4) : 0;
    scene.erythema = random.uniform(0.05, 0.8);
    scene.maceration = random.uniform() < 0.3 ? random.uniform(0.1, 0.7) : 0.05;
    if (random.uniform() < 0.15 && area > 4) {
        sampleIsland(random, scene);
    }
    const double reach = reachMm(scene.openings.front());
    scene.limbHalfWidthMm = random.uniform() < 0.7 ? random.uniform(reach + 18, reach + 70) : 0;
    scene.limbDirectionDeg = random.uniform(60, 120);
    scene.cloth = kCloths[random.below(kCloths.size())];
    sampleCamera(random, options, scene);
    scene.camera.pxPerMm = std::min(options.widthPx, options.heightPx) / (reach * random.uniform(3, 6));
    if (options.withCard) {
        layHalves(scene, reach + scene.callusMm, random.uniform() < 0.7);
    }
    return scene;
}

}  // namespace cicatrix::phantom
