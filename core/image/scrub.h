// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/byte_reader.h"
#include "core/image/exif.h"

#include <string>
#include <vector>

namespace cicatrix::image {

// One function a format; the file's scan has succeeded, `facts` are what its EXIF block may keep.
[[nodiscard]] Result<Bytes> scrubJpeg(ByteSpan file, const std::string& name, const ExifFacts& facts);
[[nodiscard]] Result<Bytes> scrubPng(ByteSpan file, const std::string& name, const ExifFacts& facts);
[[nodiscard]] Result<Bytes> scrubTiff(ByteSpan file, const std::string& name);
[[nodiscard]] Result<Bytes> scrubBmp(ByteSpan file, const std::string& name);
[[nodiscard]] Result<Bytes> scrubWebp(ByteSpan file, const std::string& name, const ExifFacts& facts);
[[nodiscard]] Result<Bytes> scrubHeic(ByteSpan file, const std::string& name, const ExifFacts& facts);

/// A run of bytes that stays.
struct KeptRange {
    std::size_t at = 0;
    std::size_t size = 0;
};
/// Sets every byte of [from, to) to zero that lies in none of the ranges; the ranges may overlap.
void zeroOutside(Bytes& file, KeptRange within, std::vector<KeptRange> kept);

}  // namespace cicatrix::image
