// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/byte_reader.h"

#include <string>
#include <vector>

namespace cicatrix::image {

/// One chunk of a PNG file.
struct PngChunk {
    std::string type;
    std::size_t at = 0;    ///< of the length field
    std::size_t size = 0;  ///< length, type, content, check sum
    ByteSpan content;
};
inline constexpr std::size_t kPngSignatureBytes = 8;

/// All chunks from IHDR to IEND, both included; what follows IEND is not looked at. Without IEND the file is truncated.
[[nodiscard]] Result<std::vector<PngChunk>> pngChunks(ByteSpan file, const std::string& name);

}  // namespace cicatrix::image
