// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/geometry.h"

#include <cmath>

namespace cicatrix {

Point apply(const Homography& h, Point p)
{
    const double w = h[6] * p.x + h[7] * p.y + h[8];
    return {(h[0] * p.x + h[1] * p.y + h[2]) / w, (h[3] * p.x + h[4] * p.y + h[5]) / w};
}

Homography inverse(const Homography& h)
{
    Homography out{h[4] * h[8] - h[5] * h[7], h[2] * h[7] - h[1] * h[8], h[1] * h[5] - h[2] * h[4],
                   h[5] * h[6] - h[3] * h[8], h[0] * h[8] - h[2] * h[6], h[2] * h[3] - h[0] * h[5],
                   h[3] * h[7] - h[4] * h[6], h[1] * h[6] - h[0] * h[7], h[0] * h[4] - h[1] * h[3]};
    for (double& value : out) {
        value /= h[0] * h[4] - h[1] * h[3];
    }
    return out;
}

Homography compose(const Homography& second, const Homography& first)
{
    Homography out{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            for (std::size_t k = 0; k < 3; ++k) {
                out[3 * row + column] += second[3 * row + k] * first[3 * k + column];
            }
        }
    }
    const double last = out[8];
    for (double& value : out) {
        value /= last;
    }
    return out;
}

double areaScale(const Homography& h, Point p)
{
    const double w = h[6] * p.x + h[7] * p.y + h[8];
    const double determinant =
        h[0] * (h[4] * h[8] - h[5] * h[7]) - h[1] * (h[3] * h[8] - h[5] * h[6]) + h[2] * (h[3] * h[7] - h[4] * h[6]);
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
