// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/resize.h"

#include "core/image/cv_view.h"

#include <opencv2/imgproc.hpp>

namespace cicatrix::image {

Grid<Rgb> resized(const Grid<Rgb>& picture, int width, int height)
{
    if (picture.width() == width && picture.height() == height) {
        return picture;
    }
    Grid<Rgb> out(width, height);
    const bool shrinks = width < picture.width() || height < picture.height();
    cv::Mat target = view(out);
    cv::Mat source = view(picture);
    // Halving, which OpenCV does ten times faster than other factors, changes a mean over an area by rounding alone.
    while (source.cols % 2 == 0 && source.rows % 2 == 0 && source.cols >= 2 * width && source.rows >= 2 * height) {
        cv::Mat half;
        cv::resize(source, half, {source.cols / 2, source.rows / 2}, 0, 0, cv::INTER_AREA);
        source = half;
    }
    cv::resize(source, target, target.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    return out;
}

Grid<std::uint8_t> resizedLabels(const Grid<std::uint8_t>& labels, int width, int height)
{
    Grid<std::uint8_t> out(width, height);
    cv::Mat target = view(out);
    cv::resize(view(labels), target, target.size(), 0, 0, cv::INTER_NEAREST_EXACT);
    return out;
}

}  // namespace cicatrix::image
