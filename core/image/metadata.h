// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <cstddef>
#include <span>
#include <string>

namespace cicatrix::image {

/// The photo's file without what tells more than the picture: GPS, owner, serial numbers, maker notes, thumbnails, XMP,
/// IPTC, comments and anything appended are gone; orientation, time, camera model, exposure and colour profile stay.
/// The compressed pixels are kept byte for byte. Files that decodePhoto's scan refuses are refused here too.
[[nodiscard]] Result<Bytes> scrubMetadata(std::span<const std::byte> file, const std::string& name);

}  // namespace cicatrix::image
