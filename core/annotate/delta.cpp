// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/delta.h"

#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

namespace cicatrix::annotate {

namespace {

constexpr std::array<char, 4> kMagic{'C', 'I', 'R', '1'};
constexpr std::size_t kChecksumBytes = 8;

void putNumber(Bytes& out, std::uint64_t value)
{
    while (value >= 0x80) {
        out.push_back(static_cast<std::byte>(value & 0x7f) | std::byte{0x80});
        value >>= 7;
    }
    out.push_back(static_cast<std::byte>(value));
}

std::uint64_t checksum(std::span<const std::byte> bytes)
{
    return fnv1a64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

class Reader {
public:
    explicit Reader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    std::optional<std::uint64_t> number()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (m_at == m_bytes.size()) {
                return std::nullopt;
            }
            const auto byte = std::to_integer<std::uint64_t>(m_bytes[m_at++]);
            value |= (byte & 0x7f) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] std::size_t left() const { return m_bytes.size() - m_at; }

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
};

/// One run: gap to the previous run's end, length, the two codes.
std::optional<Run> readRun(Reader& reader, std::uint64_t from, std::uint64_t pixels)
{
    const auto gap = reader.number();
    const auto length = reader.number();
    const auto before = reader.number();
    const auto after = reader.number();
    if (!gap || !length || !before || !after || *before > 255 || *after > 255 || *before == *after || *length == 0 ||
        *gap > pixels - from || *length > pixels - from - *gap || *length > std::numeric_limits<std::uint32_t>::max()) {
        return std::nullopt;
    }
    return Run{from + *gap, static_cast<std::uint32_t>(*length), static_cast<std::uint8_t>(*before),
               static_cast<std::uint8_t>(*after)};
}

}  // namespace

Delta Delta::inverse() const
{
    Delta back = *this;
    for (Run& run : back.runs) {
        std::swap(run.before, run.after);
    }
    return back;
}

Delta makeDelta(int width, int height, std::vector<Run> runs)
{
    std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.start < b.start; });
    Delta delta{width, height, {}, {}};
    const auto columns = static_cast<std::uint64_t>(std::max(width, 1));
    std::uint64_t left = columns;
    std::uint64_t right = 0;
    for (const Run& run : runs) {
        const std::uint64_t last = run.start + run.length - 1;
        const bool wraps = run.start / columns != last / columns;
        left = std::min(left, wraps ? 0 : run.start % columns);
        right = std::max(right, wraps ? columns - 1 : last % columns);
        Run* const previous = delta.runs.empty() ? nullptr : &delta.runs.back();
        if (previous != nullptr && previous->start + previous->length == run.start && previous->before == run.before &&
            previous->after == run.after && previous->length <= std::numeric_limits<std::uint32_t>::max() - run.length) {
            previous->length += run.length;
        } else {
            delta.runs.push_back(run);
        }
    }
    if (!delta.runs.empty()) {
        const std::uint64_t top = delta.runs.front().start / columns;
        const std::uint64_t bottom = (delta.runs.back().start + delta.runs.back().length - 1) / columns;
        delta.bounds = {static_cast<int>(left), static_cast<int>(top), static_cast<int>(right - left + 1),
                        static_cast<int>(bottom - top + 1)};
    }
    return delta;
}

Bytes serialise(const Delta& delta)
{
    Bytes out;
    out.reserve(24 + delta.runs.size() * 5);
    for (const char c : kMagic) {
        out.push_back(static_cast<std::byte>(c));
    }
    putNumber(out, static_cast<std::uint64_t>(delta.width));
    putNumber(out, static_cast<std::uint64_t>(delta.height));
    putNumber(out, delta.runs.size());
    std::uint64_t end = 0;
    for (const Run& run : delta.runs) {
        putNumber(out, run.start - end);
        putNumber(out, run.length);
        putNumber(out, run.before);
        putNumber(out, run.after);
        end = run.start + run.length;
    }
    std::array<std::byte, kChecksumBytes> sum;
    const std::uint64_t value = checksum(out);
    std::memcpy(sum.data(), &value, kChecksumBytes);
    out.insert(out.end(), sum.begin(), sum.end());
    return out;
}

Result<Delta> parseDelta(std::span<const std::byte> bytes)
{
    const Error damaged{ErrorKind::BadInput, "stroke", "the journal's entry is damaged; the strokes before it are kept"};
    if (bytes.size() < kMagic.size() + kChecksumBytes || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0) {
        return damaged;
    }
    const std::span<const std::byte> content = bytes.first(bytes.size() - kChecksumBytes);
    std::uint64_t stored = 0;
    std::memcpy(&stored, bytes.data() + content.size(), kChecksumBytes);
    Reader reader(content.subspan(kMagic.size()));
    const auto width = reader.number();
    const auto height = reader.number();
    const auto count = reader.number();
    constexpr std::uint64_t kLongestSide = 1 << 20;
    if (stored != checksum(content) || !width || !height || !count || *width > kLongestSide || *height > kLongestSide ||
        *count > reader.left() / 4) {
        return damaged;
    }
    std::vector<Run> runs;
    runs.reserve(*count);
    std::uint64_t end = 0;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const std::optional<Run> run = readRun(reader, end, *width * *height);
        if (!run) {
            return damaged;
        }
        runs.push_back(*run);
        end = run->start + run->length;
    }
    if (reader.left() != 0) {
        return damaged;
    }
    return makeDelta(static_cast<int>(*width), static_cast<int>(*height), std::move(runs));
}

}  // namespace cicatrix::annotate
