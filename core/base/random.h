// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace cicatrix {

/// FNV-1a, 64 bits: the seed of a named stream of random numbers.
[[nodiscard]] constexpr std::uint64_t fnv1a64(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return hash;
}

/// SplitMix64 (Steele, Lea, Flood 2014): the product's only random generator, so that a seed means the same everywhere.
class SplitMix64 {
public:
    explicit constexpr SplitMix64(std::uint64_t seed) : m_state(seed) {}

    constexpr std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// Uniform in [0, 1), 53 bits.
    constexpr double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// Uniform in [low, high).
    constexpr double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform in 0 … count − 1.
    constexpr std::uint64_t below(std::uint64_t count)
    {
        return static_cast<std::uint64_t>(uniform() * static_cast<double>(count));
    }
    /// Standard normal (Box–Muller, one value a call).
    double normal();

    [[nodiscard]] constexpr std::uint64_t state() const { return m_state; }

private:
    std::uint64_t m_state;
};

}  // namespace cicatrix
