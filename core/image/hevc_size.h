// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/byte_reader.h"

#include <cstdint>
#include <optional>

namespace cicatrix::image {

struct HevcSize {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

/// The picture size that a sequence parameter set (NAL unit with its two header bytes) claims; the decoder allocates
/// by it whatever the container says.
[[nodiscard]] std::optional<HevcSize> hevcSpsSize(ByteSpan nalUnit);

}  // namespace cicatrix::image
