// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/geometry.h"

#include <cmath>

namespace cicatrix {

Point apply(const Homography& h, Point p)
{
    const double w = h[6] * p.x + h[7] * p.y + h[8];
    return {(h[0] * p.x + h[1] * p.y + h[2]) / w, (h[3] * p.x + h[4] * p.y + h[5]) / w};
}

double areaScale(const Homography& h, Point p)
{
    const double w = h[6] * p.x + h[7] * p.y + h[8];
    const double determinant = h[0] * (h[4] * h[8] - h[5] * h[7]) - h[1] * (h[3] * h[8] - h[5] * h[6])
                               + h[2] * (h[3] * h[7] - h[4] * h[6]);
    return std::abs(determinant / (w * w * w));
}

double shoelace(const Polygon& polygon)
{
    double twice = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Point& a = polygon[i];
        const Point& b = polygon[(i + 1) % polygon.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

}  // namespace cicatrix
