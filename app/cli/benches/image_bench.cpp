// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benches/bench.h"

#include "core/base/random.h"
#include "core/base/tissue.h"
#include "core/image/codec.h"
#include "core/image/photo.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <cstdlib>

namespace cicatrix::bench {

namespace {

constexpr int kWidth = 8000;
constexpr int kHeight = 6000;
constexpr int kRepeats = 7;

/// Waves and noise that compress like a photo (about 9 MB as a JPEG).
Grid<Rgb> testPhoto()
{
    Grid<Rgb> photo(kWidth, kHeight);
    SplitMix64 random(48);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const double wave = 60 * std::sin(x / 97.0) * std::cos(y / 131.0) + 30 * std::sin((x + 2 * y) / 23.0);
            const auto noise = static_cast<double>(random.next() & 7);
            const auto channel = [&](double base) { return static_cast<std::uint8_t>(base + wave / 2 + noise); };
            photo.at(x, y) = {channel(180), channel(130), channel(110)};
        }
    }
    return photo;
}

LabelMap testMask()
{
    LabelMap mask(kWidth, kHeight);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const double radius = std::hypot(x - 4000.0, y - 3000.0) + 120 * std::sin(std::atan2(y - 3000.0, x - 4000.0) * 9);
            mask.at(x, y) = static_cast<std::uint8_t>(radius > 1400 ? 0 : radius > 1000 ? 1 : 2);
        }
    }
    return mask;
}

/// A failure here would make the times meaningless.
template <typename T>
T expected(Result<T> result)
{
    if (!result) {
        std::abort();
    }
    return std::move(*result);
}

cv::Mat asMatrix(const Bytes& file) { return {1, static_cast<int>(file.size()), CV_8UC1, const_cast<std::byte*>(file.data())}; }

void plainPyramid(const Bytes& file)
{
    std::vector<cv::Mat> levels{cv::imdecode(asMatrix(file), cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION)};
    while (std::max(levels.back().cols, levels.back().rows) > 256) {
        cv::Mat half;
        cv::resize(levels.back(), half, cv::Size((levels.back().cols + 1) / 2, (levels.back().rows + 1) / 2), 0, 0,
                   cv::INTER_AREA);
        levels.push_back(half);
    }
}

}  // namespace

std::vector<BenchResult> benchImage()
{
    const Bytes file = expected(image::encodeJpeg(testPhoto(), 85));
    const LabelMap mask = testMask();
    const cv::Mat maskMatrix(kHeight, kWidth, CV_8UC1, const_cast<std::uint8_t*>(mask.data()));
    std::vector<BenchResult> results;
    results.push_back(compare(
        {"48 MP JPEG: first picture", "cv::imdecode REDUCED_COLOR_4", 1.25},
        [&] { expected(image::decodePreview(file, "bench.jpg", kWidth / 4)); },
        [&] { (void)cv::imdecode(asMatrix(file), cv::IMREAD_REDUCED_COLOR_4 | cv::IMREAD_IGNORE_ORIENTATION); }, kRepeats));
    results.push_back(compare(
        {"48 MP JPEG: full picture and pyramid", "cv::imdecode + INTER_AREA chain", 1.2},
        [&] { (void)image::pyramid(expected(image::decodePhoto(file, "bench.jpg")).pixels); }, [&] { plainPyramid(file); },
        kRepeats));
    results.push_back(compare(
        {"48 MP mask: encode PNG", "cv::imencode", 1.2}, [&] { expected(image::encodePng(mask)); },
        [&] {
            std::vector<std::uint8_t> out;
            cv::imencode(".png", maskMatrix, out);
        },
        kRepeats));
    return results;
}

}  // namespace cicatrix::bench
