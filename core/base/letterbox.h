// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace cicatrix {

/// How a picture of width × height is laid into a square of side `size` without distortion (`INF-letterbox`).
struct Letterbox {
    double scale = 1;  ///< r = min(size/height, size/width)
    int width = 0;     ///< floor(width·r + 0.5), at least 1
    int height = 0;
    int left = 0;  ///< padding; left and top get the smaller half
    int top = 0;
    int right = 0;
    int bottom = 0;
};
[[nodiscard]] Letterbox letterbox(int width, int height, int size);

/// First pixels of the tiles of side `tile` that cover `length`, evenly spaced with steps of at most `step`·tile, starts
/// rounded half to even; a shorter length has one tile at 0, to be padded (as nnU-Net's sliding window; `INF-tiles`).
[[nodiscard]] std::vector<int> tileStarts(int length, int tile, double step = 0.5);

/// Gaussian weights of a tile, row-major: a centred delta blurred with sigma = tile/8, truncated at 4 sigma, divided by
/// its maximum, zeros replaced by the smallest non-zero value (`INF-gauss`). `sigmaScale` is sigma / tile.
[[nodiscard]] std::vector<double> gaussianTileWeights(int tile, double sigmaScale = 0.125);

}  // namespace cicatrix
