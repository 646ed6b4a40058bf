// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"

namespace cicatrix::image {

/// The picture as EXIF orientation 1…8 wants it seen (TIFF 6.0, tag 274): 6 turns it clockwise, 8 counter-clockwise.
[[nodiscard]] Grid<Rgb> oriented(Grid<Rgb> picture, int orientation);

}  // namespace cicatrix::image
