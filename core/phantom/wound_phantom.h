// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/grid.h"
#include "core/base/tissue.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace cicatrix::phantom {

// Scene frame: millimetres in the skin's plane, x to the right, y down, origin where the camera aims.

/// One term of a blob's outline: relative amplitude · cos(order · θ + phase).
struct Harmonic {
    int order = 2;
    double amplitude = 0;
    double phase = 0;
};

/// A smooth closed curve r(θ) = radiusMm · (1 + Σ harmonics), stretched by `aspect` along its own x axis (and by
/// 1/aspect along y, so that the area stays), then turned and moved. Non-convex where the amplitudes are large.
struct Blob {
    Point centreMm;
    double radiusMm = 15;
    double aspect = 1;
    double rotationDeg = 0;
    std::vector<Harmonic> harmonics;
};

/// Wanted shares of the open wound bed; they need not sum to 1 (they are normalised).
struct TissueMix {
    double granulation = 0.7;
    double slough = 0.2;
    double necrosis = 0;
    double epithelium = 0.1;
};

/// A printed piece laid on the skin: the whole card, one half of the cut card, or a lone marker with its quiet zone.
struct Print {
    enum class Kind { Card, LeftHalf, RightHalf, Marker };
    Kind kind = Kind::Card;
    Point centreMm;  ///< centre of the whole card, of the half, or of the lone marker
    double rotationDeg = 0;
    double scale = 1;      ///< printed size / nominal size
    double heightMm = 0;   ///< how much nearer to the camera than the wound's plane
    int id = 0;            ///< lone marker only
    double markerMm = 20;  ///< lone marker only
    bool mirrored = false;
};

/// Pinhole camera with its principal point in the middle of the picture.
struct Camera {
    int widthPx = 1600;
    int heightPx = 1200;
    double pxPerMm = 8;  ///< at the aim; focal length in px = pxPerMm · distanceMm
    double distanceMm = 300;
    double tiltDeg = 0;     ///< angle between optical axis and the skin's normal
    double azimuthDeg = 0;  ///< direction in which the skin recedes
    double rollDeg = 0;
    double blurPx = 0.8;  ///< Gaussian SD of the point spread
    bool mirrored = false;
};

struct Light {
    double exposure = 1;
    double warmth = 0;       ///< −1 (cold) … 1 (warm)
    double gradient = 0.15;  ///< relative fall of brightness over half the picture
    double gradientDeg = 30;
    double vignette = 0.2;         ///< relative loss in the corners
    double noise = 0.008;          ///< SD of sensor noise relative to white, at mid grey
    std::optional<Point> glareMm;  ///< centre of a reflection that saturates the sensor
    double glareRadiusMm = 6;
};

struct WoundScene {
    std::uint64_t seed = 1;      ///< of every texture
    double itaDeg = 45;          ///< skin tone: individual typology angle (clinical.md 9)
    std::vector<Blob> openings;  ///< of one wound; must not overlap. Empty: healed skin with a scar at the origin
    std::vector<Blob> islands;   ///< skin inside an opening: holes; must not overlap or cross an opening's edge
    TissueMix tissue;
    double depthMm = 1.5;          ///< how deep the bed looks; the geometry stays flat
    double moisture = 0.6;         ///< 0 dry … 1 wet: highlights
    double callusMm = 0;           ///< width of a callus rim outside the openings
    double erythema = 0.4;         ///< redness round the wound, 0 … 1
    double maceration = 0.1;       ///< white wet skin round the wound, 0 … 1
    double limbHalfWidthMm = 0;    ///< > 0: the limb's half width, cloth beyond it
    double limbDirectionDeg = 90;  ///< axis of the limb in the scene
    Rgb cloth{86, 124, 150};
    std::vector<Print> prints;
    Camera camera;
    Light light;
};

/// A printed marker's true corners in px, clockwise from the marker's own top left.
struct MarkerTruth {
    int id = 0;
    Polygon cornersPx;
};

/// A picture and everything that is exactly true of it.
struct PhantomPhoto {
    Grid<Rgb> photo;
    LabelMap truth;       ///< tissue at each pixel's centre; islands are background
    Homography pxToMm{};  ///< of the wound's plane
    double areaCm2 = 0;   ///< open area: openings minus islands
    double areaOutlineCm2 = 0;
    double perimeterMm = 0;             ///< outer contours
    double lengthMm = 0;                ///< greatest extent of the largest opening
    double widthMm = 0;                 ///< its greatest chord at 90° to that, from outermost edge to outermost edge
    std::array<double, 7> tissueCm2{};  ///< by tissue code; wound codes add up to areaCm2
    std::vector<Polygon> openingsMm;    ///< fine polygons
    std::vector<Polygon> islandsMm;
    std::vector<MarkerTruth> markers;
};

/// Draws the scene. Pure: the same scene gives the same bytes. Edges are supersampled through the true homography.
[[nodiscard]] PhantomPhoto drawPhantom(const WoundScene& scene);

/// Blob's outline with `count` vertices, mm.
[[nodiscard]] Polygon outline(const Blob& blob, int count = 2048);
/// The map px → mm of the plane `heightMm` above the skin.
[[nodiscard]] Homography pxToMm(const Camera& camera, double heightMm = 0);

}  // namespace cicatrix::phantom
