// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/jpeg_segments.h"
#include "core/image/scrub.h"

#include <algorithm>

namespace cicatrix::image {

namespace {

using namespace std::string_view_literals;

bool isJfif(const JpegSegment& segment)
{
    return segment.marker == 0xe0 && segment.content.size() >= 14 && ByteReader(segment.content).startsWith("JFIF\0"sv);
}

/// Adobe's segment says how colours are coded; without it YCCK or RGB would be decoded wrongly.
bool isAdobe(const JpegSegment& segment) { return segment.marker == 0xee && ByteReader(segment.content).startsWith("Adobe"sv); }

void writeSegment(ByteWriter& out, std::uint8_t marker, ByteSpan content)
{
    out.u8(0xff);
    out.u8(marker);
    out.u16(static_cast<unsigned>(content.size() + 2));
    out.bytes(content);
}

/// JFIF's head without the thumbnail that may follow it.
void writeJfif(ByteWriter& out, const JpegSegment& segment)
{
    constexpr std::size_t kHead = 12;
    ByteWriter content;
    content.bytes(segment.content.first(kHead));
    content.u16(0);
    writeSegment(out, 0xe0, content.take());
}

void writeExifSegment(ByteWriter& out, const ExifFacts& facts)
{
    ByteWriter content;
    content.text("Exif\0\0"sv);
    content.bytes(writeExif(facts));
    writeSegment(out, 0xe1, content.take());
}

}  // namespace

Result<Bytes> scrubJpeg(ByteSpan file, const std::string& name, const ExifFacts& facts)
{
    CICATRIX_ASSIGN(const std::vector<JpegSegment> segments, jpegSegments(file, name));
    const bool hasExif = std::any_of(segments.begin(), segments.end(), isJpegExif);
    ByteWriter out;
    out.u16(0xffd8);
    bool exifDue = hasExif;
    for (const JpegSegment& segment : segments) {
        const bool application = segment.marker >= 0xe0 && segment.marker <= 0xef;
        const bool comment = segment.marker == 0xfe;
        if (isJfif(segment)) {
            writeJfif(out, segment);
            continue;
        }
        if (exifDue) {
            writeExifSegment(out, facts);
            exifDue = false;
        }
        if ((!application && !comment) || isJpegProfile(segment) || isAdobe(segment)) {
            out.bytes(file.subspan(segment.at, segment.size));
        }
    }
    out.u16(0xff00 | kJpegEoi);
    return out.take();
}

}  // namespace cicatrix::image
