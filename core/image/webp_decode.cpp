// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/decode.h"

#include <webp/decode.h>

namespace cicatrix::image {

Result<RawPicture> decodeWebp(ByteSpan file, const std::string& name, const Scan& scan)
{
    const auto* data = reinterpret_cast<const std::uint8_t*>(file.data());
    WebPBitstreamFeatures features{};
    RawPicture picture{Grid<Rgb>(scan.width, scan.height), scan.icc};
    const bool known = WebPGetFeatures(data, file.size(), &features) == VP8_STATUS_OK;
    const auto width = static_cast<std::size_t>(scan.width);
    if (known && features.has_alpha == 0) {
        auto* out = reinterpret_cast<std::uint8_t*>(picture.pixels.data());
        if (WebPDecodeRGBInto(data, file.size(), out, picture.pixels.size() * 3, 3 * scan.width) == nullptr) {
            return damaged(name, "its WebP data cannot be read");
        }
        return picture;
    }
    std::vector<std::uint8_t> rgba(4 * picture.pixels.size());
    if (!known || WebPDecodeRGBAInto(data, file.size(), rgba.data(), rgba.size(), static_cast<int>(4 * width)) == nullptr) {
        return damaged(name, "its WebP data cannot be read");
    }
    std::size_t at = 0;
    for (Rgb& pixel : picture.pixels.values()) {
        const int alpha = rgba[at + 3];
        const auto overWhite = [alpha](int value) {
            return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
        };
        pixel = {overWhite(rgba[at]), overWhite(rgba[at + 1]), overWhite(rgba[at + 2])};
        at += 4;
    }
    return picture;
}

}  // namespace cicatrix::image
