// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/card_layout.h"
#include "core/calibrate/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace cicatrix::calibrate {

namespace {

constexpr double kResidualPx = 1;         // re-projection RMS above which a calibration is refused …
constexpr double kResidualShare = 0.006;  // … or this share of a marker's side, where markers are large in the photo
constexpr double kSideTolerance = 0.03;   // of a side's length after rectification
constexpr double kSteepestDeg = 60;
constexpr double kUncutMm = 0.8;  // how far the halves of an uncut card may seem out of place
constexpr double kUncutRadians = 0.012;
constexpr double kUncutSquares = 6;  // growth of Σ(error/SD)² per pose parameter that chance explains

bool applies(const Evidence& evidence) { return evidence.markers.size() >= 2; }

std::string percent(const char* format, double share)
{
    char text[160];
    std::snprintf(text, sizeof text, format, 100 * share);
    return text;
}

// Poses on the uncut card, if these are its two markers; the first found is the origin.
std::optional<std::vector<Pose>> cardPoses(const std::vector<SizedMarker>& markers)
{
    const auto& card = cardMarkers();
    if (markers.size() != 2 || markers[0].found.id == markers[1].found.id || markers[0].found.id > 1 ||
        markers[1].found.id > 1) {
        return std::nullopt;
    }
    const double scale = markers[0].mm / kCardMarkerMm;
    const double apart = (card[1].square.x - card[0].square.x) * scale;
    return std::vector<Pose>{{}, {markers[0].found.id == 0 ? apart : -apart, 0, 0}};
}

// With the card's layout known the plane is better determined; it counts only where the markers lie as printed.
Result<PlaneFit> bestFit(const std::vector<SizedMarker>& markers, Point middle)
{
    FitRequest request{{}, std::nullopt, middle};
    for (const SizedMarker& marker : markers) {
        request.squares.push_back(squareOf(marker));
    }
    CICATRIX_ASSIGN(PlaneFit loose, fitPlane(request));
    request.knownPoses = cardPoses(markers);
    if (!request.knownPoses) {
        return loose;
    }
    const Pose& printed = (*request.knownPoses)[1];
    const Pose& seen = loose.poses[1];
    if (std::hypot(seen.x - printed.x, seen.y - printed.y) > kUncutMm ||
        std::abs(std::remainder(seen.radians, 6.283185307179586)) > kUncutRadians) {
        return loose;
    }
    const Result<PlaneFit> uncut = fitPlane(request);
    const double noise = std::max(1.0, loose.weightedSquares / loose.freedom);
    return uncut && uncut->weightedSquares - loose.weightedSquares < 3 * kUncutSquares * noise ? uncut
                                                                                               : Result<PlaneFit>(loose);
}

struct Rectified {
    double mean = 0;   ///< mean side / nominal side
    double worst = 0;  ///< largest |side / mean side − 1|
};

Rectified rectified(const SizedMarker& marker, const Homography& pxToMm)
{
    std::array<double, 4> sides{};
    Rectified out;
    for (std::size_t i = 0; i < 4; ++i) {
        const Point from = cicatrix::apply(pxToMm, marker.found.corners[i]);
        const Point to = cicatrix::apply(pxToMm, marker.found.corners[(i + 1) % 4]);
        sides[i] = std::hypot(to.x - from.x, to.y - from.y);
        out.mean += sides[i] / marker.mm / 4;
    }
    for (const double side : sides) {
        out.worst = std::max(out.worst, std::abs(side / (out.mean * marker.mm) - 1));
    }
    return out;
}

// Why the fit must not be used; empty when it may.
std::optional<Warning> objection(const Evidence& evidence, const PlaneFit& fit)
{
    double least = 1e9;
    double most = 0;
    double worst = 0;
    double side = 0;
    for (const SizedMarker& marker : evidence.markers) {
        const Rectified sides = rectified(marker, fit.pxToMm);
        least = std::min(least, sides.mean);
        most = std::max(most, sides.mean);
        worst = std::max(worst, sides.worst);
        side += sidePx(marker.found) / static_cast<double>(evidence.markers.size());
    }
    if (most / least > 1 + kSideTolerance) {
        return Warning{WarningCode::MarkersDisagree,
                       percent("their scales differ by %.0f %%: not the same size, or not in one plane", most / least - 1)};
    }
    if (fit.rmsPx > std::max(kResidualPx, kResidualShare * side)) {
        char text[120];
        std::snprintf(text, sizeof text,
                      "their corners miss a common plane by %.1f px: different sizes, bent, or not in one plane", fit.rmsPx);
        return Warning{WarningCode::MarkersDisagree, text};
    }
    if (worst > kSideTolerance) {
        return Warning{WarningCode::MarkerSuspect,
                       percent("a side is %.0f %% off after rectification: the card is bent or covered", worst)};
    }
    if (tiltDeg(fit.pxToMm, evidence.middle()) > kSteepestDeg) {
        return Warning{WarningCode::MarkerSuspect, "the markers are seen too flat; hold the camera straight above the wound"};
    }
    return std::nullopt;
}

Result<Calibration> fromMarkers(const Evidence& evidence)
{
    const Result<PlaneFit> fit = bestFit(evidence.markers, evidence.middle());
    if (!fit) {
        return refused(WarningCode::MarkersDisagree, fit.error().detail);
    }
    if (const std::optional<Warning> warning = objection(evidence, *fit)) {
        return refused(warning->code, warning->detail);
    }
    Calibration out = fromPlane(evidence, fit->pxToMm, fit->logAreaSd);
    out.method = CalibrationMethod::Markers;
    out.residualPx = fit->rmsPx;
    return out;
}

}  // namespace

extern const Method markersMethod;
const Method markersMethod{"markers", applies, fromMarkers};

}  // namespace cicatrix::calibrate
