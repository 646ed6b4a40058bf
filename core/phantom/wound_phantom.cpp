// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/wound_phantom.h"

#include "core/phantom/blob_shape.h"
#include "core/phantom/lens.h"
#include "core/phantom/print_layer.h"
#include "core/phantom/wound_texture.h"

#include <algorithm>
#include <cmath>

namespace cicatrix::phantom {

namespace {

constexpr int kSamples = 4;  // a side of a pixel that the wound's edge crosses

// Colour of one pixel without prints: cloth, skin, or wound, exact where the edge crosses it.
Light3 surface(const WoundTexture& wound, const SkinTexture& skin, const Homography& h, Point px)
{
    const Point mm = cicatrix::apply(h, px);
    const double pixelMm = std::sqrt(areaScale(h, px));
    if (!wound.covers(mm)) {
        return skin.at(mm, pixelMm);
    }
    const double distance = wound.roughDistance(mm);
    // The raster's distance is good to a cell; beyond two pixels from the edge its sign is sure.
    if (distance < -2.5 * pixelMm) {
        return wound.bed(mm);
    }
    const Light3 beside = skin.at(mm, pixelMm);
    const Light3 around = distance > -3 * pixelMm ? wound.surround(mm) : beside;
    if (distance > 2.5 * pixelMm) {
        return around;
    }
    int inside = 0;
    for (int j = 0; j < kSamples; ++j) {
        for (int i = 0; i < kSamples; ++i) {
            inside += wound.inWound(cicatrix::apply(h, {px.x - 0.5 + (i + 0.5) / kSamples, px.y - 0.5 + (j + 0.5) / kSamples}));
        }
    }
    return inside == 0 ? around : mix(around, wound.bed(mm), static_cast<float>(inside) / (kSamples * kSamples));
}

void tellTruth(const WoundScene& scene, const WoundTexture& wound, PhantomPhoto& out)
{
    const Polygon* largest = nullptr;
    double largestArea = 0;
    for (const Blob& blob : scene.openings) {
        out.openingsMm.push_back(outline(blob));
    }
    for (const Polygon& polygon : out.openingsMm) {
        const double area = std::abs(shoelace(polygon));
        out.areaOutlineCm2 += area / 100;
        out.perimeterMm += perimeter(polygon);
        if (area > largestArea) {
            largestArea = area;
            largest = &polygon;
        }
    }
    out.areaCm2 = out.areaOutlineCm2;
    for (const Blob& blob : scene.islands) {
        out.islandsMm.push_back(outline(blob));
        out.areaCm2 -= std::abs(shoelace(out.islandsMm.back())) / 100;
    }
    if (largest != nullptr) {
        const Extent size = extent(*largest);
        out.lengthMm = size.length;
        out.widthMm = size.width;
    }
    for (std::size_t code = 0; code < out.tissueCm2.size(); ++code) {
        out.tissueCm2[code] = wound.shares()[code] * out.areaCm2;
    }
}

}  // namespace

PhantomPhoto drawPhantom(const WoundScene& scene)
{
    const Tiles tiles(scene.seed);
    const SkinTexture skin(scene, tiles);
    const WoundTexture wound(scene, tiles, skin);
    PhantomPhoto out;
    out.pxToMm = pxToMm(scene.camera);
    out.truth = LabelMap(scene.camera.widthPx, scene.camera.heightPx);
    Grid<Light3> picture(scene.camera.widthPx, scene.camera.heightPx);
    const double reach = scene.callusMm + 1;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const Point px{x + 0.5, y + 0.5};
            picture.at(x, y) = surface(wound, skin, out.pxToMm, px);
            const Point mm = cicatrix::apply(out.pxToMm, px);
            if (wound.covers(mm) && wound.roughDistance(mm) < reach) {
                out.truth.at(x, y) = static_cast<std::uint8_t>(wound.tissue(mm));
            }
        }
    }
    for (const Print& print : scene.prints) {
        const PrintLayer layer(print, scene.camera);
        layer.draw(picture);
        for (MarkerTruth& marker : layer.markers()) {
            out.markers.push_back(std::move(marker));
        }
    }
    tellTruth(scene, wound, out);
    out.photo = expose(std::move(picture), scene, out.pxToMm);
    return out;
}

}  // namespace cicatrix::phantom
