// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/photo_tiles.h"

#include "ui/widgets/canvas_view.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

namespace cicatrix::ui {

namespace {

using Byte = std::uint8_t;

constexpr double kPixelsSeenFrom = 4;  ///< beyond this zoom the photo's own pixels are shown as squares
constexpr int kOne = 256;              ///< weights are in 1/256
/// Bytes that go through the arithmetic together. The loops over them have a fixed length and touch distinct memory, so that the
/// compiler turns them into vector instructions: three times as fast as one pixel after another.
constexpr std::size_t kLot = 64;
static_assert(std::endian::native == std::endian::little, "pixels are read as red, green, blue, anything");

/// Between which two source pixels the centres of device pixels fall, and the weight of the second.
struct Taps {
    std::vector<int> first;
    std::vector<std::uint16_t> weight;
};

/// For `count` device pixels from `begin`; `scale` = device pixels per source pixel.
Taps tapsOf(int begin, int count, double scale, int size, bool nearest)
{
    Taps taps;
    for (int i = 0; i < count; ++i) {
        const double centre = (begin + i + 0.5) / scale;
        const double at = std::clamp(nearest ? std::floor(centre) : centre - 0.5, 0.0, double(size - 1));
        const int first = std::min(int(at), std::max(0, size - 2));
        taps.first.push_back(first);
        taps.weight.push_back(static_cast<std::uint16_t>(std::lround((at - first) * kOne)));
    }
    return taps;
}

Byte mixed(Byte a, Byte b, std::uint16_t weightOfB)
{
    const auto sum = static_cast<std::uint16_t>(a * (kOne - weightOfB) + b * weightOfB + kOne / 2);
    return static_cast<Byte>(sum >> 8U);
}

/// out = a + (b − a) · weight / 256 for `size` bytes, a whole number of lots.
void mixRows(const Byte* __restrict a, const Byte* __restrict b, std::uint16_t weight, std::size_t size, Byte* __restrict out)
{
    for (std::size_t i = 0; i < size; i += kLot) {
        for (std::size_t k = 0; k < kLot; ++k) {
            out[i + k] = mixed(a[i + k], b[i + k], weight);
        }
    }
}

/// The same with a weight for every byte, in place of `a`.
void mixRows(Byte* __restrict a, const Byte* __restrict b, const std::uint16_t* __restrict weights, std::size_t size)
{
    for (std::size_t i = 0; i < size; i += kLot) {
        for (std::size_t k = 0; k < kLot; ++k) {
            a[i + k] = mixed(a[i + k], b[i + k], weights[i + k]);
        }
    }
}

/// Red, green, blue, anything → Qt's; a whole number of lots, of bytes.
void toQt(const Byte* __restrict bytes, std::size_t size, QRgb* __restrict out)
{
    constexpr std::size_t kPixels = kLot / sizeof(QRgb);
    for (std::size_t i = 0; i < size / sizeof(QRgb); i += kPixels) {
        alignas(kLot) std::array<QRgb, kPixels> pixels;
        std::memcpy(pixels.data(), bytes + i * sizeof(QRgb), kLot);
        for (std::size_t k = 0; k < kPixels; ++k) {
            const QRgb pixel = pixels[k];
            out[i + k] = 0xFF000000U | (pixel & 0xFFU) << 16U | (pixel & 0xFF00U) | (pixel >> 16U & 0xFFU);
        }
    }
}

std::size_t wholeLots(std::size_t size) { return (size + kLot - 1) / kLot * kLot; }

/// Turns rows of source pixels into rows of device pixels.
class RowScaler {
public:
    RowScaler(const Taps& across, int width)
        : m_begin(across.first.front()), m_count(across.first.size()), m_next(width > 1 ? sizeof(Rgb) : 0),
          m_bytes(static_cast<std::size_t>(across.first.back() - m_begin + 1) * sizeof(Rgb) + m_next),
          m_mixed(wholeLots(m_bytes + 1)), m_above(m_mixed.size()), m_below(m_mixed.size()),
          m_first(wholeLots(m_count * sizeof(QRgb))), m_second(m_first.size()), m_weights(m_first.size()),
          m_out(m_first.size() / sizeof(QRgb))
    {
        for (std::size_t i = 0; i < m_count; ++i) {
            m_offsets.push_back(static_cast<std::size_t>(across.first[i] - m_begin) * sizeof(Rgb));
            std::fill_n(m_weights.begin() + std::ptrdiff_t(i * sizeof(QRgb)), sizeof(QRgb), across.weight[i]);
        }
    }

