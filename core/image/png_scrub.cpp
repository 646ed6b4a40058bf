// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/png_chunks.h"
#include "core/image/scrub.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace cicatrix::image {

namespace {

void writeChunk(ByteWriter& out, std::string_view type, ByteSpan content)
{
    ByteWriter body;
    body.text(type);
    body.bytes(content);
    const Bytes bytes = body.take();
    out.u32(static_cast<std::uint32_t>(content.size()));
    out.bytes(bytes);
    out.u32(
        static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()))));
}

}  // namespace

Result<Bytes> scrubPng(ByteSpan file, const std::string& name, const ExifFacts& facts)
{
    constexpr std::array<std::string_view, 11> kKept{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                                     "cHRM", "sRGB", "iCCP", "sBIT", "pHYs"};
    CICATRIX_ASSIGN(const std::vector<PngChunk> chunks, pngChunks(file, name));
    ByteWriter out;
    out.bytes(file.first(kPngSignatureBytes));
    bool exifDue = std::any_of(chunks.begin(), chunks.end(), [](const PngChunk& chunk) { return chunk.type == "eXIf"; });
    for (const PngChunk& chunk : chunks) {
        if (exifDue && chunk.type == "IDAT") {
            writeChunk(out, "eXIf", writeExif(facts));
            exifDue = false;
        }
        if (std::find(kKept.begin(), kKept.end(), chunk.type) != kKept.end()) {
            out.bytes(file.subspan(chunk.at, chunk.size));
        }
    }
    return out.take();
}

}  // namespace cicatrix::image
