// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/bmp_layout.h"

#include "core/image/limits.h"
#include "core/image/scan.h"

namespace cicatrix::image {

namespace {

constexpr std::size_t kFileHeader = 14;
constexpr std::size_t kCoreHeader = 12;
constexpr std::size_t kInfoHeader = 40;
constexpr std::size_t kV5Header = 124;

/// Palette and channel masks that follow from the header's size, compression (0 = none, 3 and 6 = masks) and bits.
Result<void> readColours(const ByteReader& file, std::size_t headerBytes, BmpLayout& layout, const std::string& name)
{
    const std::uint32_t compression = headerBytes >= kInfoHeader ? file.u32(30) : 0;
    if (compression != 0 && compression != 3 && compression != 6) {
        return refusal(name, "a compressed BMP is not read; export the photo as PNG or JPEG");
    }
    layout.paletteAt = kFileHeader + headerBytes;
    if (layout.bits <= 8) {
        const std::size_t most = std::size_t{1} << layout.bits;
        const std::size_t used = headerBytes >= kInfoHeader ? file.u32(46) : 0;
        layout.paletteCount = used == 0 ? most : std::min(used, most);
        layout.paletteStride = headerBytes == kCoreHeader ? 3 : 4;
        if (!file.has(layout.paletteAt, layout.paletteCount * layout.paletteStride)) {
            return truncated(name);
        }
    }
    if (compression != 0) {
        layout.masks = {file.u32(54), file.u32(58), file.u32(62)};
    } else if (layout.bits == 16) {
        layout.masks = {0x7c00, 0x03e0, 0x001f};
    } else {
        layout.masks = {0xff0000, 0x00ff00, 0x0000ff};
    }
    const bool masked = layout.bits == 16 || layout.bits == 32;
    if (masked && (layout.masks[0] == 0 || layout.masks[1] == 0 || layout.masks[2] == 0)) {
        return damaged(name, "its colour masks are not valid");
    }
    return {};
}

void readProfile(const ByteReader& file, BmpLayout& layout)
{
    constexpr std::uint32_t kLinked = 0x4c494e4b;    // 'LINK'
    constexpr std::uint32_t kEmbedded = 0x4d424544;  // 'MBED'
    const std::uint32_t kind = file.u32(kFileHeader + 56);
    const std::size_t at = kFileHeader + std::size_t{file.u32(kFileHeader + 112)};
    const std::size_t bytes = file.u32(kFileHeader + 116);
    if ((kind == kLinked || kind == kEmbedded) && bytes <= kMaxProfileBytes && at >= layout.end() && file.has(at, bytes)) {
        layout.profileAt = at;
        layout.profileBytes = bytes;
        layout.profileIsPath = kind == kLinked;
    }
}

}  // namespace

Result<BmpLayout> readBmpLayout(ByteSpan bytes, const std::string& name)
{
    const ByteReader file(bytes, Endian::Little);
    const std::size_t headerBytes = file.u32(14);
    if ((headerBytes != kCoreHeader && headerBytes < kInfoHeader) || headerBytes > kV5Header) {
        return damaged(name, "its BMP header is not valid");
    }
    if (!file.has(kFileHeader, headerBytes)) {
        return truncated(name);
    }
    const bool core = headerBytes == kCoreHeader;
    const std::int64_t width = core ? file.u16(18) : static_cast<std::int32_t>(file.u32(18));
    const std::int64_t height = core ? file.u16(20) : static_cast<std::int32_t>(file.u32(22));
    CICATRIX_TRY(checkSize(width, height < 0 ? -height : height, bytes, name));
    BmpLayout layout;
    layout.width = static_cast<int>(width);
    layout.height = static_cast<int>(height < 0 ? -height : height);
    layout.topDown = height < 0;
    layout.bits = file.u16(core ? 24 : 28);
    constexpr std::array kBits{1, 4, 8, 16, 24, 32};
    if (std::find(kBits.begin(), kBits.end(), layout.bits) == kBits.end()) {
        return damaged(name, "it claims " + std::to_string(layout.bits) + " bits a pixel");
    }
    CICATRIX_TRY(readColours(file, headerBytes, layout, name));
    layout.pixelsAt = file.u32(10);
    layout.rowBytes = (static_cast<std::size_t>(layout.width) * static_cast<std::size_t>(layout.bits) + 31) / 32 * 4;
    if (layout.pixelsAt < kFileHeader + headerBytes) {
        return damaged(name, "its BMP header is not valid");
    }
    if (layout.end() > bytes.size()) {
        return truncated(name);
    }
    if (headerBytes == kV5Header) {
        readProfile(file, layout);
    }
    return layout;
}

Result<Scan> scanBmp(ByteSpan file, const std::string& name)
{
    CICATRIX_ASSIGN(const BmpLayout layout, readBmpLayout(file, name));
    Scan scan;
    scan.width = layout.width;
    scan.height = layout.height;
    if (!layout.profileIsPath) {
        const ByteSpan profile = file.subspan(layout.profileAt, layout.profileBytes);
        scan.icc.assign(profile.begin(), profile.end());
    }
    return scan;
}

}  // namespace cicatrix::image
