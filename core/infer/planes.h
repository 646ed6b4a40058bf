// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"
#include "core/base/grid.h"

#include <array>
#include <vector>

/// Pictures as a network sees them: planar floats. No LibTorch and no OpenCV here, so that it also serves the trainer.
namespace cicatrix::infer {

/// `channels` planes of width × height, row-major, one after the other.
struct Planes {
    int width = 0;
    int height = 0;
    int channels = 0;
    std::vector<float> values;

    Planes() = default;
    Planes(int w, int h, int c)
        : width(w), height(h), channels(c),
          values(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * static_cast<std::size_t>(c))
    {
    }
    [[nodiscard]] std::size_t planeSize() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height); }
    [[nodiscard]] float* plane(int c) { return values.data() + planeSize() * static_cast<std::size_t>(c); }
    [[nodiscard]] const float* plane(int c) const { return values.data() + planeSize() * static_cast<std::size_t>(c); }
};

/// Values v of 0 … 255 become (v − mean) / sd.
struct Normalisation {
    std::array<double, 3> mean{127, 127, 127};
    std::array<double, 3> sd{128, 128, 128};
};

/// Size of a picture on its way into a network: drawn at `width` × `height`, laid centrally into a padded canvas.
struct Frame {
    int width = 0;
    int height = 0;
    int left = 0;
    int top = 0;
    int paddedWidth = 0;
    int paddedHeight = 0;
};

/// Rectangle without constant borders (zero padding, letterbox bars): the whole picture where nothing else is left.
[[nodiscard]] PixelRect contentBox(const Grid<Rgb>& photo);

/// Draws the part `area` of the photo into a frame: shrinking averages areas, enlarging is bilinear; the padding has the
/// part's mean colour.
[[nodiscard]] Planes samplePhoto(const Grid<Rgb>& photo, const PixelRect& area, const Frame& frame, const Normalisation& norm);

/// The frame's picture without its padding.
[[nodiscard]] Planes cropped(const Planes& padded, const Frame& frame);

/// The eight mirrorings and quarter turns, in the order of `INF-tta`.
enum class Dihedral { Identity, FlipX, FlipY, Rotate180, Rotate90, Rotate270, Transpose, AntiTranspose };
[[nodiscard]] Planes transformed(const Planes& planes, Dihedral d);
[[nodiscard]] Dihedral inverse(Dihedral d);

}  // namespace cicatrix::infer
