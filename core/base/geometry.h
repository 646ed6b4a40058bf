// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

namespace cicatrix {

/// A point in the photo's pixel frame (pixel centres at half-integers) or, where said, in millimetres.
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// Integer pixel rectangle: x, y of the first pixel, width and height in pixels.
struct PixelRect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

/// A closed polygon; the last vertex joins the first.
using Polygon = std::vector<Point>;

/// Projective map of the plane, row-major, h33 = 1.
using Homography = std::array<double, 9>;

/// Where the homography sends `p`.
[[nodiscard]] Point apply(const Homography& h, Point p);
/// The inverse map, h33 = 1 again. The homography must not be singular.
[[nodiscard]] Homography inverse(const Homography& h);
/// `first`, then `second`: apply(compose(second, first), p) = apply(second, apply(first, p)).
[[nodiscard]] Homography compose(const Homography& second, const Homography& first);
/// |det J| of the homography at `p`: local area scale (mm² per px² for a map px → mm).
[[nodiscard]] double areaScale(const Homography& h, Point p);
/// Signed shoelace area; positive when the vertices turn from +x to +y.
[[nodiscard]] double shoelace(const Polygon& polygon);

}  // namespace cicatrix
