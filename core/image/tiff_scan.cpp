// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/limits.h"
#include "core/image/scan.h"
#include "core/image/tiff_directory.h"
#include "core/image/tiff_tags.h"

#include <algorithm>
#include <array>

namespace cicatrix::image {

namespace {

/// The numbers that say how the picture is stored.
struct TiffPicture {
    std::uint32_t bits = 1;
    std::uint32_t samples = 1;
    std::uint32_t compression = 1;
    std::uint32_t format = 1;  ///< 1 = unsigned integer
    std::uint32_t planar = 1;  ///< 2 = one plane a sample
    std::int64_t rows = 0;     ///< of a strip or tile
    std::int64_t columns = 0;
};

std::uint32_t numberOr(const TiffView& view, const TiffDirectory& directory, std::uint16_t tag, std::uint32_t other)
{
    const TiffEntry* entry = directory.find(tag);
    return entry == nullptr ? other : view.number(*entry);
}

Result<void> checkStorage(const TiffPicture& picture, const std::string& name)
{
    constexpr std::array<std::uint32_t, 8> kCompressions{1, 2, 3, 4, 5, 7, 8, 32773};
    constexpr std::uint32_t kOldDeflate = 32946;
    if (picture.compression != kOldDeflate &&
        std::find(kCompressions.begin(), kCompressions.end(), picture.compression) == kCompressions.end()) {
        return refusal(name, "TIFF compression " + std::to_string(picture.compression) + " is not read; export it as PNG");
    }
    const bool bits = picture.bits == 1 || picture.bits == 2 || picture.bits == 4 || picture.bits == 8 || picture.bits == 16;
    if (!bits || picture.format != 1 || picture.samples < 1 || picture.samples > 5) {
        return refusal(name, "a TIFF with such pixels (" + std::to_string(picture.bits) + " bits, " +
                                 std::to_string(picture.samples) + " channels) is not read; export it as PNG");
    }
    return {};
}

/// Every strip or tile is there and lies inside the file.
Result<void> checkPieces(const TiffView& view, const TiffDirectory& directory, std::int64_t pieces, const std::string& name)
{
    const bool tiled = directory.find(tiff::kTileWidth) != nullptr;
    const TiffEntry* offsets = directory.find(tiled ? tiff::kTileOffsets : tiff::kStripOffsets);
    const TiffEntry* counts = directory.find(tiled ? tiff::kTileByteCounts : tiff::kStripByteCounts);
    if (offsets == nullptr || counts == nullptr || offsets->count < pieces || counts->count < pieces) {
        return damaged(name, "its strips are not all there");
    }
    const ByteReader file(view.block());
    for (std::size_t i = 0; i < static_cast<std::size_t>(pieces); ++i) {
        const std::size_t at = view.number(*offsets, i);
        const std::size_t bytes = view.number(*counts, i);
        if (bytes == 0 || !file.has(at, bytes)) {
            return truncated(name);
        }
    }
    return {};
}

}  // namespace

Result<Scan> scanTiff(ByteSpan file, const std::string& name)
{
    const std::optional<TiffView> view = TiffView::open(file);
    const std::optional<TiffDirectory> directory = view ? view->directory(view->firstDirectory()) : std::nullopt;
    if (!directory) {
        return truncated(name);
    }
    const auto number = [&](std::uint16_t tag, std::uint32_t other) { return numberOr(*view, *directory, tag, other); };
    Scan scan;
    const std::int64_t width = number(tiff::kWidth, 0);
    const std::int64_t height = number(tiff::kHeight, 0);
    CICATRIX_TRY(checkSize(width, height, file, name));
    scan.width = static_cast<int>(width);
    scan.height = static_cast<int>(height);

    TiffPicture picture;
    picture.bits = number(tiff::kBitsPerSample, 1);
    picture.samples = number(tiff::kSamplesPerPixel, 1);
    picture.compression = number(tiff::kCompression, 1);
    picture.format = number(tiff::kSampleFormat, 1);
    picture.planar = number(tiff::kPlanarConfiguration, 1);
    const bool tiled = directory->find(tiff::kTileWidth) != nullptr;
    picture.columns = tiled ? number(tiff::kTileWidth, 0) : width;
    picture.rows =
        tiled ? number(tiff::kTileHeight, 0) : std::min<std::int64_t>(number(tiff::kRowsPerStrip, 0xffffffff), height);
    CICATRIX_TRY(checkStorage(picture, name));
    if (picture.rows < 1 || picture.columns < 1 || picture.rows > kMaxSide + 15 || picture.columns > kMaxSide + 15 ||
        picture.rows * picture.columns > kMaxPixels + kMaxSide * 16) {
        return damaged(name, "its strips or tiles have no valid size");
    }
    const std::int64_t across = (width + picture.columns - 1) / picture.columns;
    const std::int64_t down = (height + picture.rows - 1) / picture.rows;
    CICATRIX_TRY(checkPieces(*view, *directory, across * down * (picture.planar == 2 ? picture.samples : 1), name));

    if (const TiffEntry* profile = directory->find(tiff::kIccProfile);
        profile != nullptr && profile->bytes <= kMaxProfileBytes) {
        const ByteSpan icc = file.subspan(profile->valueAt, profile->bytes);
        scan.icc.assign(icc.begin(), icc.end());
    }
    scan.exif = file;
    return scan;
}

}  // namespace cicatrix::image
