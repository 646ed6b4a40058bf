// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/png_chunks.h"

#include "core/image/limits.h"
#include "core/image/scan.h"

#include <algorithm>
#include <cctype>

namespace cicatrix::image {

Result<std::vector<PngChunk>> pngChunks(ByteSpan file, const std::string& name)
{
    const ByteReader reader(file);
    std::vector<PngChunk> chunks;
    std::size_t at = kPngSignatureBytes;
    while (reader.has(at, 12)) {
        const std::size_t length = reader.u32(at);
        std::string type;
        for (std::size_t i = 4; i < 8; ++i) {
            type += static_cast<char>(reader.u8(at + i));
        }
        const bool letters = std::all_of(type.begin(), type.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
        if (!letters || length > 0x7fffffff || chunks.size() >= kMaxParts || (chunks.empty() && type != "IHDR")) {
            return damaged(name, "its PNG chunks are not valid");
        }
        if (!reader.has(at + 8, length + 4)) {
            return truncated(name);
        }
        chunks.push_back({type, at, length + 12, file.subspan(at + 8, length)});
        if (type == "IEND") {
            return chunks;
        }
        at += length + 12;
    }
    return truncated(name);
}

Result<Scan> scanPng(ByteSpan file, const std::string& name)
{
    CICATRIX_ASSIGN(const std::vector<PngChunk> chunks, pngChunks(file, name));
    const ByteReader header(chunks.front().content);
    if (header.size() != 13) {
        return damaged(name, "its PNG header is not valid");
    }
    CICATRIX_TRY(checkSize(header.u32(0), header.u32(4), file, name));
    Scan scan;
    scan.width = static_cast<int>(header.u32(0));
    scan.height = static_cast<int>(header.u32(4));
    bool data = false;
    for (const PngChunk& chunk : chunks) {
        data = data || chunk.type == "IDAT";
        if (chunk.type == "eXIf" && scan.exif.empty()) {
            scan.exif = chunk.content;
        }
    }
    if (!data) {
        return damaged(name, "it holds no picture");
    }
    return scan;
}

}  // namespace cicatrix::image
