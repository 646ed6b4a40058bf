// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/byte_reader.h"

#include <string>
#include <vector>

namespace cicatrix::image {

/// A run of bytes of the file.
struct ByteRange {
    std::size_t at = 0;
    std::size_t size = 0;
};

/// One box of an ISO base media file (ISO/IEC 14496-12, 4.2).
struct HeicBox {
    std::string type;
    ByteRange whole;
    std::size_t bodyAt = 0;
    [[nodiscard]] std::size_t end() const { return whole.at + whole.size; }
    [[nodiscard]] ByteRange body() const { return {bodyAt, end() - bodyAt}; }
};

/// One item of the meta box: a picture, a tile, an Exif block, an XMP text …
struct HeicItem {
    std::uint32_t id = 0;
    std::string type;                ///< "hvc1", "grid", "Exif", "mime", …
    std::vector<ByteRange> extents;  ///< in the file; empty where the item is built from other items
};

struct HeicLayout {
    std::vector<HeicBox> boxes;  ///< of the top level
    std::vector<HeicItem> items;
};

/// The boxes that fill `range` one after the other; one that ends beyond it means that the file is truncated.
[[nodiscard]] Result<std::vector<HeicBox>> heicBoxes(const ByteReader& file, ByteRange range, const std::string& name);
/// Top level, item list and item places, all inside the file; sizes that pictures, grids and codec headers claim are
/// checked against the limits.
[[nodiscard]] Result<HeicLayout> readHeicLayout(ByteSpan file, const std::string& name);
/// The TIFF structure in an Exif item: it starts with its own offset (ISO/IEC 23008-12, A.2.1).
[[nodiscard]] ByteSpan heicExifBlock(ByteSpan file, const HeicItem& item);

}  // namespace cicatrix::image
