// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/measure.h"

#include "core/measure/openings.h"
#include "core/measure/shape.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace cicatrix::measure {

namespace {

using Sums = std::array<double, kSlots>;
constexpr std::size_t kCallus = slot(static_cast<std::uint8_t>(Tissue::Callus));

/// The calibration as one map px → mm and the relative errors of clinical.md 1.4.
struct Plane {
    Homography pxToMm;
    double scaleSd = 0;   ///< sigma_k / k
    double lengthSd = 0;  ///< relative error of a length: scale, and half of an area's plane and tilt errors
    double areaSd = 0;    ///< relative error of an area besides the outline's
    double outlineSdMm = 0;
};

/// Denominator of the homography at a point; 0 on the horizon.
double depth(const Homography& h, double x, double y) { return h[6] * x + h[7] * y + h[8]; }

/// Whether all openings lie on one side of the horizon. The depth is linear, so corners suffice.
bool inFront(const Homography& h, const std::vector<Contour>& contours)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const Contour& contour : contours) {
        const PixelRect& b = contour.bounds;
        for (const int x : {b.x, b.x + b.width}) {
            for (const int y : {b.y, b.y + b.height}) {
                const double d = depth(h, x, y);
                low = std::min(low, d);
                high = std::max(high, d);
            }
        }
    }
    return contours.empty() || low > 0 || high < 0;
}

std::optional<Plane> planeOf(const Calibration& calibration, const std::vector<Contour>& contours,
                             const MeasureOptions& options)
{
    if (!calibration.known() || !(*calibration.mmPerPixel > 0)) {
        return std::nullopt;
    }
    const double k = *calibration.mmPerPixel;
    Plane plane;
    plane.pxToMm = calibration.homography.value_or(Homography{k, 0, 0, 0, k, 0, 0, 0, 1});
    if (!inFront(plane.pxToMm, contours)) {
        return std::nullopt;
    }
    plane.scaleSd = calibration.mmPerPixelSd.value_or(0) / k;
    const double other = std::hypot(calibration.planeSdRelative, calibration.tiltSdRelative);
    plane.lengthSd = std::hypot(plane.scaleSd, other / 2);
    plane.areaSd = std::hypot(2 * plane.scaleSd, other);
    plane.outlineSdMm = options.outlineSdMm;
    return plane;
}

/// Area of a run in mm²: |det H| / depth³ integrated along x in closed form, the row's middle standing for the row.
double runArea(const Homography& h, double determinant, const Run& run)
{
    const double from = depth(h, run.first, run.y + 0.5);
    const double to = depth(h, run.end, run.y + 0.5);
    return std::abs(determinant * (run.end - run.first) * (from + to) / (2 * from * from * to * to));
}

double determinantOf(const Homography& h)
{
    return h[0] * (h[4] * h[8] - h[5] * h[7]) - h[1] * (h[3] * h[8] - h[5] * h[6]) + h[2] * (h[3] * h[7] - h[4] * h[6]);
}

/// What the pixels of an opening (or of all) add up to, by tissue.
struct Bed {
    Sums pixels{};
    Sums mm2{};          ///< only with a plane
    Sums edge{};         ///< contour length in mm by the tissue it lies on (px without a plane)
    double areaMm2 = 0;  ///< of the contour
    double edgeMm = 0;   ///< outer contours and holes
    void operator+=(const Bed& other)
    {
        for (std::size_t i = 0; i < kSlots; ++i) {
            pixels[i] += other.pixels[i];
            mm2[i] += other.mm2[i];
            edge[i] += other.edge[i];
        }
        areaMm2 += other.areaMm2;
        edgeMm += other.edgeMm;
    }
};

/// Pixel sums per opening; the last entry holds the callus.
std::vector<Bed> sumRuns(const RunTable& table, const std::optional<Plane>& plane)
{
    std::vector<Bed> beds(static_cast<std::size_t>(table.openings) + 1);
    const double determinant = plane ? determinantOf(plane->pxToMm) : 0;
    for (const Run& run : table.runs) {
        Bed& bed = run.opening < 0 ? beds.back() : beds[static_cast<std::size_t>(run.opening)];
        const std::size_t s = slot(run.code);
        bed.pixels[s] += run.end - run.first;
        bed.mm2[s] += plane ? runArea(plane->pxToMm, determinant, run) : 0.0;
    }
    return beds;
}

