// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/heic_boxes.h"

#include "core/image/limits.h"
#include "core/image/scan.h"

#include <algorithm>
#include <map>

namespace cicatrix::image {

namespace {

constexpr std::size_t kFullBoxHead = 4;  // version and flags

std::string fourLetters(const ByteReader& file, std::size_t at)
{
    std::string type;
    for (std::size_t i = 0; i < 4; ++i) {
        type += static_cast<char>(file.u8(at + i));
    }
    return type;
}

const HeicBox* findBox(const std::vector<HeicBox>& boxes, const std::string& type)
{
    const auto found = std::find_if(boxes.begin(), boxes.end(), [&](const HeicBox& box) { return box.type == type; });
    return found == boxes.end() ? nullptr : &*found;
}

ByteRange inside(const HeicBox& box, std::size_t head)
{
    const ByteRange body = box.body();
    const std::size_t skipped = std::min(head, body.size);
    return {body.at + skipped, body.size - skipped};
}

/// iinf: number and kind of every item (ISO/IEC 14496-12, 8.11.6).
Result<std::vector<HeicItem>> readItems(const ByteReader& file, const HeicBox& iinf, const std::string& name)
{
    const bool wide = file.u8(iinf.bodyAt) > 0;
    CICATRIX_ASSIGN(const std::vector<HeicBox> entries, heicBoxes(file, inside(iinf, kFullBoxHead + (wide ? 4 : 2)), name));
    std::vector<HeicItem> items;
    for (const HeicBox& entry : entries) {
        const std::uint8_t version = file.u8(entry.bodyAt);
        if (entry.type != "infe" || version < 2) {
            continue;
        }
        const std::size_t idBytes = version == 2 ? 2 : 4;
        const std::size_t idAt = entry.bodyAt + kFullBoxHead;
        items.push_back({static_cast<std::uint32_t>(file.number(idAt, idBytes)), fourLetters(file, idAt + idBytes + 2), {}});
    }
    return items;
}

/// Reads numbers of the widths that iloc's head states.
class PlaceReader {
public:
    PlaceReader(const ByteReader& file, const HeicBox& iloc)
        : m_file(file), m_at(iloc.bodyAt + kFullBoxHead + 2), m_end(iloc.end()), m_version(file.u8(iloc.bodyAt))
    {
        const unsigned sizes = file.u16(iloc.bodyAt + kFullBoxHead);
        m_offsetBytes = sizes >> 12 & 15;
        m_lengthBytes = sizes >> 8 & 15;
        m_baseBytes = sizes >> 4 & 15;
        m_indexBytes = m_version == 0 ? 0 : sizes & 15;
    }
    [[nodiscard]] bool valid() const
    {
        const auto fits = [](std::size_t bytes) { return bytes == 0 || bytes == 4 || bytes == 8; };
        return m_version <= 2 && fits(m_offsetBytes) && fits(m_lengthBytes) && fits(m_baseBytes) && fits(m_indexBytes);
    }
    [[nodiscard]] bool spent() const { return m_at > m_end; }
    [[nodiscard]] std::uint8_t version() const { return m_version; }
    std::uint64_t next(std::size_t bytes)
    {
        const std::uint64_t value = m_file.number(m_at, bytes);
        m_at += bytes;
        return value;
    }
    std::uint64_t base() { return next(m_baseBytes); }
    /// An extent's offset and length, relative to the base.
    std::pair<std::uint64_t, std::uint64_t> extent()
    {
        next(m_indexBytes);
        const std::uint64_t offset = next(m_offsetBytes);
        return {offset, next(m_lengthBytes)};
    }

private:
    const ByteReader& m_file;
    std::size_t m_at;
    std::size_t m_end;
    std::uint8_t m_version;
    std::size_t m_offsetBytes = 0, m_lengthBytes = 0, m_baseBytes = 0, m_indexBytes = 0;
};

/// iloc: where every item lies (8.11.3): in the file, or (method 1) in the idat box.
Result<void> readPlaces(const ByteReader& file, const HeicBox& iloc, const HeicBox* idat, HeicLayout& layout,
                        const std::string& name)
{
    std::map<std::uint32_t, HeicItem*> byId;
    for (HeicItem& item : layout.items) {
        byId.emplace(item.id, &item);
    }
    PlaceReader places(file, iloc);
    if (!places.valid()) {
        return damaged(name, "its item places are not valid");
    }
    const std::size_t idBytes = places.version() == 2 ? 4 : 2;
    std::uint64_t total = 0;
    for (std::uint64_t left = places.next(idBytes); left > 0; --left) {
        const auto id = static_cast<std::uint32_t>(places.next(idBytes));
        const std::uint64_t method = places.version() == 0 ? 0 : places.next(2) & 15;
        places.next(2);
        const std::uint64_t base = places.base();
        const auto item = byId.find(id);
        for (std::uint64_t extents = places.next(2); extents > 0; --extents) {
            const auto [offset, length] = places.extent();
            if (places.spent() || ++total > kMaxParts) {
                return damaged(name, "its item places are not valid");
            }
            if (item == byId.end() || method > 1) {
                continue;
            }
            const ByteRange home = method == 0 ? ByteRange{0, file.size()} : idat != nullptr ? idat->body() : ByteRange{};
            if (base > home.size || offset > home.size - base || length > home.size - base - offset) {
                return truncated(name);
            }
            const std::size_t start = base + offset;
            item->second->extents.push_back({home.at + start, length == 0 ? home.size - start : length});
        }
        if (places.spent()) {
            return damaged(name, "its item places are not valid");
        }
    }
    return {};
}

}  // namespace

Result<std::vector<HeicBox>> heicBoxes(const ByteReader& file, ByteRange range, const std::string& name)
{
    std::vector<HeicBox> boxes;
    const std::size_t end = range.at + range.size;
    for (std::size_t at = range.at; at < end;) {
        HeicBox box{fourLetters(file, at + 4), {at, file.u32(at)}, at + 8};
        if (box.whole.size == 1) {
            box.whole.size = file.number(at + 8, 8);
            box.bodyAt = at + 16;
        } else if (box.whole.size == 0) {
            box.whole.size = end - at;
        }
        if (end - at < 8 || box.whole.size > end - at) {
            return truncated(name);
        }
        if (box.bodyAt > box.end() || boxes.size() >= kMaxParts) {
            return damaged(name, "its HEIC boxes are not valid");
        }
        at = box.end();
        boxes.push_back(std::move(box));
    }
    return boxes;
}

Result<HeicLayout> readHeicLayout(ByteSpan bytes, const std::string& name)
{
    const ByteReader file(bytes);
    HeicLayout layout;
    CICATRIX_ASSIGN(layout.boxes, heicBoxes(file, {0, bytes.size()}, name));
    const HeicBox* meta = findBox(layout.boxes, "meta");
    if (meta == nullptr) {
        return damaged(name, "it holds no picture");
    }
    CICATRIX_ASSIGN(const std::vector<HeicBox> parts, heicBoxes(file, inside(*meta, kFullBoxHead), name));
    const HeicBox* iinf = findBox(parts, "iinf");
    const HeicBox* iloc = findBox(parts, "iloc");
    if (iinf == nullptr || iloc == nullptr) {
        return damaged(name, "it holds no picture");
    }
    CICATRIX_ASSIGN(layout.items, readItems(file, *iinf, name));
    CICATRIX_TRY(readPlaces(file, *iloc, findBox(parts, "idat"), layout, name));
    return layout;
}

ByteSpan heicExifBlock(ByteSpan file, const HeicItem& item)
{
    if (item.extents.size() != 1 || item.extents.front().size < 4) {
        return {};
    }
    const ByteReader content(file.subspan(item.extents.front().at, item.extents.front().size));
    return content.part(4 + std::size_t{content.u32(0)}, content.size());
}

}  // namespace cicatrix::image
