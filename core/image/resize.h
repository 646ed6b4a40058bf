// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"

#include <cstdint>

namespace cicatrix::image {

/// The picture at another size: area average where it shrinks, bilinear where it grows. Width and height at least 1.
[[nodiscard]] Grid<Rgb> resized(const Grid<Rgb>& picture, int width, int height);
/// A label map at another size: the value of the nearest pixel, never a mixture.
[[nodiscard]] Grid<std::uint8_t> resizedLabels(const Grid<std::uint8_t>& labels, int width, int height);

}  // namespace cicatrix::image
