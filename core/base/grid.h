// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace cicatrix {

/// One sRGB pixel, 8 bits a channel, packed.
struct Rgb {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    friend bool operator==(const Rgb&, const Rgb&) = default;
};
static_assert(sizeof(Rgb) == 3);

/// A dense two-dimensional array, row-major and contiguous: the currency between folders for pictures and maps.
/// Pixel (x, y) covers [x, x+1) × [y, y+1); its centre is at (x + 0.5, y + 0.5).
template <typename T>
class Grid {
public:
    Grid() = default;
    Grid(int width, int height, T fill = T{})
        : m_width(width), m_height(height), m_values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), fill)
    {
        assert(width >= 0 && height >= 0);
    }
    Grid(int width, int height, std::vector<T> values) : m_width(width), m_height(height), m_values(std::move(values))
    {
        assert(m_values.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    }

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] bool empty() const { return m_values.empty(); }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] bool contains(int x, int y) const { return x >= 0 && y >= 0 && x < m_width && y < m_height; }

    T& at(int x, int y) { return m_values[index(x, y)]; }
    const T& at(int x, int y) const { return m_values[index(x, y)]; }
    std::span<T> row(int y) { return {data() + index(0, y), static_cast<std::size_t>(m_width)}; }
    std::span<const T> row(int y) const { return {data() + index(0, y), static_cast<std::size_t>(m_width)}; }
    T* data() { return m_values.data(); }
    const T* data() const { return m_values.data(); }
    std::span<T> values() { return m_values; }
    std::span<const T> values() const { return m_values; }

    friend bool operator==(const Grid&, const Grid&) = default;

private:
    [[nodiscard]] std::size_t index(int x, int y) const
    {
        assert(y >= 0 && y < m_height && x >= 0 && x <= m_width);
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(x);
    }

    int m_width = 0;
    int m_height = 0;
    std::vector<T> m_values;
};

/// A picture that several threads may read: never changed once shared.
using Photo = std::shared_ptr<const Grid<Rgb>>;

}  // namespace cicatrix
