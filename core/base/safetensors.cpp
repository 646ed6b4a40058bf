// SPDX-License-Identifier: GPL-3.0-or-later
// Layout and verdicts: the reference is huggingface/safetensors 0.8.0, safetensors/src/tensor.rs; ours is stricter.
#include "core/base/safetensors.h"

#include "core/base/safetensors_header.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <set>

namespace cicatrix {

static_assert(std::endian::native == std::endian::little, "tensors are copied as little-endian bytes");

namespace {

constexpr std::uint64_t kLargestHeader = 16'000'000;
constexpr std::size_t kMostTensors = 100'000;
constexpr std::size_t kLongestName = 256;
constexpr std::size_t kHighestRank = 8;
constexpr std::size_t kLengthBytes = 8;

struct TypeRow {
    std::string_view key;
    std::size_t size;
};
constexpr std::array<TypeRow, 13> kTypes{{{"U64", 8},
                                          {"I64", 8},
                                          {"F64", 8},
                                          {"F32", 4},
                                          {"U32", 4},
                                          {"I32", 4},
                                          {"BF16", 2},
                                          {"F16", 2},
                                          {"U16", 2},
                                          {"I16", 2},
                                          {"I8", 1},
                                          {"U8", 1},
                                          {"BOOL", 1}}};

std::string tensorNamed(std::string_view name)
{
    std::string text = "tensor \"";
    for (const char c : name.substr(0, 80)) {
        text += c >= 0x20 && c < 0x7f ? c : '?';
    }
    return text + "\"";
}

bool plainName(std::string_view name)
{
    return !name.empty() && name.size() <= kLongestName &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

template <typename Word>
bool exponentFull(std::span<const std::byte> data, Word mask)
{
    for (std::size_t i = 0; i + sizeof(Word) <= data.size(); i += sizeof(Word)) {
        Word word;
        std::memcpy(&word, data.data() + i, sizeof(Word));
        if ((word & mask) == mask) {
            return true;
        }
    }
    return false;
}

/// NaN or infinity: every exponent bit set.
bool hasNonFinite(const TensorView& tensor)
{
    switch (tensor.type) {
    case TensorType::F64:
        return exponentFull<std::uint64_t>(tensor.data, 0x7ff0000000000000ULL);
    case TensorType::F32:
        return exponentFull<std::uint32_t>(tensor.data, 0x7f800000U);
    case TensorType::F16:
        return exponentFull<std::uint16_t>(tensor.data, 0x7c00);
    case TensorType::BF16:
        return exponentFull<std::uint16_t>(tensor.data, 0x7f80);
    default:
        return false;
    }
}

/// What is wrong with one tensor on its own; empty when nothing is.
std::string tensorProblem(const TensorView& tensor)
{
    if (!plainName(tensor.name) || tensor.name == "__metadata__") {
        return tensorNamed(tensor.name) + " has a name that is not 1 to 256 printable ASCII characters";
    }
    if (tensor.shape.size() > kHighestRank) {
        return tensorNamed(tensor.name) + " has more than 8 dimensions";
    }
    std::uint64_t bytes = elementSize(tensor.type);
    for (const std::int64_t side : tensor.shape) {
        if (side < 0 || (side > 0 && bytes > std::numeric_limits<std::int64_t>::max() / static_cast<std::uint64_t>(side))) {
            return tensorNamed(tensor.name) + " has an impossible shape";
        }
        bytes *= static_cast<std::uint64_t>(side);
    }
    if (bytes != tensor.data.size()) {
        return tensorNamed(tensor.name) + " has a shape that does not fit its number of bytes";
    }
    if (hasNonFinite(tensor)) {
        return tensorNamed(tensor.name) + " holds values that are not finite numbers";
    }
    return {};
}

std::optional<TensorType> typeFromKey(std::string_view name)
{
    const auto* const row = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& r) { return r.key == name; });
    if (row == kTypes.end()) {
        return std::nullopt;
    }
    return static_cast<TensorType>(row - kTypes.begin());
}

/// Ranges must follow one another from 0 to the buffer's end without gap or overlap.
std::string placementProblem(std::vector<safetensors::HeaderEntry>& entries, std::uint64_t bufferSize)
{
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
    std::uint64_t expected = 0;
    for (const safetensors::HeaderEntry& entry : entries) {
        if (entry.begin != expected || entry.end < entry.begin || entry.end > bufferSize) {
            return tensorNamed(entry.name) + " lies at an impossible place in the file (gap, overlap or beyond the end)";
        }
        expected = entry.end;
    }
    return expected == bufferSize ? std::string() : "has bytes that belong to no tensor, or is cut short";
}

}  // namespace

