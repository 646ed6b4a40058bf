// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/random.h"
#include "core/base/tissue.h"

#include <cmath>
#include <functional>

namespace cicatrix::measure {

/// A map whose pixels get the code of their centre.
inline LabelMap drawn(int width, int height, const std::function<int(double, double)>& code)
{
    LabelMap labels(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            labels.at(x, y) = static_cast<std::uint8_t>(code(x + 0.5, y + 0.5));
        }
    }
    return labels;
}

inline LabelMap disc(double radius, double dx, double dy)
{
    const int side = static_cast<int>(2 * radius) + 8;
    const double centre = side / 2.0;
    return drawn(side, side,
                 [=](double x, double y) { return std::hypot(x - centre - dx, y - centre - dy) <= radius ? 1 : 0; });
}

inline LabelMap rectangle(double width, double height, double degrees)
{
    const int side = static_cast<int>(std::hypot(width, height)) + 8;
    const double c = std::cos(degrees * 3.14159265358979323846 / 180);
    const double s = std::sin(degrees * 3.14159265358979323846 / 180);
    return drawn(side, side, [=](double px, double py) {
        const double x = px - side / 2.0 - 0.13;
        const double y = py - side / 2.0 + 0.29;
        return std::abs(c * x + s * y) <= width / 2 && std::abs(-s * x + c * y) <= height / 2 ? 1 : 0;
    });
}

inline LabelMap noise(SplitMix64& random, int width, int height, double density)
{
    LabelMap labels(width, height);
    constexpr std::uint8_t codes[] = {1, 2, 3, 4, 5, 6, 255};
    for (std::uint8_t& value : labels.values()) {
        value = random.uniform() < density ? codes[random.below(7)] : std::uint8_t{0};
    }
    return labels;
}

}  // namespace cicatrix::measure
