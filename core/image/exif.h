// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/photo.h"
#include "core/image/tiff_directory.h"

#include <optional>
#include <string>

namespace cicatrix::image {

/// The only facts of an EXIF block that are ever used or kept: how the photo is held, when and with what it was taken.
/// Owner, place, serial numbers, maker notes, comments and thumbnails are not even read.
struct ExifFacts {
    int orientation = 1;
    std::string make;
    std::string model;
    std::string takenAt;  ///< as EXIF writes it, "2026:03:09 14:05:06"; empty when absent or not a date
    std::optional<Rational> exposureTime;
    std::optional<Rational> fNumber;
    std::optional<Rational> focalLength;
    std::optional<Rational> subjectDistance;  ///< metres
    std::optional<unsigned> iso;
    std::optional<unsigned> flash;
    std::optional<unsigned> whiteBalance;
    std::optional<unsigned> colourSpace;
    std::optional<unsigned> focalLength35;

    [[nodiscard]] std::string camera() const;
    /// "2026-03-09T14:05:06".
    [[nodiscard]] std::optional<std::string> isoTime() const;
    [[nodiscard]] CameraFacts cameraFacts() const;
};

/// Reads a TIFF structure (big or little endian); what is damaged or absent stays empty.
[[nodiscard]] ExifFacts readExif(ByteSpan tiffBlock);
/// Writes the facts and nothing else as a new TIFF structure, without the "Exif\0\0" that JPEG puts before it.
[[nodiscard]] Bytes writeExif(const ExifFacts& facts);

}  // namespace cicatrix::image
