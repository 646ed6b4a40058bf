// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/jpeg_segments.h"

#include "core/image/limits.h"
#include "core/image/scan.h"

#include <cstring>
#include <map>

namespace cicatrix::image {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kProfileHead = "ICC_PROFILE\0"sv;
constexpr std::string_view kExifHead = "Exif\0\0"sv;

/// Position of the next real marker's 0xFF at or after `at`: not a stuffed zero, not a restart, not a fill byte.
std::size_t nextMarker(ByteSpan file, std::size_t at)
{
    while (at + 1 < file.size()) {
        const void* found = std::memchr(file.data() + at, 0xff, file.size() - 1 - at);
        if (found == nullptr) {
            break;
        }
        at = static_cast<std::size_t>(static_cast<const std::byte*>(found) - file.data());
        const auto marker = std::to_integer<std::uint8_t>(file[at + 1]);
        if (marker == 0 || (marker >= 0xd0 && marker <= 0xd7)) {
            at += 2;
        } else if (marker == 0xff) {
            ++at;
        } else {
            return at;
        }
    }
    return file.size();
}

bool isFrame(std::uint8_t marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

Result<void> readFrame(const JpegSegment& segment, Scan& scan, ByteSpan file, const std::string& name)
{
    if (segment.marker > 0xc2) {
        return refusal(name,
                       "this kind of JPEG (arithmetic, lossless or hierarchical) is not read; export it as an ordinary JPEG");
    }
    const ByteReader frame(segment.content);
    const int components = frame.u8(5);
    if (frame.u8(0) != 8) {
        return refusal(name, "only JPEG with 8 bits a channel is read");
    }
    if (scan.width != 0 || (components != 1 && components != 3 && components != 4) ||
        frame.size() != 6 + 3 * static_cast<std::size_t>(components)) {
        return damaged(name, "its frame header is not valid");
    }
    scan.width = frame.u16(3);
    scan.height = frame.u16(1);
    return checkSize(scan.width, scan.height, file, name);
}

/// Joins the numbered pieces of the profile; an incomplete set gives none.
Bytes joinedProfile(const std::map<int, ByteSpan>& pieces, int count)
{
    Bytes profile;
    if (static_cast<int>(pieces.size()) != count) {
        return profile;
    }
    for (const auto& [number, piece] : pieces) {
        if (number < 1 || number > count || profile.size() + piece.size() > kMaxProfileBytes) {
            return {};
        }
        profile.insert(profile.end(), piece.begin(), piece.end());
    }
    return profile;
}

}  // namespace

bool isJpegProfile(const JpegSegment& segment)
{
    return segment.marker == 0xe2 && segment.content.size() > kProfileHead.size() + 2 &&
           ByteReader(segment.content).startsWith(kProfileHead);
}

bool isJpegExif(const JpegSegment& segment)
{
    return segment.marker == 0xe1 && ByteReader(segment.content).startsWith(kExifHead);
}

Result<std::vector<JpegSegment>> jpegSegments(ByteSpan file, const std::string& name)
{
    const ByteReader reader(file);
    std::vector<JpegSegment> segments;
    std::size_t at = 2;
    while (true) {
        while (reader.u8(at) == 0xff && reader.u8(at + 1) == 0xff) {
            ++at;
        }
        if (!reader.has(at, 2)) {
            return truncated(name);
        }
        const std::uint8_t marker = reader.u8(at + 1);
        if (reader.u8(at) != 0xff || marker < 0xc0 || marker == 0xd8 || (marker >= 0xd0 && marker <= 0xd7)) {
            return damaged(name, "a JPEG segment does not start where it should");
        }
        if (marker == kJpegEoi) {
            return segments;
        }
        const std::size_t length = reader.u16(at + 2);
        if (!reader.has(at + 2, std::max<std::size_t>(length, 2))) {
            return truncated(name);
        }
        if (length < 2 || segments.size() >= kMaxParts) {
            return damaged(name, "its JPEG segments are not valid");
        }
        const std::size_t end = at + 2 + length;
        const std::size_t next = marker == kJpegSos ? nextMarker(file, end) : end;
        segments.push_back({marker, at, next - at, file.subspan(at + 4, length - 2)});
        at = next;
    }
}

Result<Scan> scanJpeg(ByteSpan file, const std::string& name)
{
    CICATRIX_ASSIGN(const std::vector<JpegSegment> segments, jpegSegments(file, name));
    Scan scan;
    std::map<int, ByteSpan> profile;
    int profilePieces = 0;
    int scans = 0;
    for (const JpegSegment& segment : segments) {
        const ByteReader content(segment.content);
        if (isFrame(segment.marker)) {
            CICATRIX_TRY(readFrame(segment, scan, file, name));
        } else if (segment.marker == kJpegSos) {
            ++scans;
        } else if (isJpegExif(segment) && scan.exif.empty()) {
            scan.exif = segment.content.subspan(kExifHead.size());
        } else if (isJpegProfile(segment)) {
            profile[content.u8(kProfileHead.size())] = segment.content.subspan(kProfileHead.size() + 2);
            profilePieces = content.u8(kProfileHead.size() + 1);
        }
        if (scans > 0 && scan.width == 0) {
            return damaged(name, "it has no frame header");
        }
    }
    if (scans == 0) {
        return damaged(name, "it holds no picture");
    }
    if (scans > kMaxJpegScans || scans * std::int64_t{scan.width} * scan.height > kMaxJpegScanPixels) {
        return refusal(name, "the JPEG has " + std::to_string(scans) + " scans, far more than a camera writes");
    }
    scan.icc = joinedProfile(profile, profilePieces);
    return scan;
}

}  // namespace cicatrix::image
