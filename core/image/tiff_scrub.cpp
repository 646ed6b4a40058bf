// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/scan.h"
#include "core/image/scrub.h"
#include "core/image/tiff_directory.h"
#include "core/image/tiff_tags.h"

#include <algorithm>
#include <array>

namespace cicatrix::image {

namespace {

constexpr std::array kPictureTags{tiff::kWidth,
                                  tiff::kHeight,
                                  tiff::kBitsPerSample,
                                  tiff::kCompression,
                                  tiff::kPhotometric,
                                  tiff::kFillOrder,
                                  tiff::kMake,
                                  tiff::kModel,
                                  tiff::kStripOffsets,
                                  tiff::kOrientation,
                                  tiff::kSamplesPerPixel,
                                  tiff::kRowsPerStrip,
                                  tiff::kStripByteCounts,
                                  tiff::kXResolution,
                                  tiff::kYResolution,
                                  tiff::kPlanarConfiguration,
                                  tiff::kT4Options,
                                  tiff::kT6Options,
                                  tiff::kResolutionUnit,
                                  tiff::kTransferFunction,
                                  tiff::kDateTime,
                                  tiff::kPredictor,
                                  tiff::kWhitePoint,
                                  tiff::kPrimaryChromaticities,
                                  tiff::kColourMap,
                                  tiff::kTileWidth,
                                  tiff::kTileHeight,
                                  tiff::kTileOffsets,
                                  tiff::kTileByteCounts,
                                  tiff::kInkSet,
                                  tiff::kExtraSamples,
                                  tiff::kSampleFormat,
                                  tiff::kJpegTables,
                                  tiff::kYCbCrCoefficients,
                                  tiff::kYCbCrSubSampling,
                                  tiff::kYCbCrPositioning,
                                  tiff::kReferenceBlackWhite,
                                  tiff::kIccProfile,
                                  tiff::kExifDirectory};
/// Exposure time, f-number, ISO, version, time taken, distance, flash, focal length, colour space, white balance, 35 mm.
constexpr std::array<std::uint16_t, 11> kExposureTags{0x829a, 0x829d, 0x8827, 0x9000, 0x9003, 0x9206,
                                                      0x9209, 0x920a, 0xa001, 0xa403, 0xa405};

/// Closes a directory up to its kept entries, ends the chain after it, and notes what it still refers to.
template <typename Tags>
void keepOnly(Bytes& file, const TiffDirectory& directory, const Tags& tags, Endian endian, std::vector<KeptRange>& kept)
{
    ByteWriter entries(endian);
    unsigned count = 0;
    const ByteReader reader(file);
    for (const TiffEntry& entry : directory.entries) {
        if (std::find(tags.begin(), tags.end(), entry.tag) != tags.end()) {
            entries.bytes(reader.part(entry.entryAt, 12));
            kept.push_back({entry.valueAt, entry.bytes > 4 ? entry.bytes : 0});
            ++count;
        }
    }
    ByteWriter all(endian);
    all.u16(count);
    all.bytes(entries.take());
    all.u32(0);
    const Bytes bytes = all.take();
    // Room is enough where the next-directory field follows the counted entries; a file cut there has none to keep.
    const std::size_t room = std::min(bytes.size(), file.size() - directory.at);
    std::copy_n(bytes.begin(), room, file.begin() + static_cast<std::ptrdiff_t>(directory.at));
    kept.push_back({directory.at, room});
}

/// The strips or tiles themselves.
void keepPixels(const TiffView& view, const TiffDirectory& directory, std::vector<KeptRange>& kept)
{
    const bool tiled = directory.find(tiff::kTileWidth) != nullptr;
    const TiffEntry* offsets = directory.find(tiled ? tiff::kTileOffsets : tiff::kStripOffsets);
    const TiffEntry* counts = directory.find(tiled ? tiff::kTileByteCounts : tiff::kStripByteCounts);
    for (std::size_t i = 0; offsets != nullptr && counts != nullptr && i < offsets->count; ++i) {
        kept.push_back({view.number(*offsets, i), view.number(*counts, i)});
    }
}

}  // namespace

Result<Bytes> scrubTiff(ByteSpan file, const std::string& name)
{
    const std::optional<TiffView> view = TiffView::open(file);
    const std::optional<TiffDirectory> main = view ? view->directory(view->firstDirectory()) : std::nullopt;
    if (!main) {
        return truncated(name);
    }
    Bytes out(file.begin(), file.end());
    constexpr std::size_t kHeader = 8;
    std::vector<KeptRange> kept{{0, kHeader}};
    const TiffEntry* pointer = main->find(tiff::kExifDirectory);
    const std::optional<TiffDirectory> exposure = pointer != nullptr ? view->directory(view->number(*pointer)) : std::nullopt;
    keepOnly(out, *main, kPictureTags, view->endian(), kept);
    if (exposure && exposure->at != main->at) {
        keepOnly(out, *exposure, kExposureTags, view->endian(), kept);
    }
    keepPixels(*view, *main, kept);
    zeroOutside(out, {0, out.size()}, kept);
    return out;
}

}  // namespace cicatrix::image
