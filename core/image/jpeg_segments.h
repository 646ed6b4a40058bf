// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/byte_reader.h"

#include <vector>

namespace cicatrix::image {

/// A marker segment of a JPEG file. A scan (SOS) includes its entropy-coded data up to the next marker.
struct JpegSegment {
    std::uint8_t marker = 0;
    std::size_t at = 0;    ///< of the 0xFF before the marker
    std::size_t size = 0;  ///< marker, length field, content and, for SOS, coded data
    ByteSpan content;      ///< after the length field; without coded data
};
inline constexpr std::uint8_t kJpegSos = 0xda;
inline constexpr std::uint8_t kJpegEoi = 0xd9;

/// All segments from SOI to EOI, both left out; what follows EOI is not looked at. Without EOI the file is truncated.
[[nodiscard]] Result<std::vector<JpegSegment>> jpegSegments(ByteSpan file, const std::string& name);
/// Whether an APP2 segment carries a piece of the ICC profile.
[[nodiscard]] bool isJpegProfile(const JpegSegment& segment);
[[nodiscard]] bool isJpegExif(const JpegSegment& segment);

}  // namespace cicatrix::image
