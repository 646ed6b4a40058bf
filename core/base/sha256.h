// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cicatrix {

/// SHA-256 (FIPS 180-4), streaming. Our own, because the trainer must need nothing but LibTorch; the store hashes its
/// big files with OpenSSL, and a test holds the two against each other.
class Sha256 {
public:
    void update(std::span<const std::byte> bytes);
    /// 64 lower-case hexadecimal digits. The object is spent afterwards.
    [[nodiscard]] std::string hex();

private:
    void block(const std::uint8_t* bytes);

    std::array<std::uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> m_buffer{};
    std::size_t m_buffered = 0;
    std::uint64_t m_length = 0;
};

[[nodiscard]] std::string sha256Hex(std::span<const std::byte> bytes);
[[nodiscard]] std::string sha256Hex(std::string_view text);

}  // namespace cicatrix
