// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/quality.h"

#include "core/image/cv_view.h"
#include "core/image/resize.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace cicatrix::image {

namespace {

/// Long side at which sharpness and light are judged; what cannot be seen at this size does not harm a measurement.
constexpr int kJudgedSide = 1024;
/// Blur by Crete et al. 2007 (0 = sharp, 1 = flat). 44 photos of four public sets: 0.26…0.48; blurred by a Gaussian of
/// 0.2 % of the long side 0.54 at the median, of 0.3 % 0.65.
constexpr double kBlurred = 0.60;
constexpr double kBurntShare = 0.10;
constexpr double kDarkMedian = 45;
constexpr int kMessengerSide = 2048;
constexpr double kNearMm = 150;
/// 35 mm equivalent; phones' main lenses have 23–28 mm, the ultra-wide ones 13–16 mm.
constexpr double kWideAngle35Mm = 30;

/// The middle of the picture, where the wound is: 70 % of each side.
cv::Mat middle(const cv::Mat& picture)
{
    const int marginX = picture.cols * 15 / 100;
    const int marginY = picture.rows * 15 / 100;
    return picture(cv::Rect(marginX, marginY, picture.cols - 2 * marginX, picture.rows - 2 * marginY));
}

cv::Mat judgedGrey(const Grid<Rgb>& photo)
{
    const int longSide = std::max(photo.width(), photo.height());
    const double scale = std::min(1.0, static_cast<double>(kJudgedSide) / longSide);
    const auto side = [scale](int pixels) { return std::max(1, static_cast<int>(std::lround(pixels * scale))); };
    const Grid<Rgb> small = resized(photo, side(photo.width()), side(photo.height()));
    cv::Mat grey;
    cv::cvtColor(view(small), grey, cv::COLOR_RGB2GRAY);
    return grey;
}

/// Crete's measure along one axis: how much of the variation between neighbours survives a strong blur.
double blurAlong(const cv::Mat& grey, cv::Point direction)
{
    constexpr int kTaps = 9;
    cv::Mat blurred;
    cv::blur(grey, blurred, direction.x != 0 ? cv::Size(kTaps, 1) : cv::Size(1, kTaps));
    const cv::Rect first(0, 0, grey.cols - direction.x, grey.rows - direction.y);
    const cv::Rect second(direction.x, direction.y, first.width, first.height);
    cv::Mat before;
    cv::Mat after;
    cv::absdiff(grey(first), grey(second), before);
    cv::absdiff(blurred(first), blurred(second), after);
    cv::Mat lost;
    cv::subtract(before, after, lost);  // saturates at 0
    const double total = cv::sum(before)[0];
    return total > 0 ? (total - cv::sum(lost)[0]) / total : 1;
}

void judgeLight(const cv::Mat& grey, Warnings& warnings)
{
    // Pure black is a border that some sets and programs add, not shade.
    std::array<double, 256> counts{};
    double total = 0;
    for (int y = 0; y < grey.rows; ++y) {
        for (const std::uint8_t* value = grey.ptr(y); value != grey.ptr(y) + grey.cols; ++value) {
            counts[*value] += *value > 0 ? 1 : 0;
            total += *value > 0 ? 1 : 0;
        }
    }
    double burnt = 0;
    for (std::size_t value = 250; value < counts.size(); ++value) {
        burnt += counts[value];
    }
    std::size_t median = 1;
    for (double below = counts[1]; below < total / 2 && median < 255; below += counts[median]) {
        ++median;
    }
    if (burnt > kBurntShare * total && total > 0) {
        warnings.push_back({WarningCode::Overexposed, {}});
    }
    if (static_cast<double>(median) < kDarkMedian) {
        warnings.push_back({WarningCode::Underexposed, {}});
    }
}

void judgeCamera(const DecodedPhoto& photo, Warnings& warnings)
{
    const int longSide = std::max(photo.pixels->width(), photo.pixels->height());
    if (longSide <= kMessengerSide && photo.camera.empty()) {
        warnings.push_back({WarningCode::LowResolution, std::to_string(photo.pixels->width()) + " x " +
                                                            std::to_string(photo.pixels->height()) + " and no camera data"});
    }
    const CameraFacts& facts = photo.facts;
    const bool wide = facts.focalLength35Mm && *facts.focalLength35Mm < kWideAngle35Mm;
    if (wide && facts.subjectDistanceMm && *facts.subjectDistanceMm < kNearMm) {
        warnings.push_back({WarningCode::CloseWideAngle, std::to_string(std::lround(*facts.subjectDistanceMm)) + " mm away"});
    }
}

}  // namespace

Warnings qualityWarnings(const DecodedPhoto& photo)
{
    Warnings warnings;
    if (!photo.pixels || photo.pixels->empty()) {
        return warnings;
    }
    const cv::Mat grey = middle(judgedGrey(*photo.pixels));
    if (grey.cols >= 16 && grey.rows >= 16) {
        if (std::max(blurAlong(grey, {1, 0}), blurAlong(grey, {0, 1})) > kBlurred) {
            warnings.push_back({WarningCode::Blurred, {}});
        }
        judgeLight(grey, warnings);
    }
    judgeCamera(photo, warnings);
    return warnings;
}

}  // namespace cicatrix::image
