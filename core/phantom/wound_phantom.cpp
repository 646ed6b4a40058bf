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

// Where a pixel is and how large there; the size changes so slowly that one value a row will do.
struct Spot {
    Point px;
    Point mm;
    double pixelMm;
};

// Share of a pixel that the open wound fills, through the true homography.
float filledShare(const WoundTexture& wound, const Homography& h, Point px)
{
    int inside = 0;
    for (int j = 0; j < kSamples; ++j) {
        for (int i = 0; i < kSamples; ++i) {
            const Point sample{px.x - 0.5 + (i + 0.5) / kSamples, px.y - 0.5 + (j + 0.5) / kSamples};
            inside += wound.inWound(cicatrix::apply(h, sample)) ? 1 : 0;
        }
    }
    return static_cast<float>(inside) / (kSamples * kSamples);
}

// Colour of one pixel without prints: cloth, skin, or wound, exact where the edge crosses it.
Light3 surface(const WoundTexture& wound, const SkinTexture& skin, const Homography& h, const Spot& spot)
{
    if (!wound.covers(spot.mm)) {
        return skin.at(spot.mm, spot.pixelMm);
    }
    const double distance = wound.roughDistance(spot.mm);
    // The raster's distance is good to a cell; beyond two pixels from the edge its sign is sure.
    if (distance < -2.5 * spot.pixelMm) {
        return wound.bed(spot.mm);
    }
    const Light3 around = wound.surround(spot.mm);
    if (distance > 2.5 * spot.pixelMm) {
        return around;
    }
    const float inside = filledShare(wound, h, spot.px);
    return inside > 0 ? mix(around, wound.bed(spot.mm), inside) : around;
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
        const double pixelMm = std::sqrt(areaScale(out.pxToMm, {picture.width() / 2.0, y + 0.5}));
        for (int x = 0; x < picture.width(); ++x) {
            const Point px{x + 0.5, y + 0.5};
            const Spot spot{px, cicatrix::apply(out.pxToMm, px), pixelMm};
            picture.at(x, y) = surface(wound, skin, out.pxToMm, spot);
            if (wound.covers(spot.mm) && wound.roughDistance(spot.mm) < reach) {
                out.truth.at(x, y) = static_cast<std::uint8_t>(wound.tissue(spot.mm));
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
