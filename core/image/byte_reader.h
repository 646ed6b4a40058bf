// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cicatrix::image {

using ByteSpan = std::span<const std::byte>;
enum class Endian { Little, Big };

/// Numbers out of foreign bytes. Reading beyond the end gives 0, so that a forgotten `has` cannot read foreign memory.
class ByteReader {
public:
    explicit ByteReader(ByteSpan bytes, Endian endian = Endian::Big) : m_bytes(bytes), m_endian(endian) {}

    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] ByteSpan bytes() const { return m_bytes; }
    [[nodiscard]] bool has(std::size_t at, std::size_t count) const
    {
        return at <= m_bytes.size() && count <= m_bytes.size() - at;
    }
    [[nodiscard]] std::uint8_t u8(std::size_t at) const { return static_cast<std::uint8_t>(number(at, 1)); }
    [[nodiscard]] std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
    [[nodiscard]] std::uint32_t u32(std::size_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
    /// A number of 0 to 8 bytes.
    [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t count) const
    {
        if (!has(at, count)) {
            return 0;
        }
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t from = m_endian == Endian::Big ? at + i : at + count - 1 - i;
            value = value << 8 | std::to_integer<std::uint64_t>(m_bytes[from]);
        }
        return value;
    }
    [[nodiscard]] bool startsWith(std::string_view text, std::size_t at = 0) const
    {
        return has(at, text.size()) &&
               std::equal(text.begin(), text.end(), m_bytes.begin() + static_cast<std::ptrdiff_t>(at),
                          [](char c, std::byte b) { return static_cast<std::uint8_t>(c) == std::to_integer<std::uint8_t>(b); });
    }
    /// The part that starts at `at`; shorter or empty where the bytes end before.
    [[nodiscard]] ByteSpan part(std::size_t at, std::size_t count) const
    {
        return at >= m_bytes.size() ? ByteSpan{} : m_bytes.subspan(at, std::min(count, m_bytes.size() - at));
    }

private:
    ByteSpan m_bytes;
    Endian m_endian;
};

/// The other direction: appends numbers and bytes.
class ByteWriter {
public:
    explicit ByteWriter(Endian endian = Endian::Big) : m_endian(endian) {}

    void u8(unsigned value) { number(value, 1); }
    void u16(unsigned value) { number(value, 2); }
    void u32(std::uint32_t value) { number(value, 4); }
    void number(std::uint64_t value, std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t shift = 8 * (m_endian == Endian::Big ? count - 1 - i : i);
            m_bytes.push_back(static_cast<std::byte>(value >> shift & 0xff));
        }
    }
    void bytes(ByteSpan part) { m_bytes.insert(m_bytes.end(), part.begin(), part.end()); }
    void text(std::string_view part)
    {
        for (const char c : part) {
            m_bytes.push_back(static_cast<std::byte>(c));
        }
    }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] Bytes take() { return std::move(m_bytes); }

private:
    Bytes m_bytes;
    Endian m_endian;
};

}  // namespace cicatrix::image
