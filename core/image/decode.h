// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"
#include "core/image/scan.h"

namespace cicatrix::image {

/// Pixels as the codec gives them: not yet turned, still in the colour space of `icc` (empty = sRGB).
struct RawPicture {
    Grid<Rgb> pixels;
    Bytes icc;
};

/// A file whose scan succeeded. Every complaint of the codec about the picture's data is a refusal; nothing is printed.
/// `reduction` 1, 2, 4 or 8 divides the sides while decoding.
[[nodiscard]] Result<RawPicture> decodeJpeg(ByteSpan file, const std::string& name, const Scan& scan, int reduction);
[[nodiscard]] Result<RawPicture> decodePng(ByteSpan file, const std::string& name, const Scan& scan);
[[nodiscard]] Result<RawPicture> decodeTiff(ByteSpan file, const std::string& name, const Scan& scan);
[[nodiscard]] Result<RawPicture> decodeBmp(ByteSpan file, const std::string& name, const Scan& scan);
[[nodiscard]] Result<RawPicture> decodeWebp(ByteSpan file, const std::string& name, const Scan& scan);
[[nodiscard]] Result<RawPicture> decodeHeic(ByteSpan file, const std::string& name, const Scan& scan);

}  // namespace cicatrix::image
