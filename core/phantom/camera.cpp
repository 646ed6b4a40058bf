// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/wound_phantom.h"

#include <cmath>
#include <numbers>

namespace cicatrix::phantom {

Homography pxToMm(const Camera& camera, double heightMm)
{
    constexpr double kRadians = std::numbers::pi / 180;
    const double focal = camera.pxPerMm * camera.distanceMm;
    const double cosTilt = std::cos(camera.tiltDeg * kRadians);
    const double sinTilt = std::sin(camera.tiltDeg * kRadians);
    const double ax = std::cos(camera.azimuthDeg * kRadians);
    const double ay = std::sin(camera.azimuthDeg * kRadians);
    const double cosRoll = std::cos(camera.rollDeg * kRadians);
    const double sinRoll = std::sin(camera.rollDeg * kRadians);

    // The skin recedes along (ax, ay) and keeps its depth across it; its normal towards the camera tilts with it.
    struct Column {
        double x, y, z;
    };
    Column columns[3] = {{ax * ax * cosTilt + ay * ay, ax * ay * (cosTilt - 1), ax * sinTilt},
                         {ax * ay * (cosTilt - 1), ay * ay * cosTilt + ax * ax, ay * sinTilt},
                         {heightMm * ax * sinTilt, heightMm * ay * sinTilt, camera.distanceMm - heightMm * cosTilt}};
    Homography mmToPx{};
    const double mirror = camera.mirrored ? -1 : 1;
    for (std::size_t i = 0; i < 3; ++i) {
        const Column c = columns[i];
        mmToPx[i] = mirror * focal * (cosRoll * c.x - sinRoll * c.y) + camera.widthPx / 2.0 * c.z;
        mmToPx[3 + i] = focal * (sinRoll * c.x + cosRoll * c.y) + camera.heightPx / 2.0 * c.z;
        mmToPx[6 + i] = c.z;
    }
    return inverse(mmToPx);
}

}  // namespace cicatrix::phantom
