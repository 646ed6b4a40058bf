// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/hevc_size.h"

namespace cicatrix::image {

namespace {

/// Bits of a raw byte sequence payload; reading beyond the end gives zeros and marks the stream as spent.
class BitReader {
public:
    explicit BitReader(const Bytes& bytes) : m_bytes(bytes) {}

    std::uint32_t bits(int count)
    {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i) {
            value = value << 1 | bit();
        }
        return value;
    }
    void skip(std::size_t count) { m_at += count; }
    /// Exp-Golomb code ue(v), ITU-T H.265 9.2.
    std::uint32_t golomb()
    {
        int zeros = 0;
        while (!spent() && bit() == 0) {
            ++zeros;
        }
        return spent() || zeros > 31 ? 0xffffffff : (std::uint32_t{1} << zeros) - 1 + bits(zeros);
    }
    [[nodiscard]] bool spent() const { return m_at >= m_bytes.size() * 8; }

private:
    std::uint32_t bit()
    {
        if (spent()) {
            return 0;
        }
        const std::uint32_t value = std::to_integer<std::uint32_t>(m_bytes[m_at / 8]) >> (7 - m_at % 8) & 1;
        ++m_at;
        return value;
    }

    const Bytes& m_bytes;
    std::size_t m_at = 0;
};

/// Without the bytes that keep start codes from occurring (H.265 7.3.1.1).
Bytes payload(ByteSpan nalUnit)
{
    Bytes out;
    int zeros = 0;
    for (std::size_t i = 2; i < nalUnit.size(); ++i) {
        if (zeros >= 2 && nalUnit[i] == std::byte{3}) {
            zeros = 0;
            continue;
        }
        zeros = nalUnit[i] == std::byte{0} ? zeros + 1 : 0;
        out.push_back(nalUnit[i]);
    }
    return out;
}

}  // namespace

std::optional<HevcSize> hevcSpsSize(ByteSpan nalUnit)
{
    const Bytes bytes = payload(nalUnit);
    BitReader reader(bytes);
    reader.skip(4);
    const std::uint32_t subLayers = reader.bits(3);
    reader.skip(1 + 96);  // nesting flag, general profile, tier and level (7.3.3)
    std::size_t subLayerBits = 0;
    for (std::uint32_t i = 0; i < subLayers; ++i) {
        subLayerBits += reader.bits(1) != 0 ? 88 : 0;
        subLayerBits += reader.bits(1) != 0 ? 8 : 0;
    }
    reader.skip((subLayers > 0 ? 2 * (8 - std::size_t{subLayers}) : 0) + subLayerBits);
    reader.golomb();  // the set's own number
    if (reader.golomb() == 3) {
        reader.skip(1);
    }
    HevcSize size;
    size.width = reader.golomb();
    size.height = reader.golomb();
    return reader.spent() ? std::nullopt : std::optional(size);
}

}  // namespace cicatrix::image
