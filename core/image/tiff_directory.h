// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/byte_reader.h"

#include <optional>
#include <string>
#include <vector>

namespace cicatrix::image {

/// An unsigned fraction as EXIF stores it.
struct Rational {
    std::uint32_t numerator = 0;
    std::uint32_t denominator = 0;
    /// Empty for x/0, which cameras write for "not known".
    [[nodiscard]] std::optional<double> value() const
    {
        return denominator == 0 ? std::nullopt : std::optional<double>(static_cast<double>(numerator) / denominator);
    }
};

/// One field of a directory; its value is known to lie inside the block.
struct TiffEntry {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint32_t count = 0;
    std::size_t entryAt = 0;  ///< of the 12 bytes in the directory
    std::size_t valueAt = 0;  ///< in the entry itself for values of at most four bytes
    std::size_t bytes = 0;
};

struct TiffDirectory {
    std::size_t at = 0;
    std::size_t slots = 0;           ///< entries as counted in the file, unreadable ones included
    std::vector<TiffEntry> entries;  ///< the readable ones, each tag once
    [[nodiscard]] const TiffEntry* find(std::uint16_t tag) const;
};

/// A TIFF structure (a TIFF file or an EXIF block), read without following any chain: no loops are possible.
class TiffView {
public:
    /// Empty where the eight bytes of the header are not TIFF's.
    [[nodiscard]] static std::optional<TiffView> open(ByteSpan block);
    [[nodiscard]] Endian endian() const { return m_endian; }
    [[nodiscard]] ByteSpan block() const { return m_reader.bytes(); }
    [[nodiscard]] std::size_t firstDirectory() const { return m_reader.u32(4); }
    /// Empty where the directory does not lie inside the block.
    [[nodiscard]] std::optional<TiffDirectory> directory(std::size_t at) const;
    /// A BYTE, SHORT or LONG value; 0 for another type or a wrong index.
    [[nodiscard]] std::uint32_t number(const TiffEntry& entry, std::size_t index = 0) const;
    [[nodiscard]] std::optional<Rational> rational(const TiffEntry& entry) const;
    /// Printable ASCII up to the first zero, without blanks at the end, at most 64 letters.
    [[nodiscard]] std::string text(const TiffEntry& entry) const;

private:
    TiffView(ByteSpan block, Endian endian) : m_reader(block, endian), m_endian(endian) {}

    ByteReader m_reader;
    Endian m_endian;
};

}  // namespace cicatrix::image
