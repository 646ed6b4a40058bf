// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/metadata.h"

#include "core/image/scan.h"
#include "core/image/scrub.h"

#include <algorithm>
#include <new>

namespace cicatrix::image {

namespace {

Result<Bytes> scrub(ByteSpan file, const std::string& name)
{
    CICATRIX_ASSIGN(const Format format, detectFormat(file, name));
    CICATRIX_ASSIGN(const Scan scan, scanFile(format, file, name));
    const ExifFacts facts = readExif(scan.exif);
    switch (format) {
    case Format::Jpeg:
        return scrubJpeg(file, name, facts);
    case Format::Png:
        return scrubPng(file, name, facts);
    case Format::Tiff:
        return scrubTiff(file, name);
    case Format::Bmp:
        return scrubBmp(file, name);
    case Format::Webp:
        return scrubWebp(file, name, facts);
    case Format::Heic:
        return scrubHeic(file, name, facts);
    }
    return refusal(name, "unknown format");
}

}  // namespace

void zeroOutside(Bytes& file, KeptRange within, std::vector<KeptRange> kept)
{
    std::sort(kept.begin(), kept.end(), [](const KeptRange& a, const KeptRange& b) { return a.at < b.at; });
    const std::size_t end = within.at + within.size;
    std::size_t at = within.at;
    const auto zeroUpTo = [&](std::size_t to) {
        if (to > at) {
            std::fill(file.begin() + static_cast<std::ptrdiff_t>(at), file.begin() + static_cast<std::ptrdiff_t>(to),
                      std::byte{0});
        }
    };
    for (const KeptRange& range : kept) {
        zeroUpTo(std::min(range.at, end));
        at = std::max(at, range.at + range.size);
    }
    zeroUpTo(end);
}

Result<Bytes> scrubMetadata(std::span<const std::byte> file, const std::string& name)
{
    try {
        return scrub(file, name);
    } catch (const std::bad_alloc&) {
        return Error{ErrorKind::OutOfMemory, name, "memory ran out while cleaning the photo; close other programs"};
    }
}

}  // namespace cicatrix::image
