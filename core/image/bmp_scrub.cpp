// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/bmp_layout.h"
#include "core/image/scrub.h"

namespace cicatrix::image {

/// A bitmap has no metadata, but gaps, an appended tail and the path of a profile's file can carry some.
Result<Bytes> scrubBmp(ByteSpan file, const std::string& name)
{
    CICATRIX_ASSIGN(const BmpLayout layout, readBmpLayout(file, name));
    const bool profile = layout.profileBytes > 0 && !layout.profileIsPath;
    const std::size_t end = profile ? std::max(layout.end(), layout.profileAt + layout.profileBytes) : layout.end();
    Bytes out(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(end));
    // The three masks of the 40-byte header stand where the palette would.
    constexpr std::size_t kMaskBytes = 12;
    const std::size_t colours = std::max(kMaskBytes, layout.paletteCount * layout.paletteStride);
    zeroOutside(out, {0, out.size()},
                {{0, std::min(layout.paletteAt + colours, layout.pixelsAt)},
                 {layout.pixelsAt, layout.end() - layout.pixelsAt},
                 {layout.profileAt, profile ? layout.profileBytes : 0}});
    return out;
}

}  // namespace cicatrix::image