    /// From two rows of `level`, the lower one by `weight`, to as many pixels as there were taps.
    void scale(const Grid<Rgb>& level, int above, int below, std::uint16_t weight, QRgb* out)
    {
        const Byte* row = lots(level, above, m_above);
        if (weight != 0) {
            mixRows(row, lots(level, below, m_below), weight, m_mixed.size(), m_mixed.data());
            row = m_mixed.data();
        }
        for (std::size_t i = 0; i < m_count; ++i) {
            const Byte* pixel = row + m_offsets[i];
            std::memcpy(m_first.data() + i * sizeof(QRgb), pixel, sizeof(QRgb));
            std::memcpy(m_second.data() + i * sizeof(QRgb), pixel + m_next, sizeof(QRgb));
        }
        mixRows(m_first.data(), m_second.data(), m_weights.data(), m_first.size());
        if (m_out.size() == m_count) {
            toQt(m_first.data(), m_first.size(), out);
        } else {
            toQt(m_first.data(), m_first.size(), m_out.data());
            std::copy_n(m_out.begin(), m_count, out);
        }
    }

private:
    /// The bytes of a row that the taps read, from the first on, with so many more after them that whole lots can be read:
    /// copied to `room` where the photo has no more.
    const Byte* lots(const Grid<Rgb>& level, int y, std::vector<Byte>& room) const
    {
        const auto* begin = reinterpret_cast<const Byte*>(level.row(y).data() + m_begin);
        const auto* end = reinterpret_cast<const Byte*>(level.data() + level.size());
        if (static_cast<std::size_t>(end - begin) >= m_mixed.size()) {
            return begin;
        }
        std::memcpy(room.data(), begin, m_bytes);
        return room.data();
    }

    int m_begin;
    std::size_t m_count;
    std::size_t m_next;   // from a tap's first pixel to its second, bytes
    std::size_t m_bytes;  // of a source row that are read
    std::vector<Byte> m_mixed;
    std::vector<Byte> m_above;
    std::vector<Byte> m_below;
    std::vector<Byte> m_first;  // four a pixel
    std::vector<Byte> m_second;
    std::vector<std::uint16_t> m_weights;
    std::vector<QRgb> m_out;
    std::vector<std::size_t> m_offsets;
};

}  // namespace

void PhotoTiles::setLevels(std::vector<Photo> levels, QSize full)
{
    std::erase_if(levels, [](const Photo& level) { return level == nullptr || level->empty(); });
    m_levels = std::move(levels);
    m_full = full;
    m_tiles.clear();
}

const Grid<Rgb>& PhotoTiles::levelFor(double zoom) const
{
    // The smallest with at least a pixel for each of the screen's: it is reduced by less than 2, which two taps cover.
    for (auto level = m_levels.rbegin(); level != m_levels.rend(); ++level) {
        if ((*level)->width() >= m_full.width() * zoom * 0.999) {
            return **level;
        }
    }
    return *m_levels.front();
}

void PhotoTiles::draw(QPainter& painter, const CanvasView& view, const QRect& exposed)
{
    if (!empty()) {
        m_tiles.draw(painter, view, exposed, [&](QImage& image, QPoint corner, const QRect& part) {
            paint(image, corner, part, view.zoom());
            return true;
        });
    }
}

void PhotoTiles::paint(QImage& image, QPoint corner, const QRect& part, double zoom) const
{
    if (empty() || part.isEmpty()) {
        return;
    }
    const Grid<Rgb>& level = levelFor(zoom);
    const bool nearest = zoom > kPixelsSeenFrom && QSize(level.width(), level.height()) == m_full;
    const double scaleX = zoom * m_full.width() / level.width();
    const double scaleY = zoom * m_full.height() / level.height();
    const Taps down = tapsOf(part.top(), part.height(), scaleY, level.height(), nearest);
    RowScaler scaler(tapsOf(part.left(), part.width(), scaleX, level.width(), nearest), level.width());
    for (int y = 0; y < part.height(); ++y) {
        const auto at = static_cast<std::size_t>(y);
        const int above = down.first[at];
        const int below = std::min(above + 1, level.height() - 1);
        QRgb* out = reinterpret_cast<QRgb*>(image.scanLine(part.top() + y - corner.y())) + (part.left() - corner.x());
        scaler.scale(level, above, below, down.weight[at], out);
    }
}

}  // namespace cicatrix::ui
