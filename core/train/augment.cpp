// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/augment.h"

#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace cicatrix::train {

namespace {

constexpr std::uint8_t kIgnore = 255;

/// Crop pixel (column, row) → photo position, both at pixel centres.
struct Placement {
    double ax, bx, cx;  ///< x = ax·column + bx·row + cx
    double ay, by, cy;
};

struct Colour {
    std::array<float, 256> curve;  ///< gamma
    std::array<float, 9> matrix;   ///< hue and saturation, then contrast
    float offset;                  ///< brightness, and contrast about mid-grey
};

struct Point {
    double x, y;
};

/// A random pixel that `wanted` accepts, or nothing.
template <typename Predicate>
bool pickPixel(std::span<const std::uint8_t> plane, Predicate wanted, SplitMix64& random, std::size_t& picked)
{
    const auto count = static_cast<std::uint64_t>(std::count_if(plane.begin(), plane.end(), wanted));
    std::uint64_t skip = random.below(std::max<std::uint64_t>(count, 1));
    for (std::size_t i = 0; i < plane.size(); ++i) {
        if (wanted(plane[i]) && skip-- == 0) {
            picked = i;
            return true;
        }
    }
    return false;
}

Point drawCentre(const PackedRow& row, const PackedPlanes& planes, const AugmentOptions& options, SplitMix64& random)
{
    const bool centred = random.uniform() < options.woundCentred;
    const double u = random.uniform();
    const double v = random.uniform();
    std::size_t pixel = 0;
    const bool found =
        centred && (pickPixel(
                        planes.tissue, [](std::uint8_t code) { return code != 0 && code != kIgnore; }, random, pixel) ||
                    pickPixel(
                        planes.wound, [](std::uint8_t value) { return value == 1; }, random, pixel));
    if (!found) {
        return {u * row.width, v * row.height};
    }
    const auto width = static_cast<std::size_t>(row.width);
    const double reach = 0.6 * options.size;  // the wound pixel stays within the crop at zoom 1, anywhere but the rim
    return {static_cast<double>(pixel % width) + (u - 0.5) * reach, static_cast<double>(pixel / width) + (v - 0.5) * reach};
}

Placement drawPlacement(const PackedRow& row, const PackedPlanes& planes, const AugmentOptions& options, SplitMix64& random)
{
    const double zoom = options.scaleLow * std::pow(options.scaleHigh / options.scaleLow, random.uniform());
    const double angle = options.rotationDegrees * random.uniform(-1, 1) * std::numbers::pi / 180;
    const double flipX = random.uniform() < options.flip ? -1 : 1;
    const double flipY = random.uniform() < options.flip ? -1 : 1;
    const Point centre = drawCentre(row, planes, options, random);
    Placement place{};
    place.ax = flipX * std::cos(angle) / zoom;
    place.bx = -flipY * std::sin(angle) / zoom;
    place.ay = flipX * std::sin(angle) / zoom;
    place.by = flipY * std::cos(angle) / zoom;
    const double middle = (options.size - 1) / 2.0;
    place.cx = centre.x - (place.ax + place.bx) * middle;
    place.cy = centre.y - (place.ay + place.by) * middle;
    return place;
}

/// Rotation of the colour plane about the grey axis by `hue` turns, times saturation, times contrast.
Colour drawColour(const AugmentOptions& options, SplitMix64& random)
{
    const double gamma = std::pow(1 + options.gamma, random.uniform(-1, 1));
    const double contrast = 1 + options.contrast * random.uniform(-1, 1);
    const double saturation = 1 + options.saturation * random.uniform(-1, 1);
    const double turn = 2 * std::numbers::pi * options.hue * random.uniform(-1, 1);
    const double brightness = 255 * options.brightness * random.uniform(-1, 1);
    Colour colour{};
    for (int value = 0; value < 256; ++value) {
        colour.curve[static_cast<std::size_t>(value)] = static_cast<float>(255 * std::pow(value / 255.0, gamma));
    }
    const double third = (1 - std::cos(turn)) / 3;
    const double root = std::sin(turn) / std::numbers::sqrt3;
    const std::array<double, 9> rotation{std::cos(turn) + third, third - root,           third + root,
                                         third + root,           std::cos(turn) + third, third - root,
                                         third - root,           third + root,           std::cos(turn) + third};
    for (std::size_t i = 0; i < rotation.size(); ++i) {
        colour.matrix[i] = static_cast<float>(contrast * (saturation * rotation[i] + (1 - saturation) / 3));
    }
    colour.offset = static_cast<float>(brightness + 127.5 * (1 - contrast));
    return colour;
}

std::array<float, 3> meanColour(std::span<const Rgb> pixels)
{
    std::array<std::uint64_t, 3> sums{};
    for (const Rgb& pixel : pixels) {
        sums[0] += pixel.r;
        sums[1] += pixel.g;
        sums[2] += pixel.b;
    }
    const auto count = static_cast<float>(pixels.size());
    return {static_cast<float>(sums[0]) / count, static_cast<float>(sums[1]) / count, static_cast<float>(sums[2]) / count};
}

/// Bilinear value at (x, y) after the gamma curve; positions within half a pixel of the rim take the rim's value.
std::array<float, 3> sampleAt(const PackedRow& row, const PackedPlanes& planes, const Colour& colour, Point at)
{
    const double left = std::clamp(at.x, 0.0, row.width - 1.0);
    const double top = std::clamp(at.y, 0.0, row.height - 1.0);
    const int x0 = static_cast<int>(left);
    const int y0 = static_cast<int>(top);
    const std::size_t width = static_cast<std::size_t>(row.width);
    const std::size_t right = x0 + 1 < row.width ? 1 : 0;
    const std::size_t below = y0 + 1 < row.height ? width : 0;
    const Rgb* pixel = planes.rgb.data() + static_cast<std::size_t>(y0) * width + static_cast<std::size_t>(x0);
    const float fx = static_cast<float>(left - x0);
    const float fy = static_cast<float>(top - y0);
    const auto blend = [&](std::uint8_t Rgb::*channel) {
        const float upper = colour.curve[pixel->*channel] * (1 - fx) + colour.curve[pixel[right].*channel] * fx;
        const float lower = colour.curve[pixel[below].*channel] * (1 - fx) + colour.curve[pixel[below + right].*channel] * fx;
        return upper * (1 - fy) + lower * fy;
    };
    return {blend(&Rgb::r), blend(&Rgb::g), blend(&Rgb::b)};
}

}  // namespace

