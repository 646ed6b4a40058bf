// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/heic_boxes.h"
#include "core/image/scrub.h"

#include <algorithm>

namespace cicatrix::image {

namespace {

void overwrite(Bytes& file, ByteRange place, ByteSpan content)
{
    auto at = file.begin() + static_cast<std::ptrdiff_t>(place.at);
    std::fill_n(at, place.size, std::byte{0});
    std::copy_n(content.begin(), std::min(content.size(), place.size), at);
}

/// The block with as many facts as fit into `room` bytes: first without the exposure, then empty.
Bytes fittingExif(const ExifFacts& facts, std::size_t room)
{
    ExifFacts fewer;
    fewer.model = facts.model;
    fewer.takenAt = facts.takenAt;
    for (const ExifFacts& tried : {facts, fewer, ExifFacts{}}) {
        ByteWriter item;
        item.u32(0);  // the TIFF structure follows at once
        item.bytes(writeExif(tried));
        if (item.size() <= room) {
            return item.take();
        }
    }
    return {};
}

/// Boxes without which libheif cannot read the photo; others (appended films, private data) are blanked.
bool isNeeded(const HeicBox& box) { return box.type == "ftyp" || box.type == "meta" || box.type == "mdat"; }

}  // namespace

Result<Bytes> scrubHeic(ByteSpan file, const std::string& name, const ExifFacts& facts)
{
    CICATRIX_ASSIGN(const HeicLayout layout, readHeicLayout(file, name));
    Bytes out(file.begin(), file.end());
    std::vector<KeptRange> kept;
    for (const HeicItem& item : layout.items) {
        const bool words = item.type == "mime" || item.type == "uri ";
        for (const ByteRange& extent : item.extents) {
            if (item.type == "Exif") {
                overwrite(out, extent, item.extents.size() == 1 ? fittingExif(facts, extent.size) : Bytes{});
            } else if (words) {
                overwrite(out, extent, {});
            }
            kept.push_back({extent.at, extent.size});
        }
    }
    for (const HeicBox& box : layout.boxes) {
        const ByteRange body = box.body();
        if (box.type == "mdat") {
            zeroOutside(out, {body.at, body.size}, kept);
        } else if (!isNeeded(box)) {
            overwrite(out, body, {});
            ByteWriter type;
            type.text("free");
            overwrite(out, {box.whole.at + 4, 4}, type.take());
        }
    }
    return out;
}

}  // namespace cicatrix::image
