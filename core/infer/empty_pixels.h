// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <span>

namespace cicatrix::infer {

/// The first place from `at` on whose code is not 0, or the row's size. Eight at a time: most of a photo is no wound.
[[nodiscard]] inline std::size_t skipEmpty(std::span<const std::uint8_t> codes, std::size_t at)
{
    std::uint64_t eight = 0;
    while (at + sizeof eight <= codes.size()) {
        std::memcpy(&eight, codes.data() + at, sizeof eight);
        if (eight != 0) {
            break;
        }
        at += sizeof eight;
    }
    while (at < codes.size() && codes[at] == 0) {
        ++at;
    }
    return at;
}

}  // namespace cicatrix::infer
