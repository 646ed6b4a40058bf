// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace cicatrix::image {

// What a photo may claim before a codec sees it. A phone's largest photo has 50 (some 200, binned to 50) megapixels.
inline constexpr std::size_t kMaxFileBytes = 200'000'000;
inline constexpr std::int64_t kMaxPixels = 100'000'000;
inline constexpr int kMaxSide = 30'000;
/// A flat RGB picture still takes a byte per 350 pixels in PNG and per 700 in JPEG; only a bomb takes less.
inline constexpr std::int64_t kMaxPixelsPerByte = 2'000;
/// Below this size a bomb does no harm, and a blank 1-bit mask may well be that small.
inline constexpr std::int64_t kHarmlessPixels = 10'000'000;
/// Each scan of a progressive JPEG costs a pass over the whole picture; cameras write about ten.
inline constexpr int kMaxJpegScans = 100;
inline constexpr std::int64_t kMaxJpegScanPixels = 1'200'000'000;
/// Segments, chunks, boxes or items of one file.
inline constexpr std::size_t kMaxParts = 20'000;
inline constexpr std::size_t kMaxProfileBytes = 4'000'000;

}  // namespace cicatrix::image
