// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/webp_chunks.h"

#include "core/image/limits.h"
#include "core/image/scan.h"

#include <webp/decode.h>

namespace cicatrix::image {

Result<std::vector<WebpChunk>> webpChunks(ByteSpan file, const std::string& name)
{
    const ByteReader reader(file, Endian::Little);
    const std::size_t end = std::size_t{reader.u32(4)} + 8;
    if (end > file.size()) {
        return truncated(name);
    }
    std::vector<WebpChunk> chunks;
    for (std::size_t at = 12; at + 8 <= end;) {
        const std::size_t length = reader.u32(at + 4);
        if (length > end - at - 8) {
            return truncated(name);
        }
        if (chunks.size() >= kMaxParts) {
            return damaged(name, "its WebP chunks are not valid");
        }
        WebpChunk chunk{{}, file.subspan(at + 8, length)};
        for (std::size_t i = 0; i < 4; ++i) {
            chunk.type += static_cast<char>(reader.u8(at + i));
        }
        chunks.push_back(std::move(chunk));
        at += 8 + length + length % 2;
    }
    return chunks;
}

ByteSpan webpExifBlock(const WebpChunk& chunk)
{
    using namespace std::string_view_literals;
    constexpr std::string_view kHead = "Exif\0\0"sv;
    return ByteReader(chunk.content).startsWith(kHead) ? chunk.content.subspan(kHead.size()) : chunk.content;
}

Result<Scan> scanWebp(ByteSpan file, const std::string& name)
{
    CICATRIX_ASSIGN(const std::vector<WebpChunk> chunks, webpChunks(file, name));
    Scan scan;
    bool data = false;
    for (const WebpChunk& chunk : chunks) {
        data = data || chunk.type == "VP8 " || chunk.type == "VP8L";
        if (chunk.type == "EXIF" && scan.exif.empty()) {
            scan.exif = webpExifBlock(chunk);
        } else if (chunk.type == "ICCP" && chunk.content.size() <= kMaxProfileBytes) {
            scan.icc.assign(chunk.content.begin(), chunk.content.end());
        } else if (chunk.type == "ANIM" || chunk.type == "ANMF") {
            return refusal(name, "an animated WebP is not a photo; export one picture of it");
        }
    }
    // The header parser alone: it reads a few bytes of the first frame and allocates nothing.
    WebPBitstreamFeatures features{};
    if (!data || WebPGetFeatures(reinterpret_cast<const std::uint8_t*>(file.data()), file.size(), &features) != VP8_STATUS_OK) {
        return damaged(name, "its WebP header is not valid");
    }
    CICATRIX_TRY(checkSize(features.width, features.height, file, name));
    scan.width = features.width;
    scan.height = features.height;
    return scan;
}

}  // namespace cicatrix::image
