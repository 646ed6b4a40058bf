// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/byte_reader.h"

#include <string>
#include <vector>

namespace cicatrix::image {

/// One chunk of a WebP (RIFF) file.
struct WebpChunk {
    std::string type;  ///< four letters, "VP8 ", "EXIF", …
    ByteSpan content;
};

/// All chunks inside the RIFF frame; a frame longer than the file is truncated.
[[nodiscard]] Result<std::vector<WebpChunk>> webpChunks(ByteSpan file, const std::string& name);
/// The EXIF chunk's TIFF structure: some writers put "Exif\0\0" before it.
[[nodiscard]] ByteSpan webpExifBlock(const WebpChunk& chunk);

}  // namespace cicatrix::image
