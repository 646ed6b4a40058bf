// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/geometry.h"
#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cicatrix::annotate {

/// A run of `length` pixels from row-major position `start` that were `before` and are `after`.
struct Run {
    std::uint64_t start = 0;
    std::uint32_t length = 0;
    std::uint8_t before = 0;
    std::uint8_t after = 0;
    friend bool operator==(const Run&, const Run&) = default;
};

/// One undoable change of a label map: runs in rising order that do not overlap.
struct Delta {
    int width = 0;  ///< of the map it belongs to
    int height = 0;
    std::vector<Run> runs;
    PixelRect bounds;  ///< what it touches

    /// The same change backwards.
    [[nodiscard]] Delta inverse() const;
    [[nodiscard]] bool empty() const { return runs.empty(); }
    friend bool operator==(const Delta&, const Delta&) = default;
};

/// Sorts the runs, joins neighbours of equal codes, and finds the bounds.
[[nodiscard]] Delta makeDelta(int width, int height, std::vector<Run> runs);
/// Compact bytes for a journal row: magic, size, then variable-length integers, then a checksum.
[[nodiscard]] Bytes serialise(const Delta& delta);
/// BadInput when the bytes are cut short, altered or impossible.
[[nodiscard]] Result<Delta> parseDelta(std::span<const std::byte> bytes);

}  // namespace cicatrix::annotate
