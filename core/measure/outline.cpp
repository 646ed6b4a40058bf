// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/outline.h"

#include "core/measure/openings.h"

namespace cicatrix::measure {

double Contour::areaPx() const
{
    double area = shoelace(outer);
    for (const Polygon& hole : holes) {
        area += shoelace(hole);
    }
    return area;
}

std::vector<Contour> outlines(const LabelMap& labels) { return findOpenings(labels).contours; }

bool touchesBorder(const PixelRect& bounds, int width, int height)
{
    return !bounds.empty() &&
           (bounds.x <= 0 || bounds.y <= 0 || bounds.x + bounds.width >= width || bounds.y + bounds.height >= height);
}

}  // namespace cicatrix::measure
