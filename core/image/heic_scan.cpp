// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/heic_boxes.h"
#include "core/image/hevc_size.h"
#include "core/image/limits.h"
#include "core/image/scan.h"

#include <algorithm>
#include <vector>

namespace cicatrix::image {

namespace {

constexpr std::size_t kFullBoxHead = 4;

/// Sizes that the container states for its pictures, and that the HEVC streams state for themselves.
struct Claims {
    std::vector<HevcSize> container;
    std::vector<HevcSize> streams;
};

/// A stream larger than its picture would leave pixels that nobody ever decoded (libde265 does not complain); up to a
/// coding block is padding.
bool agree(const Claims& claims)
{
    constexpr std::uint32_t kLargestBlock = 64;
    const auto pads = [](std::uint32_t coded, std::uint32_t shown) { return coded >= shown && coded - shown < kLargestBlock; };
    return std::all_of(claims.streams.begin(), claims.streams.end(), [&](const HevcSize& coded) {
        return std::any_of(claims.container.begin(), claims.container.end(), [&](const HevcSize& shown) {
            // Some writers (libheif 1.15) state the size after the turn.
            return (pads(coded.width, shown.width) && pads(coded.height, shown.height)) ||
                   (pads(coded.width, shown.height) && pads(coded.height, shown.width));
        });
    });
}

/// Reads the sizes that a codec header (hvcC, ISO/IEC 14496-15, 8.3.3.1) claims, and checks them.
Result<void> checkCodecHeader(const ByteReader& file, const HeicBox& box, Claims& claims, const std::string& name)
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
            if (kind == kSequenceSet) {
                const std::optional<HevcSize> size = hevcSpsSize(file.part(at, length));
                if (!size) {
                    return damaged(name, "its codec header is not valid");
                }
                CICATRIX_TRY(checkSize(size->width, size->height, file.bytes(), name));
                claims.streams.push_back(*size);
            }
            at += length;
        }
    }
    return {};
}

/// Walks down iprp/ipco to every claimed size.
Result<void> checkProperties(const ByteReader& file, ByteRange range, Claims& claims, const std::string& name)
{
    CICATRIX_ASSIGN(const std::vector<HeicBox> boxes, heicBoxes(file, range, name));
    for (const HeicBox& box : boxes) {
        if (box.type == "iprp") {
            CICATRIX_TRY(checkProperties(file, box.body(), claims, name));
        } else if (box.type == "ipco") {
            CICATRIX_ASSIGN(const std::vector<HeicBox> properties, heicBoxes(file, box.body(), name));
            for (const HeicBox& property : properties) {
                if (property.type == "hvcC") {
                    CICATRIX_TRY(checkCodecHeader(file, property, claims, name));
                } else if (property.type == "ispe") {
                    const HevcSize size{file.u32(property.bodyAt + kFullBoxHead), file.u32(property.bodyAt + kFullBoxHead + 4)};
                    CICATRIX_TRY(checkSize(size.width, size.height, file.bytes(), name));
                    claims.container.push_back(size);
                }
            }
        }
    }
    return {};
}

/// A picture put together from tiles states its own size (ISO/IEC 23008-12, 6.6.2.3.2): that of its property, and not
/// more than its tiles cover.
Result<void> checkGrid(const ByteReader& file, const HeicItem& item, const Claims& claims, const std::string& name)
{
    for (const ByteRange& extent : item.extents) {
        const std::uint64_t rows = file.u8(extent.at + 2) + std::uint64_t{1};
        const std::uint64_t columns = file.u8(extent.at + 3) + std::uint64_t{1};
        const std::size_t bytes = (file.u8(extent.at + 1) & 1) != 0 ? 4 : 2;
        const std::uint64_t width = file.number(extent.at + 4, bytes);
        const std::uint64_t height = file.number(extent.at + 4 + bytes, bytes);
        const bool stated = std::any_of(claims.container.begin(), claims.container.end(), [&](const HevcSize& size) {
            return (size.width == width && size.height == height) || (size.width == height && size.height == width);
        });
        const bool covered = std::any_of(claims.streams.begin(), claims.streams.end(), [&](const HevcSize& tile) {
            return tile.width * columns >= width && tile.height * rows >= height;
        });
        if (!stated || !covered) {
            return damaged(name, "its sizes contradict each other");
        }
    }
    return {};
}

}  // namespace

Result<Scan> scanHeic(ByteSpan bytes, const std::string& name)
{
    CICATRIX_ASSIGN(const HeicLayout layout, readHeicLayout(bytes, name));
    const ByteReader file(bytes);
    Claims claims;
    for (const HeicBox& box : layout.boxes) {
        if (box.type == "meta") {
            CICATRIX_TRY(
                checkProperties(file, {box.bodyAt + kFullBoxHead, box.end() - box.bodyAt - kFullBoxHead}, claims, name));
        }
    }
    if (claims.container.empty() || !agree(claims)) {
        return damaged(name, claims.container.empty() ? "it holds no picture" : "its sizes contradict each other");
    }
    Scan scan;
    // The largest claim stands for the picture until the codec tells.
    const HevcSize largest =
        *std::max_element(claims.container.begin(), claims.container.end(), [](const HevcSize& a, const HevcSize& b) {
            return std::uint64_t{a.width} * a.height < std::uint64_t{b.width} * b.height;
        });
    scan.width = static_cast<int>(largest.width);
    scan.height = static_cast<int>(largest.height);
    for (const HeicItem& item : layout.items) {
        if (item.type == "Exif" && scan.exif.empty()) {
            scan.exif = heicExifBlock(bytes, item);
        } else if (item.type == "grid") {
            CICATRIX_TRY(checkGrid(file, item, claims, name));
        } else if (item.type == "iovl") {
            return refusal(name, "a HEIC collage is not read; export the photo as JPEG");
        }
    }
    return scan;
}

}  // namespace cicatrix::image
