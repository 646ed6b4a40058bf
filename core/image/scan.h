// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/byte_reader.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cicatrix::image {

enum class Format { Jpeg, Png, Tiff, Bmp, Webp, Heic };
/// "jpeg", "png", …
[[nodiscard]] std::string formatKey(Format format);
/// Told by the first bytes alone; anything but the six formats is refused by its name ("a PDF document …").
[[nodiscard]] Result<Format> detectFormat(ByteSpan file, const std::string& name);

/// What the bounded scan of a file found, before a codec sees it.
struct Scan {
    int width = 0;
    int height = 0;
    Bytes icc;      ///< colour profile; PNG's and HEIC's come from the codec, and are empty here
    ByteSpan exif;  ///< a TIFF structure inside the file; empty when there is none
};
[[nodiscard]] Result<Scan> scanFile(Format format, ByteSpan file, const std::string& name);

[[nodiscard]] Result<Scan> scanJpeg(ByteSpan file, const std::string& name);
[[nodiscard]] Result<Scan> scanPng(ByteSpan file, const std::string& name);
[[nodiscard]] Result<Scan> scanTiff(ByteSpan file, const std::string& name);
[[nodiscard]] Result<Scan> scanBmp(ByteSpan file, const std::string& name);
[[nodiscard]] Result<Scan> scanWebp(ByteSpan file, const std::string& name);
[[nodiscard]] Result<Scan> scanHeic(ByteSpan file, const std::string& name);

/// BadInput that names the file and says what to do.
[[nodiscard]] Error refusal(const std::string& name, const std::string& reason);
[[nodiscard]] Error truncated(const std::string& name);
[[nodiscard]] Error damaged(const std::string& name, const std::string& what);
/// Sides from 1 to kMaxSide, kMaxPixels together, not absurdly many for the file's size.
[[nodiscard]] Result<void> checkSize(std::int64_t width, std::int64_t height, ByteSpan file, const std::string& name);

}  // namespace cicatrix::image