TrainingCrop cutCrop(const PackedRow& row, const PackedPlanes& planes, const AugmentOptions& options, std::uint64_t key)
{
    SplitMix64 random(key);
    const Placement place = drawPlacement(row, planes, options, random);
    const Colour colour = drawColour(options, random);
    const std::array<float, 3> mean = meanColour(planes.rgb);
    const auto side = static_cast<std::size_t>(options.size);
    const std::size_t count = side * side;
    TrainingCrop crop;
    crop.image.resize(3 * count);
    crop.wound.assign(row.hasWound ? count : 0, kIgnore);
    crop.tissue.assign(row.hasTissue ? count : 0, kIgnore);
    for (std::size_t line = 0; line < side; ++line) {
        for (std::size_t column = 0; column < side; ++column) {
            const auto c = static_cast<double>(column);
            const auto l = static_cast<double>(line);
            const double x = place.ax * c + place.bx * l + place.cx;
            const double y = place.ay * c + place.by * l + place.cy;
            const bool inside = x > -0.5 && y > -0.5 && x < row.width - 0.5 && y < row.height - 0.5;
            const std::array<float, 3> value = inside ? sampleAt(row, planes, colour, {x, y}) : mean;
            const std::size_t at = line * side + column;
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const float* weights = colour.matrix.data() + 3 * channel;
                const float mixed = weights[0] * value[0] + weights[1] * value[1] + weights[2] * value[2] + colour.offset;
                crop.image[channel * count + at] = std::clamp(mixed, 0.0F, 255.0F);
            }
            if (inside) {
                const std::size_t source = static_cast<std::size_t>(std::lround(y)) * static_cast<std::size_t>(row.width) +
                                           static_cast<std::size_t>(std::lround(x));
                if (row.hasWound) {
                    crop.wound[at] = planes.wound[source];
                }
                if (row.hasTissue) {
                    crop.tissue[at] = planes.tissue[source];
                }
            }
        }
    }
    return crop;
}

}  // namespace cicatrix::train