double woundSum(const Sums& sums)
{
    double sum = 0;
    for (std::size_t i = 0; i < kSlots; ++i) {
        sum += i == kCallus ? 0.0 : sums[i];
    }
    return sum;
}

/// SD of a share when the outline moves by ±sigma_d: the edge gains its own tissue, so d(share)/dd = P·(edge share − share)/A.
/// A share's SD cannot exceed 0.5.
double shareSd(double perimeterSdOverArea, double edgeShare, double share, const MeasureOptions& options)
{
    return std::min(0.5, std::hypot(std::abs(edgeShare - share) * perimeterSdOverArea, options.tissueShareSd));
}

/// Tissue figures in order of code. Shares from mm² where there is a plane, else from pixels.
std::vector<TissueFigure> tissueFigures(const Bed& bed, const std::optional<Plane>& plane, const MeasureOptions& options)
{
    const Sums& sums = plane ? bed.mm2 : bed.pixels;
    const double whole = woundSum(sums);
    const double edge = woundSum(bed.edge);
    const double relativeOutline = plane && bed.areaMm2 > 0 ? bed.edgeMm * plane->outlineSdMm / bed.areaMm2 : 0.0;
    std::vector<TissueFigure> figures;
    for (const TissueStyle& style : tissueStyles()) {
        const std::size_t s = slot(static_cast<std::uint8_t>(style.code));
        if (bed.pixels[s] == 0) {
            continue;
        }
        TissueFigure figure;
        figure.code = style.code;
        figure.areaPx = bed.pixels[s];
        figure.share.value = whole > 0 ? sums[s] / whole : 0.0;
        if (s == kCallus) {
            figure.share.sd = std::hypot(figure.share.value * relativeOutline, options.tissueShareSd);
            figure.areaCm2 = plane ? std::optional(bed.mm2[s] / 100) : std::nullopt;
        } else {
            figure.share.sd =
                shareSd(relativeOutline, edge > 0 ? bed.edge[s] / edge : figure.share.value, figure.share.value, options);
            figure.areaCm2 = plane ? std::optional(figure.share.value * bed.areaMm2 / 100) : std::nullopt;
        }
        figures.push_back(figure);
    }
    return figures;
}

Estimate areaEstimate(const Bed& bed, const Plane& plane)
{
    return {bed.areaMm2 / 100, std::hypot(bed.areaMm2 * plane.areaSd, bed.edgeMm * plane.outlineSdMm) / 100};
}

/// A length whose two ends both move with the outline.
Estimate lengthEstimate(double mm, const Plane& plane) { return {mm, std::hypot(mm * plane.lengthSd, 2 * plane.outlineSdMm)}; }

/// An outline shifted by d grows by 2·pi·d for each closed curve (Steiner's formula).
Estimate perimeterEstimate(double mm, double curves, const Plane& plane)
{
    return {mm, std::hypot(mm * plane.lengthSd, 2 * std::numbers::pi * curves * plane.outlineSdMm)};
}

/// Extents along the head's direction and across it. The direction in the picture becomes one in the plane at the centroid.
void setClockValues(WoundFigures& figures, const Polygon& outlineMm, const Plane& plane, Point centre, double headDegrees)
{
    const double angle = headDegrees * std::numbers::pi / 180;
    const Point ahead{centre.x + std::sin(angle) / 2, centre.y - std::cos(angle) / 2};
    const Point behind{centre.x - std::sin(angle) / 2, centre.y + std::cos(angle) / 2};
    const Segment direction{apply(plane.pxToMm, behind), apply(plane.pxToMm, ahead)};
    const double length = direction.length();
    const Point along{(direction.b.x - direction.a.x) / length, (direction.b.y - direction.a.y) / length};
    figures.clockLengthMm = extentAlong(outlineMm, along);
    figures.clockWidthMm = extentAlong(outlineMm, {-along.y, along.x});
}

Polygon segmentPx(const Homography& mmToPx, const Segment& segment)
{
    return {apply(mmToPx, segment.a), apply(mmToPx, segment.b)};
}

