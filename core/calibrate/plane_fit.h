// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/result.h"

#include <array>
#include <optional>
#include <vector>

namespace cicatrix::calibrate {

/// A square of known size seen in the photo.
struct Square {
    std::array<Point, 4> corners;  ///< px, clockwise from its own top left
    double mm = 0;
    double cornerSdPx = 0;
};

/// Where a square lies in the plane: its top left corner, and how it is turned, against the first square.
struct Pose {
    double x = 0;
    double y = 0;
    double radians = 0;
};

/// A plane fitted to squares by least squares over all their corners: a homography and the squares' poses in it.
struct PlaneFit {
    Homography pxToMm{};
    std::vector<Pose> poses;     ///< the first is the origin
    double rmsPx = 0;            ///< re-projection error over all corners
    double weightedSquares = 0;  ///< Σ (error / cornerSd)²
    int freedom = 0;             ///< observations minus parameters
    /// SD of ln(mm² per px²) at the asked point, from the corners' noise.
    double logAreaSd = 0;
};

/// Noise of a corner besides the edges' scatter, as a share of the side: paper that is not quite flat, print, lens.
inline constexpr double kCornerShare = 0.0015;

struct FitRequest {
    std::vector<Square> squares;
    std::optional<std::vector<Pose>> knownPoses;  ///< as on the uncut card; else they are estimated with the plane
    Point sdAt;                                   ///< px where logAreaSd is wanted
};

/// Minimises the re-projection error in px over the homography and the unknown poses (Levenberg–Marquardt; started from
/// each square alone, the best end counts). BadInput where no start leads to a plane.
[[nodiscard]] Result<PlaneFit> fitPlane(const FitRequest& request);

/// Angle between optical axis and the plane's normal: at the principal point (taken as `middle`) the Jacobian's
/// singular values stand as cos(tilt) to 1, whatever the focal length. Degrees.
[[nodiscard]] double tiltDeg(const Homography& pxToMm, Point middle);
/// Focal length in px from a tilted plane's vanishing points; empty below about 12° of tilt, where it cannot be told.
[[nodiscard]] std::optional<double> focalPx(const Homography& pxToMm, Point middle);

}  // namespace cicatrix::calibrate
