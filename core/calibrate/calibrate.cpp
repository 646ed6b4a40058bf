// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calibrate/calibrate.h"

#include "core/base/card_layout.h"
#include "core/calibrate/method.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cicatrix::calibrate {

#define CICATRIX_ENTRY(name) extern const Method name##Method;
#include "core/calibrate/methods.def"
#undef CICATRIX_ENTRY

namespace {

const auto& methods()
{
    static const std::array kAll{
#define CICATRIX_ENTRY(name) &name##Method,
#include "core/calibrate/methods.def"
#undef CICATRIX_ENTRY
    };
    return kAll;
}

bool positive(double value) { return std::isfinite(value) && value > 0; }

Result<void> checkRuler(const Ruler& ruler, const Grid<Rgb>& photo)
{
    const auto inside = [&](Point p) {
        return std::isfinite(p.x) && std::isfinite(p.y) && p.x >= 0 && p.y >= 0 && p.x <= photo.width() &&
               p.y <= photo.height();
    };
    if (!positive(ruler.mm)) {
        return Error{ErrorKind::Usage, "ruler", "the length must be a positive number of millimetres"};
    }
    if (!inside(ruler.a) || !inside(ruler.b)) {
        return Error{ErrorKind::Usage, "ruler",
                     "both points must lie in the photo (" + std::to_string(photo.width()) + " x " +
                         std::to_string(photo.height()) + " px)"};
    }
    if (std::hypot(ruler.b.x - ruler.a.x, ruler.b.y - ruler.a.y) < 2) {
        return Error{ErrorKind::Usage, "ruler", "the two points must be apart"};
    }
    return {};
}

Result<void> checkHints(const Grid<Rgb>& photo, const Hints& hints)
{
    if (int{hints.markerMm.has_value()} + int{hints.ruler.has_value()} + int{hints.mmPerPixel.has_value()} > 1) {
        return Error{ErrorKind::Usage, "calibration", "give one of marker size, ruler and mm per pixel, not several"};
    }
    if (hints.markerMm && !positive(*hints.markerMm)) {
        return Error{ErrorKind::Usage, "marker size", "must be a positive number of millimetres"};
    }
    if (hints.mmPerPixel && !positive(*hints.mmPerPixel)) {
        return Error{ErrorKind::Usage, "mm per pixel", "must be a positive number"};
    }
    if (hints.mmPerPixelSd && (!hints.mmPerPixel || !std::isfinite(*hints.mmPerPixelSd) || *hints.mmPerPixelSd < 0)) {
        return Error{ErrorKind::Usage, "mm per pixel", "its standard deviation must be 0 or more and belong to a typed scale"};
    }
    return hints.ruler ? checkRuler(*hints.ruler, photo) : Result<void>();
}

// Sizes the markers: all as the hint says; without it ours are 20 mm and others only get named.
std::vector<SizedMarker> sized(const std::vector<FoundMarker>& found, const Hints& hints, Warnings& warnings)
{
    std::vector<SizedMarker> out;
    std::string others;
    for (const FoundMarker& marker : found) {
        const bool ours = std::any_of(cardMarkers().begin(), cardMarkers().end(),
                                      [&](const CardMarker& card) { return card.id == marker.id; });
        if (hints.markerMm || ours) {
            out.push_back({marker, hints.markerMm.value_or(kCardMarkerMm)});
        } else {
            others += (others.empty() ? "" : ", ") + std::to_string(marker.id);
        }
    }
    if (out.empty() && !others.empty()) {
        warnings.push_back(
            {WarningCode::NoMarkerFound, "found marker " + others + ", whose size is not known: give it with --marker MM"});
    } else if (out.empty()) {
        warnings.push_back({WarningCode::NoMarkerFound, ""});
    }
    return out;
}

}  // namespace

double sidePx(const FoundMarker& marker)
{
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const Point& a = marker.corners[i];
        const Point& b = marker.corners[(i + 1) % 4];
        sum += std::hypot(b.x - a.x, b.y - a.y);
    }
    return sum / 4;
}

Square squareOf(const SizedMarker& marker)
{
    return {marker.found.corners, marker.mm, std::hypot(marker.found.cornerSdPx, kCornerShare * sidePx(marker.found))};
}

Calibration refused(WarningCode code, std::string reason)
{
    Calibration out;
    out.warnings.push_back({code, std::move(reason)});
    return out;
}

Result<Calibration> calibrate(const Grid<Rgb>& photo, const Hints& hints)
{
    if (photo.empty()) {
        return Error{ErrorKind::Usage, "photo", "is empty"};
    }
    CICATRIX_TRY(checkHints(photo, hints));
    Evidence evidence{photo.width(), photo.height(), hints, {}};
    Warnings warnings;
    if (!hints.ruler && !hints.mmPerPixel) {
        CICATRIX_ASSIGN(const std::vector<FoundMarker> found, findMarkers(photo));
        evidence.markers = sized(found, hints, warnings);
        if (std::any_of(evidence.markers.begin(), evidence.markers.end(),
                        [](const SizedMarker& m) { return m.found.mirrored; })) {
            warnings.push_back({WarningCode::MirroredMarker, "left and right are exchanged in this photo"});
        }
    }
    for (const Method* method : methods()) {
        if (method->applies(evidence)) {
            CICATRIX_ASSIGN(Calibration out, method->calibrate(evidence));
            out.warnings.insert(out.warnings.end(), warnings.begin(), warnings.end());
            return out;
        }
    }
    Calibration none;
    none.warnings = std::move(warnings);
    return none;
}

}  // namespace cicatrix::calibrate
