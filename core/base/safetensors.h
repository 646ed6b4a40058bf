// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cicatrix {

/// Element types of a safetensors file, in the order in which the reference writer lays them into the file.
enum class TensorType { U64, I64, F64, F32, U32, I32, BF16, F16, U16, I16, I8, U8, Bool };

/// "F32", "I64", …
[[nodiscard]] std::string_view key(TensorType type);
/// Bytes of one element.
[[nodiscard]] std::size_t elementSize(TensorType type);

/// One named tensor: row-major, little-endian, packed. `data` may be unaligned: copy it out with memcpy.
struct TensorView {
    std::string name;
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape;  ///< empty for a scalar
    std::span<const std::byte> data;
};

/// A safetensors file, held in memory and read strictly: whatever the reference refuses, and besides duplicate keys,
/// extra fields, odd header lengths, names that are not short printable ASCII, NaN and infinities.
class SafetensorsFile {
public:
    /// `subject` names the file in errors (BadInput).
    [[nodiscard]] static Result<SafetensorsFile> parse(Bytes bytes, const std::string& subject);
    SafetensorsFile(SafetensorsFile&&) noexcept = default;
    SafetensorsFile& operator=(SafetensorsFile&&) noexcept = default;
    SafetensorsFile(const SafetensorsFile&) = delete;
    SafetensorsFile& operator=(const SafetensorsFile&) = delete;

    /// In the order of their data; the views live as long as this object.
    [[nodiscard]] const std::vector<TensorView>& tensors() const { return m_tensors; }
    /// Null when there is no tensor of that name.
    [[nodiscard]] const TensorView* find(std::string_view name) const;
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return m_metadata; }

private:
    SafetensorsFile() = default;

    Bytes m_bytes;
    std::vector<TensorView> m_tensors;
    std::map<std::string, std::string> m_metadata;
};

/// The file's bytes, byte-identical to the reference writer's (which orders several metadata keys at random; ours sorts).
/// What `parse` would refuse is refused here too.
[[nodiscard]] Result<Bytes> writeSafetensors(std::span<const TensorView> tensors,
                                             const std::map<std::string, std::string>& metadata);

}  // namespace cicatrix
