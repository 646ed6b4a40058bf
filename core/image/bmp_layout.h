// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/byte_reader.h"

#include <array>
#include <string>

namespace cicatrix::image {

/// Where the parts of an uncompressed Windows bitmap lie, all checked against the file's length.
struct BmpLayout {
    int width = 0;
    int height = 0;
    bool topDown = false;
    int bits = 0;                          ///< a pixel: 1, 4, 8, 16, 24, 32
    std::array<std::uint32_t, 3> masks{};  ///< red, green, blue of 16 and 32 bits
    std::size_t paletteAt = 0;
    std::size_t paletteCount = 0;
    std::size_t paletteStride = 4;  ///< 3 in the oldest header
    std::size_t pixelsAt = 0;
    std::size_t rowBytes = 0;   ///< padded to four
    std::size_t profileAt = 0;  ///< embedded ICC profile; 0 when there is none
    std::size_t profileBytes = 0;
    bool profileIsPath = false;  ///< the profile is only the name of a file: not used, and private

    [[nodiscard]] std::size_t end() const { return pixelsAt + rowBytes * static_cast<std::size_t>(height); }
};
[[nodiscard]] Result<BmpLayout> readBmpLayout(ByteSpan file, const std::string& name);

}  // namespace cicatrix::image
