// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/packed_dataset.h"

#include <cstdint>
#include <vector>

namespace cicatrix::train {

/// How a training crop is cut from a photo. One random matrix moves photo (bilinear) and masks (nearest) alike.
struct AugmentOptions {
    int size = 320;         ///< side of the square crop
    double scaleLow = 0.7;  ///< zoom against the photo's own pixels, log-uniform
    double scaleHigh = 1.6;
    double rotationDegrees = 45;  ///< uniform ±
    double flip = 0.5;            ///< probability, for each of both directions
    double brightness = 0.15;     ///< uniform ±, of the full range
    double contrast = 0.2;        ///< uniform ± around 1
    double gamma = 0.2;           ///< log-uniform in 1/(1+g) … 1+g
    double saturation = 0.15;     ///< uniform ± around 1
    double hue = 0.02;            ///< uniform ± turns; small, because tissue is read from colour
    double woundCentred = 0.7;    ///< share of crops whose centre lies near a labelled wound pixel
};

/// A crop ready to become tensors: image planes R, G, B of size², 0 … 255; masks of size², or empty.
struct TrainingCrop {
    std::vector<float> image;
    std::vector<std::uint8_t> wound;
    std::vector<std::uint8_t> tissue;
};

/// A pure function of the photo, the options and `key`. Outside the photo the image has its mean colour and the masks
/// are 255 (ignore).
[[nodiscard]] TrainingCrop cutCrop(const PackedRow& row, const PackedPlanes& planes, const AugmentOptions& options,
                                   std::uint64_t key);

}  // namespace cicatrix::train
