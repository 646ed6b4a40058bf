// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/safetensors_header.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace cicatrix::safetensors {

namespace {

/// The subset of JSON that a header may hold. Every step either consumes or sets `m_problem`; there is no recursion.
class HeaderParser {
public:
    HeaderParser(std::string_view text, std::size_t mostTensors) : m_text(text), m_mostTensors(mostTensors) {}

    std::string run(Header& header)
    {
        if (m_text.empty() || m_text.front() != '{') {
            return "its header does not start with \"{\"";
        }
        const bool ok = object([&](std::string name) {
            if (name == "__metadata__") {
                return object([&](const std::string& key) { return string(header.metadata[key]); });
            }
            if (header.entries.size() == m_mostTensors) {
                return fail("it names more than 100,000 tensors");
            }
            header.entries.push_back({});
            header.entries.back().name = std::move(name);
            return entry(header.entries.back());
        });
        if (ok && m_text.find_first_not_of(' ', m_at) != std::string_view::npos) {
            fail("its header goes on after the closing \"}\"");
        }
        return m_problem;
    }

private:
    bool fail(const char* problem)
    {
        m_problem = problem;
        return false;
    }

    char peek()
    {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
            ++m_at;
        }
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }

    bool take(char wanted)
    {
        if (peek() != wanted || m_at == m_text.size()) {
            return fail("its header is not valid JSON of the expected form");
        }
        ++m_at;
        return true;
    }

    /// `member(key)` reads the value of each key; the same key twice is refused.
    template <typename Member>
    bool object(Member member)
    {
        std::set<std::string> keys;
        if (!take('{')) {
            return false;
        }
        if (peek() == '}') {
            return take('}');
        }
        for (;;) {
            std::string name;
            if (!string(name)) {
                return false;
            }
            if (!keys.insert(name).second) {
                return fail("its header has a key twice");
            }
            if (!take(':') || !member(std::move(name))) {
                return false;
            }
            if (peek() != ',') {
                return take('}');
            }
            ++m_at;
        }
    }

    bool entry(HeaderEntry& entry)
    {
        int fields = 0;
        const bool ok = object([&](const std::string& name) {
            ++fields;
            if (name == "dtype") {
                return string(entry.dtype);
            }
            if (name == "shape") {
                return numbers(entry.shape, 64);
            }
            if (name == "data_offsets") {
                std::vector<std::uint64_t> offsets;
                if (!numbers(offsets, 2)) {
                    return false;
                }
                if (offsets.size() != 2) {
                    return fail("a tensor's data_offsets are not two numbers");
                }
                entry.begin = offsets[0];
                entry.end = offsets[1];
                return true;
            }
            return fail("a tensor has a field that is not dtype, shape or data_offsets");
        });
        return ok && (fields == 3 || fail("a tensor lacks dtype, shape or data_offsets"));
    }

    bool numbers(std::vector<std::uint64_t>& values, std::size_t most)
    {
        if (!take('[')) {
            return false;
        }
        if (peek() == ']') {
            return take(']');
        }
        for (;;) {
            std::uint64_t value = 0;
            if (values.size() == most || !number(value)) {
                return fail("its header has a list that is too long or not of whole numbers");
            }
            values.push_back(value);
            if (peek() != ',') {
                return take(']');
            }
            ++m_at;
        }
    }

