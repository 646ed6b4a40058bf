// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/photo.h"

#include "core/image/colour.h"
#include "core/image/decode.h"
#include "core/image/exif.h"
#include "core/image/orient.h"
#include "core/image/resize.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <new>

namespace cicatrix::image {

namespace {

constexpr int kSmallestMip = 256;

Result<RawPicture> decodePixels(Format format, ByteSpan file, const std::string& name, const Scan& scan, int reduction)
{
    switch (format) {
    case Format::Jpeg:
        return decodeJpeg(file, name, scan, reduction);
    case Format::Png:
        return decodePng(file, name, scan);
    case Format::Tiff:
        return decodeTiff(file, name, scan);
    case Format::Bmp:
        return decodeBmp(file, name, scan);
    case Format::Webp:
        return decodeWebp(file, name, scan);
    case Format::Heic:
        return decodeHeic(file, name, scan);
    }
    return refusal(name, "unknown format");
}

/// The largest power of two that keeps the long side at `longSide` or above; 1 where `longSide` is 0.
int reductionFor(int side, int longSide)
{
    int reduction = 1;
    while (longSide > 0 && side / (2 * reduction) >= longSide) {
        reduction *= 2;
    }
    return reduction;
}

int reducedSide(int side, int reduction) { return (side + reduction - 1) / reduction; }

Result<DecodedPhoto> decode(ByteSpan file, const std::string& name, int longSide)
{
    CICATRIX_ASSIGN(const Format format, detectFormat(file, name));
    CICATRIX_ASSIGN(const Scan scan, scanFile(format, file, name));
    const ExifFacts exif = readExif(scan.exif);
    constexpr int kMostInCodec = 8;
    const int reduction = reductionFor(std::max(scan.width, scan.height), longSide);
    const int inCodec = format == Format::Jpeg ? std::min(reduction, kMostInCodec) : 1;
    CICATRIX_ASSIGN(RawPicture raw, decodePixels(format, file, name, scan, inCodec));
    if (const int rest = reduction / inCodec; rest > 1) {
        raw.pixels = resized(raw.pixels, reducedSide(raw.pixels.width(), rest), reducedSide(raw.pixels.height(), rest));
    }
    convertToSrgb(raw.pixels, raw.icc);

    DecodedPhoto photo;
    photo.orientation = format == Format::Heic ? 1 : exif.orientation;  // libheif has applied HEIC's own turns
    photo.pixels = std::make_shared<const Grid<Rgb>>(oriented(std::move(raw.pixels), photo.orientation));
    photo.format = formatKey(format);
    photo.takenAt = exif.isoTime();
    photo.camera = exif.camera();
    photo.facts = exif.cameraFacts();
    return photo;
}

/// The edge of the room: nothing thrown by a codec or by OpenCV gets past.
Result<DecodedPhoto> decodeGuarded(ByteSpan file, const std::string& name, int longSide)
{
    try {
        return decode(file, name, longSide);
    } catch (const std::bad_alloc&) {
        return Error{ErrorKind::OutOfMemory, name, "memory ran out while decoding the photo; close other programs"};
    } catch (const cv::Exception& exception) {
        return damaged(name, exception.err);
    }
}

}  // namespace

Result<DecodedPhoto> decodePhoto(std::span<const std::byte> file, const std::string& name)
{
    return decodeGuarded(file, name, 0);
}

Result<DecodedPhoto> decodePreview(std::span<const std::byte> file, const std::string& name, int longSide)
{
    return decodeGuarded(file, name, std::max(longSide, 1));
}

std::vector<Photo> pyramid(Photo photo)
{
    std::vector<Photo> levels{std::move(photo)};
    while (std::max(levels.back()->width(), levels.back()->height()) > kSmallestMip) {
        const Grid<Rgb>& last = *levels.back();
        levels.push_back(
            std::make_shared<const Grid<Rgb>>(resized(last, reducedSide(last.width(), 2), reducedSide(last.height(), 2))));
    }
    return levels;
}

}  // namespace cicatrix::image
