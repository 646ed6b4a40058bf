// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"
#include "core/base/result.h"
#include "core/base/warning.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cicatrix::image {

/// What the camera says about the exposure; empty where the file does not tell.
struct CameraFacts {
    std::optional<double> focalLengthMm;
    std::optional<double> focalLength35Mm;  ///< equivalent for a 36 × 24 mm frame
    std::optional<double> subjectDistanceMm;
    friend bool operator==(const CameraFacts&, const CameraFacts&) = default;
};

/// A photo as everything behind works on it: upright, sRGB, 8 bits a channel.
struct DecodedPhoto {
    Photo pixels;                        ///< orientation and colour profile already applied
    int orientation = 1;                 ///< the file's EXIF orientation (1…8) that was applied; 1 for HEIC
    std::string format;                  ///< "jpeg", "png", "tiff", "bmp", "webp", "heic"
    std::optional<std::string> takenAt;  ///< local date and time of exposure, "2026-03-09T14:05:06"
    std::string camera;                  ///< maker and model; empty when not known
    CameraFacts facts;
    Warnings warnings;
};

/// Decodes a photo of any origin: told by its first bytes, checked by a bounded scan of our own (`limits.h`) before a
/// codec sees it. Truncated, damaged, oversized and foreign files are BadInput naming `name` and the reason.
[[nodiscard]] Result<DecodedPhoto> decodePhoto(std::span<const std::byte> file, const std::string& name);

/// A quick first picture, reduced by a whole power of two as far as its long side stays at or above `longSide`. JPEG
/// is reduced while decoding (1/2, 1/4, 1/8); the others are decoded and then reduced.
[[nodiscard]] Result<DecodedPhoto> decodePreview(std::span<const std::byte> file, const std::string& name, int longSide);

/// The photo and its halves (area averages, sizes rounded up), down to a long side of at most 256 px; [0] is `photo`.
[[nodiscard]] std::vector<Photo> pyramid(Photo photo);

}  // namespace cicatrix::image
