// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/scrub.h"
#include "core/image/webp_chunks.h"

#include <algorithm>
#include <array>

namespace cicatrix::image {

namespace {

void writeChunk(ByteWriter& out, std::string_view type, ByteSpan content)
{
    out.text(type);
    out.u32(static_cast<std::uint32_t>(content.size()));
    out.bytes(content);
    out.number(0, content.size() % 2);
}

/// VP8X without its XMP flag; the rest of the flags stays true.
Bytes extendedHeader(const WebpChunk& chunk)
{
    constexpr std::byte kXmpFlag{0x04};
    Bytes header(chunk.content.begin(), chunk.content.end());
    if (!header.empty()) {
        header.front() &= ~kXmpFlag;
    }
    return header;
}

}  // namespace

Result<Bytes> scrubWebp(ByteSpan file, const std::string& name, const ExifFacts& facts)
{
    constexpr std::array<std::string_view, 4> kKept{"VP8 ", "VP8L", "ALPH", "ICCP"};
    CICATRIX_ASSIGN(const std::vector<WebpChunk> chunks, webpChunks(file, name));
    ByteWriter body(Endian::Little);
    bool exifWritten = false;
    for (const WebpChunk& chunk : chunks) {
        if (chunk.type == "VP8X") {
            writeChunk(body, chunk.type, extendedHeader(chunk));
        } else if (chunk.type == "EXIF" && !exifWritten) {
            writeChunk(body, chunk.type, writeExif(facts));
            exifWritten = true;
        } else if (std::find(kKept.begin(), kKept.end(), chunk.type) != kKept.end()) {
            writeChunk(body, chunk.type, chunk.content);
        }
    }
    ByteWriter out(Endian::Little);
    out.text("RIFF");
    out.u32(static_cast<std::uint32_t>(body.size() + 4));
    out.text("WEBP");
    out.bytes(body.take());
    return out.take();
}

}  // namespace cicatrix::image
