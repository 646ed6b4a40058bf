// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/tiff_directory.h"

#include <algorithm>
#include <array>

namespace cicatrix::image {

namespace {

/// Bytes of one value of a field type (TIFF 6.0, page 15); 0 for types that are not known.
std::size_t typeBytes(std::uint16_t type)
{
    constexpr std::array<std::uint8_t, 14> kBytes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
    return type < kBytes.size() ? kBytes[type] : 0;
}

}  // namespace

const TiffEntry* TiffDirectory::find(std::uint16_t tag) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [tag](const TiffEntry& entry) { return entry.tag == tag; });
    return found == entries.end() ? nullptr : &*found;
}

std::optional<TiffView> TiffView::open(ByteSpan block)
{
    using namespace std::string_view_literals;
    const ByteReader reader(block);
    if (!reader.has(0, 8)) {
        return std::nullopt;
    }
    if (reader.startsWith("II\x2a\0"sv)) {
        return TiffView(block, Endian::Little);
    }
    return reader.startsWith("MM\0\x2a"sv) ? std::optional(TiffView(block, Endian::Big)) : std::nullopt;
}

std::optional<TiffDirectory> TiffView::directory(std::size_t at) const
{
    TiffDirectory directory{at, m_reader.u16(at), {}};
    constexpr std::size_t kMaxSlots = 512;
    if (at < 8 || directory.slots > kMaxSlots || !m_reader.has(at, 2) || !m_reader.has(at + 2, directory.slots * 12)) {
        return std::nullopt;
    }
    for (std::size_t slot = 0; slot < directory.slots; ++slot) {
        TiffEntry entry;
        entry.entryAt = at + 2 + slot * 12;
        entry.tag = m_reader.u16(entry.entryAt);
        entry.type = m_reader.u16(entry.entryAt + 2);
        entry.count = m_reader.u32(entry.entryAt + 4);
        entry.bytes = typeBytes(entry.type) * entry.count;
        entry.valueAt = entry.bytes <= 4 ? entry.entryAt + 8 : m_reader.u32(entry.entryAt + 8);
        if (entry.bytes > 0 && m_reader.has(entry.valueAt, entry.bytes) && directory.find(entry.tag) == nullptr) {
            directory.entries.push_back(entry);
        }
    }
    return directory;
}

std::uint32_t TiffView::number(const TiffEntry& entry, std::size_t index) const
{
    constexpr std::uint16_t kIfd = 13;  // libtiff writes pointers so
    if (index >= entry.count || (entry.type != 1 && entry.type != 3 && entry.type != 4 && entry.type != kIfd)) {
        return 0;
    }
    const std::size_t bytes = typeBytes(entry.type);
    return static_cast<std::uint32_t>(m_reader.number(entry.valueAt + index * bytes, bytes));
}

std::optional<Rational> TiffView::rational(const TiffEntry& entry) const
{
    if (entry.type != 5) {
        return std::nullopt;
    }
    return Rational{m_reader.u32(entry.valueAt), m_reader.u32(entry.valueAt + 4)};
}

std::string TiffView::text(const TiffEntry& entry) const
{
    std::string text;
    for (std::size_t i = 0; entry.type == 2 && i < std::min<std::size_t>(entry.count, 64); ++i) {
        const char c = static_cast<char>(m_reader.u8(entry.valueAt + i));
        if (c == '\0') {
            break;
        }
        if (c >= ' ' && c <= '~') {
            text += c;
        }
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

}  // namespace cicatrix::image
