// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/safetensors.h"

/// The JSON header of a safetensors file, read by a bounded parser of its own: general JSON libraries hide duplicate keys.
/// Only core/base/safetensors.cpp needs this.
namespace cicatrix::safetensors {

struct HeaderEntry {
    std::string name;
    std::string dtype;
    std::vector<std::uint64_t> shape;
    std::uint64_t begin = 0;  ///< first byte, from the start of the data
    std::uint64_t end = 0;    ///< one past the last
};

struct Header {
    std::vector<HeaderEntry> entries;
    std::map<std::string, std::string> metadata;
};

/// Fills `header`; the answer says what is wrong, empty when nothing is.
[[nodiscard]] std::string parseHeader(std::string_view text, std::size_t mostTensors, Header& header);
/// Compact JSON, metadata first, the tensors in the given order and packed without gaps.
[[nodiscard]] std::string headerText(std::span<const TensorView* const> tensors,
                                     const std::map<std::string, std::string>& metadata);
/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool validUtf8(std::string_view text);

}  // namespace cicatrix::safetensors
