// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/healing_series.h"

#include "core/base/random.h"
#include "core/phantom/scene_sampler.h"

#include <algorithm>
#include <cmath>

namespace cicatrix::phantom {

namespace {

double openArea(const WoundScene& scene)
{
    double area = 0;
    for (const Blob& blob : scene.openings) {
        area += blobAreaCm2(blob);
    }
    for (const Blob& blob : scene.islands) {
        area -= blobAreaCm2(blob);
    }
    return area;
}

void scaleTo(WoundScene& scene, double areaCm2)
{
    const double factor = std::sqrt(areaCm2 / openArea(scene));
    for (std::vector<Blob>* blobs : {&scene.openings, &scene.islands}) {
        for (Blob& blob : *blobs) {
            blob.radiusMm *= factor;
            blob.centreMm = {blob.centreMm.x * factor, blob.centreMm.y * factor};
        }
    }
}

// Tissue and surroundings after the area has come from A0 to A; `weeks` ages what neither grows nor shrinks.
void drift(WoundScene& scene, double ratio, double weeks)
{
    const TissueMix start = scene.tissue;
    const double healed = std::clamp(1 - ratio, 0.0, 1.0);
    const double worse = std::clamp(ratio - 1, 0.0, 1.0);
    const double age = std::min(1.0, weeks / 12);
    scene.tissue.necrosis = start.necrosis * std::pow(1 - healed, 2.5) + 0.15 * worse;
    scene.tissue.slough = start.slough * (1 - 0.85 * healed) * (1 + 0.3 * age * (1 - healed)) + 0.25 * worse;
    // A narrow margin at any time: where new epithelium has closed, it is skin again and no part of the open area.
    scene.tissue.epithelium = start.epithelium * (1 - worse) + 0.02 * healed;
    scene.tissue.granulation = start.granulation + 0.2 * healed;
    scene.depthMm *= 0.35 + 0.65 * std::min(1.2, ratio);
    scene.erythema = std::clamp(scene.erythema * (1 - 0.6 * healed) + 0.3 * worse, 0.0, 1.0);
    scene.maceration = std::clamp(scene.maceration * (1 - 0.5 * healed) + 0.2 * worse, 0.0, 1.0);
}

// A visit's own light and hand: everything that a nurse does not repeat exactly.
void varyPhoto(WoundScene& scene, SplitMix64& random)
{
    for (Blob& blob : scene.openings) {
        for (Harmonic& harmonic : blob.harmonics) {
            harmonic.phase += 0.12 * random.normal();
            harmonic.amplitude *= 1 + 0.12 * random.normal();
        }
    }
    scene.camera.distanceMm = random.uniform(250, 370);
    scene.camera.tiltDeg = random.uniform(0, 16);
    scene.camera.azimuthDeg = random.uniform(0, 360);
    scene.camera.rollDeg = random.uniform(-8, 8);
    scene.camera.blurPx = random.uniform(0.6, 1.1);
    scene.light.exposure = random.uniform(0.85, 1.1);
    scene.light.warmth = random.uniform(-0.3, 0.6);
    scene.light.gradient = random.uniform(0.05, 0.25);
    scene.light.gradientDeg = random.uniform(0, 360);
    scene.light.noise = random.uniform(0.004, 0.01);
}

const char* exudateFor(double ratio, double slough)
{
    const double load = 0.6 * std::min(1.5, ratio) + 0.8 * slough;
    return load > 1.0 ? "heavy" : load > 0.65 ? "moderate" : load > 0.15 ? "light" : "none";
}

PhantomVisit visitAt(const HealingCourse& course, const WoundScene& first, Date start, Date date)
{
    const double weeks = daysBetween(start, date) / 7.0;
    const double area = areaAt(course, weeks);
    SplitMix64 random(first.seed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(daysBetween(start, date)) + 1);
    PhantomVisit visit{date, area < kClosedCm2 ? 0 : area, first, 0, "none"};
    WoundScene& scene = visit.scene;
    varyPhoto(scene, random);
    drift(scene, area / course.startCm2, weeks);
    scene.prints.clear();
    double reach = 12;
    if (visit.areaCm2 > 0) {
        scaleTo(scene, visit.areaCm2);
        reach = 0;
        for (const Blob& blob : scene.openings) {
            reach = std::max(reach, reachMm(blob));
        }
        visit.exudate = exudateFor(area / course.startCm2, scene.tissue.slough);
        visit.painNrs = static_cast<int>(std::clamp(2 + 3 * area / course.startCm2 + random.normal(), 0.0, 10.0));
    } else {
        scene.openings.clear();
        scene.islands.clear();
        scene.callusMm = 0;
    }
    layHalves(scene, std::max(reach, 9.0) + scene.callusMm, first.limbHalfWidthMm <= 0 || first.seed % 3 != 0);
    return visit;
}

}  // namespace

double areaAt(const HealingCourse& course, double weeks)
{
    switch (course.law) {
    case HealingLaw::Exponential:
        return course.startCm2 * std::exp(-course.ratePerWeek * weeks);
    case HealingLaw::DelayedExponential:
        return course.startCm2 * std::exp(-course.ratePerWeek * std::max(0.0, weeks - course.delayWeeks));
    case HealingLaw::Stalled:
        return course.startCm2 * (1 + 0.05 * std::sin(0.9 * weeks));
    case HealingLaw::Worsening:
        return course.startCm2 * std::exp(course.ratePerWeek * weeks);
    }
    return course.startCm2;
}

std::vector<PhantomVisit> healingSeries(const HealingCourse& course, const WoundScene& first, const std::vector<Date>& dates)
{
    std::vector<PhantomVisit> out;
    for (const Date date : dates) {
        out.push_back(visitAt(course, first, dates.front(), date));
    }
    return out;
}

}  // namespace cicatrix::phantom
