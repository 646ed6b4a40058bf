// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/bmp_layout.h"
#include "core/image/decode.h"

#include <array>
#include <bit>

namespace cicatrix::image {

namespace {

/// One channel of a masked pixel, stretched to 0…255.
std::uint8_t masked(std::uint32_t pixel, std::uint32_t mask)
{
    const std::uint32_t top = mask >> std::countr_zero(mask);
    return static_cast<std::uint8_t>(std::uint64_t{(pixel & mask) >> std::countr_zero(mask)} * 255 / top);
}

std::array<Rgb, 256> readPalette(const ByteReader& file, const BmpLayout& layout)
{
    std::array<Rgb, 256> palette{};
    for (std::size_t i = 0; i < layout.paletteCount; ++i) {
        const std::size_t at = layout.paletteAt + i * layout.paletteStride;
        palette[i] = {file.u8(at + 2), file.u8(at + 1), file.u8(at)};
    }
    return palette;
}

class RowReader {
public:
    RowReader(const ByteReader& file, const BmpLayout& layout)
        : m_file(file), m_layout(layout), m_palette(readPalette(file, layout))
    {
    }

    [[nodiscard]] Rgb pixel(std::size_t rowAt, std::size_t x) const
    {
        const auto bits = static_cast<std::size_t>(m_layout.bits);
        if (bits <= 8) {
            const std::size_t shift = 8 - bits - x * bits % 8;
            return m_palette[static_cast<std::size_t>(m_file.u8(rowAt + x * bits / 8)) >> shift & ((1U << bits) - 1)];
        }
        const std::size_t at = rowAt + x * bits / 8;
        if (bits == 24) {
            return {m_file.u8(at + 2), m_file.u8(at + 1), m_file.u8(at)};
        }
        const std::uint32_t value = bits == 16 ? m_file.u16(at) : m_file.u32(at);
        return {masked(value, m_layout.masks[0]), masked(value, m_layout.masks[1]), masked(value, m_layout.masks[2])};
    }

private:
    const ByteReader& m_file;
    const BmpLayout& m_layout;
    std::array<Rgb, 256> m_palette;
};

}  // namespace

Result<RawPicture> decodeBmp(ByteSpan bytes, const std::string& name, const Scan& scan)
{
    CICATRIX_ASSIGN(const BmpLayout layout, readBmpLayout(bytes, name));
    const ByteReader file(bytes, Endian::Little);
    const RowReader reader(file, layout);
    RawPicture picture{Grid<Rgb>(layout.width, layout.height), scan.icc};
    for (int y = 0; y < layout.height; ++y) {
        const int stored = layout.topDown ? y : layout.height - 1 - y;
        const std::size_t rowAt = layout.pixelsAt + static_cast<std::size_t>(stored) * layout.rowBytes;
        const std::span<Rgb> row = picture.pixels.row(y);
        for (std::size_t x = 0; x < row.size(); ++x) {
            row[x] = reader.pixel(rowAt, x);
        }
    }
    return picture;
}

}  // namespace cicatrix::image
