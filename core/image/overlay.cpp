// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/overlay.h"

#include "core/image/cv_view.h"
#include "core/image/overlay_parts.h"
#include "core/image/resize.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace cicatrix::image {

namespace {

/// Pictures below this long side are enlarged by a whole factor, so that outline and legend can be read.
constexpr int kLegibleSide = 640;

struct Size {
    int width;
    int height;
};

Size paintedSize(const Grid<Rgb>& photo, int longSide)
{
    const int photoSide = std::max(photo.width(), photo.height());
    const double down = std::min(1.0, static_cast<double>(std::max(longSide, 1)) / photoSide);
    const double scale = down < 1 ? down : std::max(1, std::min(kLegibleSide, longSide) / photoSide);
    const auto side = [scale](int pixels) { return std::max(1, static_cast<int>(std::lround(pixels * scale))); };
    return {side(photo.width()), side(photo.height())};
}

void paintTissues(Grid<Rgb>& picture, const LabelMap& labels, double opacity)
{
    std::array<const TissueStyle*, 256> styles{};
    for (const TissueStyle& style : tissueStyles()) {
        styles[static_cast<std::size_t>(style.code)] = &style;
    }
    const int period = std::max(7, letterHeight(picture.width()) * 2 / 3);
    for (int y = 0; y < picture.height(); ++y) {
        const std::span<const std::uint8_t> codes = labels.row(y);
        const std::span<Rgb> row = picture.row(y);
        for (int x = 0; x < picture.width(); ++x) {
            if (const TissueStyle* style = styles[codes[static_cast<std::size_t>(x)]]; style != nullptr) {
                Rgb& pixel = row[static_cast<std::size_t>(x)];
                pixel = tissuePixel(pixel, *style, opacity, patternInk(style->pattern, x, y, period));
            }
        }
    }
}

/// The inverse of the normal distribution function (Winitzki's approximation of erf, 2008, error below 0.01 here).
double probit(double p)
{
    constexpr double kA = 0.147;
    const double v = 2 * p - 1;
    const double log = std::log(1 - v * v);
    const double half = 2 / (std::numbers::pi * kA) + log / 2;
    return std::copysign(std::sqrt(2 * (std::sqrt(half * half - log / kA) - half)), v);
}

/// How much of each painted pixel is wound, blurred by a Gaussian of kEdgeSd px: near a straight border the value at
/// distance d from it is Φ(d / kEdgeSd), so that the distance, and with it a line of exact width, follows from it.
constexpr double kEdgeSd = 1.5;

Grid<float> blurredCoverage(const LabelMap& labels, Size size)
{
    Grid<std::uint8_t> wound(labels.width(), labels.height());
    std::transform(labels.values().begin(), labels.values().end(), wound.values().begin(),
                   [](std::uint8_t code) { return static_cast<std::uint8_t>(isWound(code) ? 255 : 0); });
    Grid<float> coverage(size.width, size.height);
    cv::Mat target = view(coverage);
    cv::Mat scaled;
    const bool shrinks = size.width < labels.width();
    cv::resize(view(wound), scaled, target.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_NEAREST);
    scaled.convertTo(target, CV_32F, 1.0 / 255);
    // Outside the photo there is no wound: the outline closes along the border.
    cv::GaussianBlur(target, target, cv::Size(13, 13), kEdgeSd, kEdgeSd, cv::BORDER_CONSTANT);
    return coverage;
}

/// A line of 2 px in the accent colour with a dark casing of 1 px on both sides, centred on the wound's border.
void paintOutline(Grid<Rgb>& picture, const LabelMap& labels)
{
    const Grid<float> coverage = blurredCoverage(labels, {picture.width(), picture.height()});
    const double weight = std::max(1.0, std::max(picture.width(), picture.height()) / 2048.0);
    const double tail = 0.5 * std::erfc(3.2 / kEdgeSd / std::numbers::sqrt2);
    for (std::size_t i = 0; i < picture.size(); ++i) {
        const double part = coverage.values()[i];
        if (part < tail || part > 1 - tail) {
            continue;
        }
        const double distance = std::abs(kEdgeSd * probit(part));
        Rgb& pixel = picture.values()[i];
        pixel = blend(pixel, kInk, 0.85 * std::clamp(2 * weight + 0.5 - distance, 0.0, 1.0));
        pixel = blend(pixel, kAccent, std::clamp(weight + 0.5 - distance, 0.0, 1.0));
    }
}

/// Each tissue's letter in the middle of its widest part, where it has room.
void paintLetters(Grid<Rgb>& picture, const LabelMap& labels)
{
    const int height = letterHeight(picture.width());
    for (const TissueStyle& style : tissueStyles()) {
        if (style.letter == 0) {
            continue;
        }
        const cv::Mat region = view(labels) == static_cast<int>(style.code);
        cv::Mat distance;
        cv::distanceTransform(region, distance, cv::DIST_L2, cv::DIST_MASK_3);
        double widest = 0;
        cv::Point centre;
        cv::minMaxLoc(distance, nullptr, &widest, nullptr, &centre);
        if (widest > height) {
            paintLetter(picture, style.letter, centre, height);
        }
    }
}

void paintMarkers(Grid<Rgb>& picture, const Calibration& calibration, double scale)
{
    cv::Mat target = view(picture);
    for (const Polygon& marker : calibration.markers) {
        constexpr int kShift = 4;  // sub-pixel bits
        std::vector<cv::Point> corners;
        for (const Point& corner : marker) {
            corners.emplace_back(static_cast<int>(std::lround((corner.x * scale - 0.5) * (1 << kShift))),
                                 static_cast<int>(std::lround((corner.y * scale - 0.5) * (1 << kShift))));
        }
        if (!corners.empty()) {
            cv::polylines(target, corners, true, cv::Scalar(255, 255, 255), 3, cv::LINE_AA, kShift);
            cv::polylines(target, corners, true, cv::Scalar(kAccent.r, kAccent.g, kAccent.b), 1, cv::LINE_AA, kShift);
        }
    }
}

std::vector<LegendEntry> countedEntries(const LabelMap& labels)
{
    std::array<std::int64_t, 256> counts{};
    for (const std::uint8_t code : labels.values()) {
        ++counts[code];
    }
    double wound = 0;
    for (int code = 0; code < 256; ++code) {
        wound += isWound(static_cast<std::uint8_t>(code)) ? static_cast<double>(counts[static_cast<std::size_t>(code)]) : 0;
    }
    std::vector<LegendEntry> entries;
    for (const TissueStyle& style : tissueStyles()) {
        const auto count = static_cast<double>(counts[static_cast<std::size_t>(style.code)]);
        if (count > 0) {
            std::string text(style.english);
            if (wound > 0 && style.code != Tissue::Callus) {
                text += " " + std::to_string(std::lround(100 * count / wound)) + " %";
            }
            entries.push_back({style.code, std::move(text)});
        }
    }
    return entries;
}

/// mm per photo pixel where the wound is; the photo's middle stands in where there is none.
std::optional<double> scaleAtWound(const LabelMap& labels, const Calibration& calibration)
{
    if (!calibration.known() || !calibration.homography) {
        return calibration.known() ? calibration.mmPerPixel : std::nullopt;
    }
    double x = 0;
    double y = 0;
    double count = 0;
    for (int row = 0; row < labels.height(); ++row) {
        for (int column = 0; column < labels.width(); ++column) {
            const double inside = isWound(labels.at(column, row)) ? 1 : 0;
            x += inside * (column + 0.5);
            y += inside * (row + 0.5);
            count += inside;
        }
    }
    return count == 0 ? *calibration.mmPerPixel : std::sqrt(areaScale(*calibration.homography, {x / count, y / count}));
}

}  // namespace

Grid<Rgb> paintOverlay(const Grid<Rgb>& photo, const LabelMap& labels, const Calibration& calibration,
                       const OverlayOptions& options)
{
    assert(photo.width() == labels.width() && photo.height() == labels.height());
    if (photo.empty()) {
        return photo;
    }
    const Size size = paintedSize(photo, options.longSide);
    const double scale = static_cast<double>(size.width) / photo.width();
    Grid<Rgb> picture = resized(photo, size.width, size.height);
    const LabelMap small = resizedLabels(labels, size.width, size.height);
    paintTissues(picture, small, options.opacity);
    paintOutline(picture, labels);
    paintLetters(picture, small);
    if (options.markers) {
        paintMarkers(picture, calibration, scale);
    }
    if (!options.legend) {
        return picture;
    }
    LegendStrip legend;
    legend.entries = options.entries.empty() ? countedEntries(labels) : options.entries;
    const std::optional<double> mmPerPixel = scaleAtWound(labels, calibration);
    legend.bar = scaleBar(mmPerPixel ? std::optional(*mmPerPixel / scale) : std::nullopt, size.width);
    return withLegend(picture, legend);
}

}  // namespace cicatrix::image