    bool number(std::uint64_t& value)
    {
        peek();
        const std::size_t start = m_at;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9') {
            const auto digit = static_cast<std::uint64_t>(m_text[m_at] - '0');
            if (value > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) {
                return false;
            }
            value = value * 10 + digit;
            ++m_at;
        }
        const std::size_t digits = m_at - start;
        return digits > 0 && (digits == 1 || m_text[start] != '0');
    }

    bool string(std::string& value)
    {
        value.clear();
        if (!take('"')) {
            return false;
        }
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            const char c = m_text[m_at++];
            if (static_cast<unsigned char>(c) < 0x20) {
                return fail("its header has a control character in a string");
            }
            if (c != '\\') {
                value += c;
            } else if (!escape(value)) {
                return fail("its header has a bad escape in a string");
            }
        }
        return take('"') && (validUtf8(value) || fail("its header is not valid UTF-8"));
    }

    bool escape(std::string& value)
    {
        constexpr std::string_view kFrom = "\"\\/bfnrt";
        constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
        const char c = m_at < m_text.size() ? m_text[m_at++] : '\0';
        if (const std::size_t at = kFrom.find(c); at != std::string_view::npos) {
            value += kTo[at];
            return true;
        }
        std::optional<std::uint32_t> code = c == 'u' ? hex4() : std::nullopt;
        if (code && *code >= 0xd800 && *code < 0xdc00 && m_text.substr(m_at, 2) == "\\u") {
            m_at += 2;
            const std::optional<std::uint32_t> low = hex4();
            code = low && *low >= 0xdc00 && *low < 0xe000 ? std::optional(0x10000 + ((*code - 0xd800) << 10) + (*low - 0xdc00))
                                                          : std::nullopt;
        }
        if (!code || (*code >= 0xd800 && *code < 0xe000)) {
            return false;
        }
        appendUtf8(value, *code);
        return true;
    }

    std::optional<std::uint32_t> hex4()
    {
        std::uint32_t code = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = m_at < m_text.size() ? m_text[m_at++] : '\0';
            const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
            if (digit == std::string_view::npos) {
                return std::nullopt;
            }
            code = code * 16 + static_cast<std::uint32_t>(digit < 16 ? digit : digit - 6);
        }
        return code;
    }

    static void appendUtf8(std::string& value, std::uint32_t code)
    {
        const auto tail = [&](int shift) { value += static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
        if (code < 0x80) {
            value += static_cast<char>(code);
        } else if (code < 0x800) {
            value += static_cast<char>(0xc0 | (code >> 6));
            tail(0);
        } else if (code < 0x10000) {
            value += static_cast<char>(0xe0 | (code >> 12));
            tail(6), tail(0);
        } else {
            value += static_cast<char>(0xf0 | (code >> 18));
            tail(12), tail(6), tail(0);
        }
    }

    std::string_view m_text;
    std::size_t m_mostTensors;
    std::size_t m_at = 0;
    std::string m_problem;
};

void appendString(std::string& out, std::string_view text)
{
    constexpr std::string_view kFrom = "\"\\\b\f\n\r\t";
    constexpr std::string_view kTo = "\"\\bfnrt";
    constexpr std::string_view kHex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (const std::size_t at = kFrom.find(c); at != std::string_view::npos) {
            out += '\\';
            out += kTo[at];
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

}  // namespace

std::string parseHeader(std::string_view text, std::size_t mostTensors, Header& header)
{
    return HeaderParser(text, mostTensors).run(header);
}

std::string headerText(std::span<const TensorView* const> tensors, const std::map<std::string, std::string>& metadata)
{
    std::string out = "{";
    const auto comma = [&] {
        if (out.size() > 1) {
            out += ',';
        }
    };
    if (!metadata.empty()) {
        out += "\"__metadata__\":";
        char before = '{';
        for (const auto& [name, value] : metadata) {
            out += before;
            appendString(out, name);
            out += ':';
            appendString(out, value);
            before = ',';
        }
        out += '}';
    }
    std::size_t offset = 0;
    for (const TensorView* tensor : tensors) {
        comma();
        appendString(out, tensor->name);
        out += ":{\"dtype\":\"" + std::string(key(tensor->type)) + "\",\"shape\":[";
        for (std::size_t i = 0; i < tensor->shape.size(); ++i) {
            out += (i == 0 ? "" : ",") + std::to_string(tensor->shape[i]);
        }
        out += "],\"data_offsets\":[" + std::to_string(offset) + ',' + std::to_string(offset + tensor->data.size()) + "]}";
        offset += tensor->data.size();
    }
    return out + "}";
}

bool validUtf8(std::string_view text)
{
    constexpr std::uint32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i++]);
        const std::size_t more = first < 0x80 ? 0 : first >> 5 == 6 ? 1 : first >> 4 == 14 ? 2 : first >> 3 == 30 ? 3 : 4;
        if (more == 4 || text.size() - i < more) {
            return false;
        }
        std::uint32_t code = more == 0 ? first : first & (0x3fU >> more);
        for (std::size_t k = 0; k < more; ++k) {
            const auto next = static_cast<unsigned char>(text[i++]);
            if (next >> 6 != 2) {
                return false;
            }
            code = code << 6 | (next & 0x3fU);
        }
        if (code < kSmallest[more] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
            return false;
        }
    }
    return true;
}

}  // namespace cicatrix::safetensors