void setLengths(WoundFigures& figures, const Contour& contour, const Plane& plane, const MeasureOptions& options)
{
    const Polygon corners = withoutCollinear(contour.outer);
    const Polygon hullMm = mapped(plane.pxToMm, convexHull(corners));
    const Segment length = greatestLength(hullMm);
    const Segment width = greatestChordAcross(mapped(plane.pxToMm, corners), length);
    figures.lengthMm = lengthEstimate(length.length(), plane);
    figures.widthMm = lengthEstimate(width.length(), plane);
    const Homography mmToPx = inverse(plane.pxToMm);
    figures.lengthAxisPx = segmentPx(mmToPx, length);
    figures.widthAxisPx = segmentPx(mmToPx, width);
    const Point centre = centroid(contour.outer);
    figures.mmPerPixel = std::sqrt(areaScale(plane.pxToMm, centre));
    if (options.headDegrees) {
        setClockValues(figures, hullMm, plane, centre, *options.headDegrees);
    }
}

WoundFigures measureOpening(const Contour& contour, const EdgeCodes& edges, Bed& bed, const std::optional<Plane>& plane,
                            const MeasureOptions& options)
{
    WoundFigures figures;
    figures.areaPx = contour.areaPx();
    figures.bounds = contour.bounds;
    const double vertices = std::accumulate(edges.begin(), edges.end(), 0.0);
    double perimeter = vertices;
    if (plane) {
        const double outline = std::abs(shoelace(mapped(plane->pxToMm, contour.outer)));
        bed.areaMm2 = outline;
        perimeter = smoothPerimeter(contour.outer, plane->pxToMm);
        figures.areaOutlineCm2 = outline / 100;
        figures.perimeterMm = perimeterEstimate(perimeter, 1, *plane);
        for (const Polygon& hole : contour.holes) {
            bed.areaMm2 -= std::abs(shoelace(mapped(plane->pxToMm, hole)));
            perimeter += smoothPerimeter(hole, plane->pxToMm);
        }
        bed.edgeMm = perimeter;
        figures.areaCm2 = areaEstimate(bed, *plane);
        setLengths(figures, contour, *plane, options);
    }
    for (std::size_t i = 0; i < kSlots; ++i) {
        bed.edge[i] = perimeter * edges[i] / vertices;
    }
    figures.tissue = tissueFigures(bed, plane, options);
    return figures;
}

PixelRect united(const PixelRect& a, const PixelRect& b)
{
    if (a.empty()) {
        return b;
    }
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.width, b.x + b.width) - x, std::max(a.y + a.height, b.y + b.height) - y};
}

/// Sums over the openings; length, width and clock values of the largest.
WoundFigures totalOf(const std::vector<WoundFigures>& wounds, const Bed& bed, const std::optional<Plane>& plane,
                     const MeasureOptions& options)
{
    WoundFigures total = wounds.empty() ? WoundFigures{} : wounds.front();
    total.areaPx = 0;
    total.bounds = {};
    double perimeter = 0;
    double outline = 0;
    double weightedScale = 0;
    for (const WoundFigures& wound : wounds) {
        total.areaPx += wound.areaPx;
        total.bounds = united(total.bounds, wound.bounds);
        perimeter += wound.perimeterMm ? wound.perimeterMm->value : 0.0;
        outline += wound.areaOutlineCm2.value_or(0);
        weightedScale += wound.areaPx * wound.mmPerPixel.value_or(0);
    }
    if (plane) {
        total.areaCm2 = areaEstimate(bed, *plane);
        total.areaOutlineCm2 = outline;
        if (!wounds.empty()) {
            total.perimeterMm = perimeterEstimate(perimeter, static_cast<double>(wounds.size()), *plane);
            total.mmPerPixel = weightedScale / total.areaPx;
        }
    }
    total.tissue = tissueFigures(bed, plane, options);
    return total;
}

}  // namespace

Figures measure(const LabelMap& labels, const Calibration& calibration, const MeasureOptions& options)
{
    const Openings openings = findOpenings(labels);
    const std::optional<Plane> plane = planeOf(calibration, openings.contours, options);
    std::vector<Bed> beds = sumRuns(openings.table, plane);
    const Bed callus = beds.back();
    beds.pop_back();
    Figures figures;
    Bed all = callus;
    for (std::size_t i = 0; i < beds.size(); ++i) {
        if (beds.size() == 1) {
            beds[i] += callus;  // with one opening it is clear whose callus it is
            all = {};
        }
        figures.wounds.push_back(measureOpening(openings.contours[i], openings.edges[i], beds[i], plane, options));
        all += beds[i];
    }
    figures.total = totalOf(figures.wounds, all, plane, options);
    return figures;
}

}  // namespace cicatrix::measure
