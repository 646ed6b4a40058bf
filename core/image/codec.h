// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/grid.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace cicatrix::image {

/// Decodes a mask or label PNG: 8-bit (or fewer) grey values as stored, palette indices as stored, RGB only where all
/// three channels agree. Other formats, 16 bits and colours are BadInput; orientation and profiles are not applied.
[[nodiscard]] Result<Grid<std::uint8_t>> decodeMask(std::span<const std::byte> file, const std::string& name);

/// Grey or RGB PNG, loss-free, without metadata.
[[nodiscard]] Result<Bytes> encodePng(const Grid<std::uint8_t>& values);
[[nodiscard]] Result<Bytes> encodePng(const Grid<Rgb>& picture);
/// Baseline JPEG, 4:2:0 below quality 90, else 4:4:4; `quality` 1…100.
[[nodiscard]] Result<Bytes> encodeJpeg(const Grid<Rgb>& picture, int quality);

}  // namespace cicatrix::image
