// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"

#include <opencv2/core/mat.hpp>

#include <type_traits>

namespace cicatrix::image {

template <typename T>
constexpr int kMatType = std::is_same_v<T, Rgb>     ? CV_8UC3
                         : std::is_same_v<T, float> ? CV_32FC1
                                                    : CV_8UC1;

/// The grid's own memory as a matrix, without a copy; channels stay in the order R, G, B.
template <typename T>
[[nodiscard]] cv::Mat view(Grid<T>& grid)
{
    return cv::Mat(grid.height(), grid.width(), kMatType<T>, grid.data());
}
/// For reading only: OpenCV has no const matrix.
template <typename T>
[[nodiscard]] const cv::Mat view(const Grid<T>& grid)
{
    return cv::Mat(grid.height(), grid.width(), kMatType<T>, const_cast<T*>(grid.data()));
}

}  // namespace cicatrix::image