std::string_view key(TensorType type) { return kTypes[static_cast<std::size_t>(type)].key; }

std::size_t elementSize(TensorType type) { return kTypes[static_cast<std::size_t>(type)].size; }

Result<SafetensorsFile> SafetensorsFile::parse(Bytes bytes, const std::string& subject)
{
    const auto refuse = [&](const std::string& why) {
        return Error{ErrorKind::BadInput, subject, "is not a sound safetensors file: " + why};
    };
    if (bytes.size() < kLengthBytes) {
        return refuse("it is shorter than 8 bytes");
    }
    std::uint64_t headerSize = 0;
    std::memcpy(&headerSize, bytes.data(), kLengthBytes);
    if (headerSize > kLargestHeader || headerSize % 8 != 0) {
        return refuse("its header length is not a multiple of 8 up to 16 MB");
    }
    if (headerSize > bytes.size() - kLengthBytes) {
        return refuse("its header is cut short");
    }
    SafetensorsFile file;
    file.m_bytes = std::move(bytes);
    const std::span<const std::byte> all(file.m_bytes);
    const std::span<const std::byte> buffer = all.subspan(kLengthBytes + headerSize);
    safetensors::Header header;
    const std::string_view text(reinterpret_cast<const char*>(all.data()) + kLengthBytes, headerSize);
    if (const std::string problem = safetensors::parseHeader(text, kMostTensors, header); !problem.empty()) {
        return refuse(problem);
    }
    if (const std::string problem = placementProblem(header.entries, buffer.size()); !problem.empty()) {
        return refuse(problem);
    }
    for (safetensors::HeaderEntry& entry : header.entries) {
        const std::optional<TensorType> type = typeFromKey(entry.dtype);
        if (!type) {
            return refuse(tensorNamed(entry.name) + " has an element type that is not known here");
        }
        const auto inRange = [](std::uint64_t side) { return side <= std::numeric_limits<std::int64_t>::max(); };
        if (!std::all_of(entry.shape.begin(), entry.shape.end(), inRange)) {
            return refuse(tensorNamed(entry.name) + " has an impossible shape");
        }
        TensorView view{std::move(entry.name),
                        *type,
                        {entry.shape.begin(), entry.shape.end()},
                        buffer.subspan(entry.begin, entry.end - entry.begin)};
        if (const std::string problem = tensorProblem(view); !problem.empty()) {
            return refuse(problem);
        }
        file.m_tensors.push_back(std::move(view));
    }
    file.m_metadata = std::move(header.metadata);
    return file;
}

const TensorView* SafetensorsFile::find(std::string_view name) const
{
    const auto found = std::find_if(m_tensors.begin(), m_tensors.end(), [&](const TensorView& t) { return t.name == name; });
    return found == m_tensors.end() ? nullptr : &*found;
}

Result<Bytes> writeSafetensors(std::span<const TensorView> tensors, const std::map<std::string, std::string>& metadata)
{
    const auto refuse = [](const std::string& why) {
        return Error{ErrorKind::BadInput, "safetensors", "cannot be written: " + why};
    };
    if (tensors.size() > kMostTensors) {
        return refuse("there are more than 100,000 tensors");
    }
    std::vector<const TensorView*> order;
    std::set<std::string_view> names;
    for (const TensorView& tensor : tensors) {
        if (const std::string problem = tensorProblem(tensor); !problem.empty()) {
            return refuse(problem);
        }
        if (!names.insert(tensor.name).second) {
            return refuse(tensorNamed(tensor.name) + " appears twice");
        }
        order.push_back(&tensor);
    }
    std::sort(order.begin(), order.end(), [](const TensorView* a, const TensorView* b) {
        return std::pair(a->type, std::string_view(a->name)) < std::pair(b->type, std::string_view(b->name));
    });
    for (const auto& [name, value] : metadata) {
        if (!safetensors::validUtf8(name) || !safetensors::validUtf8(value)) {
            return refuse("its metadata is not valid UTF-8");
        }
    }
    std::string header = safetensors::headerText(order, metadata);
    header.append((8 - header.size() % 8) % 8, ' ');
    if (header.size() > kLargestHeader) {
        return refuse("its header would be larger than 16 MB");
    }
    Bytes bytes(kLengthBytes + header.size());
    const std::uint64_t headerSize = header.size();
    std::memcpy(bytes.data(), &headerSize, kLengthBytes);
    std::memcpy(bytes.data() + kLengthBytes, header.data(), header.size());
    for (const TensorView* tensor : order) {
        bytes.insert(bytes.end(), tensor->data.begin(), tensor->data.end());
    }
    return bytes;
}

}  // namespace cicatrix
