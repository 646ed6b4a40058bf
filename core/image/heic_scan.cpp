// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/heic_boxes.h"
#include "core/image/hevc_size.h"
#include "core/image/limits.h"
#include "core/image/scan.h"

namespace cicatrix::image {

namespace {

constexpr std::size_t kFullBoxHead = 4;

/// Checks the sizes that a codec header (hvcC, ISO/IEC 14496-15, 8.3.3.1) claims.
Result<void> checkCodecHeader(const ByteReader& file, const HeicBox& box, const std::string& name)
{
    constexpr std::size_t kArraysAt = 22;
    constexpr std::uint8_t kSequenceSet = 33;
    std::size_t at = box.bodyAt + kArraysAt;
    const int arrays = file.u8(at++);
    for (int array = 0; array < arrays; ++array) {
        const std::uint8_t kind = file.u8(at) & 0x3f;
        const int units = file.u16(at + 1);
        at += 3;
        for (int unit = 0; unit < units; ++unit) {
            const std::size_t length = file.u16(at);
            at += 2;
            if (at + length > box.end()) {
                return damaged(name, "its codec header is not valid");
            }
            const std::optional<HevcSize> size = kind == kSequenceSet ? hevcSpsSize(file.part(at, length)) : HevcSize{1, 1};
            if (!size) {
                return damaged(name, "its codec header is not valid");
            }
            CICATRIX_TRY(checkSize(size->width, size->height, file.bytes(), name));
            at += length;
        }
    }
    return {};
}

/// Walks down iprp/ipco to every claimed size; the largest one stands for the picture before the codec tells.
Result<void> checkProperties(const ByteReader& file, ByteRange range, Scan& scan, const std::string& name)
{
    CICATRIX_ASSIGN(const std::vector<HeicBox> boxes, heicBoxes(file, range, name));
    for (const HeicBox& box : boxes) {
        if (box.type == "iprp") {
            CICATRIX_TRY(checkProperties(file, box.body(), scan, name));
        } else if (box.type == "ipco") {
            CICATRIX_ASSIGN(const std::vector<HeicBox> properties, heicBoxes(file, box.body(), name));
            for (const HeicBox& property : properties) {
                if (property.type == "hvcC") {
                    CICATRIX_TRY(checkCodecHeader(file, property, name));
                } else if (property.type == "ispe") {
                    const std::uint32_t width = file.u32(property.bodyAt + kFullBoxHead);
                    const std::uint32_t height = file.u32(property.bodyAt + kFullBoxHead + 4);
                    CICATRIX_TRY(checkSize(width, height, file.bytes(), name));
                    if (std::int64_t{width} * height > std::int64_t{scan.width} * scan.height) {
                        scan.width = static_cast<int>(width);
                        scan.height = static_cast<int>(height);
                    }
                }
            }
        }
    }
    return {};
}

/// A picture put together from tiles states its own size (ISO/IEC 23008-12, 6.6.2.3.2).
Result<void> checkGrid(const ByteReader& file, const HeicItem& item, const std::string& name)
{
    for (const ByteRange& extent : item.extents) {
        const std::size_t bytes = (file.u8(extent.at + 1) & 1) != 0 ? 4 : 2;
        CICATRIX_TRY(checkSize(static_cast<std::int64_t>(file.number(extent.at + 4, bytes)),
                               static_cast<std::int64_t>(file.number(extent.at + 4 + bytes, bytes)), file.bytes(), name));
    }
    return {};
}

}  // namespace

Result<Scan> scanHeic(ByteSpan bytes, const std::string& name)
{
    CICATRIX_ASSIGN(const HeicLayout layout, readHeicLayout(bytes, name));
    const ByteReader file(bytes);
    Scan scan;
    for (const HeicBox& box : layout.boxes) {
        if (box.type == "meta") {
            CICATRIX_TRY(checkProperties(file, {box.bodyAt + kFullBoxHead, box.end() - box.bodyAt - kFullBoxHead}, scan, name));
        }
    }
    for (const HeicItem& item : layout.items) {
        if (item.type == "Exif" && scan.exif.empty()) {
            scan.exif = heicExifBlock(bytes, item);
        } else if (item.type == "grid") {
            CICATRIX_TRY(checkGrid(file, item, name));
        } else if (item.type == "iovl") {
            return refusal(name, "a HEIC collage is not read; export the photo as JPEG");
        }
    }
    if (scan.width == 0) {
        return damaged(name, "it holds no picture");
    }
    return scan;
}

}  // namespace cicatrix::image
