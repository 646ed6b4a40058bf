// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/wound_phantom.h"

#include <vector>

namespace cicatrix::phantom {

/// A blob prepared for fast questions: its radius tabulated over the angle.
class BlobShape {
public:
    explicit BlobShape(const Blob& blob);

    /// Whether the point lies inside the curve. Exact to the table's step (2·10⁻⁶ of the radius).
    [[nodiscard]] bool contains(Point mm) const;
    /// Distance to the curve in mm, negative inside; first order, so exact only near the curve.
    [[nodiscard]] double distance(Point mm) const;

private:
    struct Local {
        double rho;
        double radius;
        double slope;
        double cosTheta;
        double sinTheta;
    };
    [[nodiscard]] Local local(Point mm) const;

    Point m_centre;
    double m_cos;
    double m_sin;
    double m_aspect;
    std::vector<double> m_radius;
    std::vector<double> m_slope;  ///< dr/dθ
};

/// Greatest extent of a closed polygon and its greatest chord at 90° to that (outermost edge to outermost edge).
struct Extent {
    double length = 0;
    double width = 0;
};
[[nodiscard]] Extent extent(const Polygon& polygon);
[[nodiscard]] double perimeter(const Polygon& polygon);

}  // namespace cicatrix::phantom
