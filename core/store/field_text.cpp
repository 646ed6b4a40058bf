// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/field_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>
#include <vector>

namespace cicatrix::store {

namespace {
constexpr std::size_t kLongestText = 20000;
constexpr int kClockHours = 12;

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::optional<double> numberIn(std::string_view text, double least, double most)
{
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = code == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
    return whole && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<int> hourIn(std::string_view text)
{
    const std::optional<double> hour = numberIn(text, 1, kClockHours);
    return hour && *hour == std::floor(*hour) ? std::optional(static_cast<int>(*hour)) : std::nullopt;
}

std::string spelled(double value)
{
    char text[32];
    const auto [end, code] = std::to_chars(text, text + sizeof text, value);
    return code == std::errc{} ? std::string(text, end) : std::string();
}

/// The text before the first `separator`, and what follows it; the second is empty where there is none.
struct Split {
    std::string head;
    std::string tail;
    bool found = false;
};
Split splitAt(const std::string& text, char separator)
{
    const auto place = text.find(separator);
    if (place == std::string::npos) {
        return {text, {}, false};
    }
    return {trimmed(text.substr(0, place)), trimmed(text.substr(place + 1)), true};
}

/// "6:3.5": at 6 o'clock, 3.5 cm.
std::optional<std::string> clockLength(const std::string& entry, const FieldDefinition& definition)
{
    const Split parts = splitAt(entry, ':');
    const std::optional<int> hour = hourIn(parts.head);
    const std::optional<double> length = numberIn(parts.tail, definition.least, definition.most);
    return hour && length ? std::optional(std::to_string(*hour) + ":" + spelled(*length)) : std::nullopt;
}

/// "9-12:2.5@11": from 9 to 12 o'clock, deepest 2.5 cm, at 11 (which may be left out).
std::optional<std::string> clockRange(const std::string& entry, const FieldDefinition& definition)
{
    const Split parts = splitAt(entry, ':');
    const Split hours = splitAt(parts.head, '-');
    const Split depth = splitAt(parts.tail, '@');
    const std::optional<int> from = hourIn(hours.head);
    const std::optional<int> to = hourIn(hours.tail);
    const std::optional<double> deepest = numberIn(depth.head, definition.least, definition.most);
    const std::optional<int> at = depth.found ? hourIn(depth.tail) : std::nullopt;
    if (!from || !to || !deepest || (depth.found && !at)) {
        return std::nullopt;
    }
    return std::to_string(*from) + "-" + std::to_string(*to) + ":" + spelled(*deepest) +
           (at ? "@" + std::to_string(*at) : std::string());
}

std::optional<std::string> clockList(const FieldDefinition& definition, const std::string& value)
{
    std::istringstream entries(value);
    std::string entry;
    std::string list;
    while (std::getline(entries, entry, ',')) {
        const std::optional<std::string> one = definition.type == FieldType::ClockRanges
                                                   ? clockRange(trimmed(entry), definition)
                                                   : clockLength(trimmed(entry), definition);
        if (!one) {
            return std::nullopt;
        }
        list += (list.empty() ? "" : ", ") + *one;
    }
    return list.empty() ? std::nullopt : std::optional(list);
}

std::string allowed(const FieldDefinition& definition)
{
    switch (definition.type) {
    case FieldType::Number:
        return "a number from " + spelled(definition.least) + " to " + spelled(definition.most);
    case FieldType::Text:
        return "at most 20000 bytes of text";
    case FieldType::ClockRanges:
        return "hours and cm, such as \"9-12:2.5@11, 1-3:0.8\"";
    case FieldType::ClockLengths:
        return "hours and cm, such as \"6:3.5\"";
    case FieldType::Choice:
        break;
    }
    std::string list = "one of";
    for (const std::string_view choice : definition.choices) {
        list += " " + std::string(choice);
    }
    return list;
}

std::optional<CheckedField> checked(const FieldDefinition& definition, const std::string& value)
{
    switch (definition.type) {
    case FieldType::Number: {
        const std::optional<double> number = numberIn(value, definition.least, definition.most);
        return number ? std::optional(CheckedField{spelled(*number), number}) : std::nullopt;
    }
    case FieldType::Choice: {
        const auto& choices = definition.choices;
        const bool known = std::find(choices.begin(), choices.end(), value) != choices.end();
        return known ? std::optional(CheckedField{value, {}}) : std::nullopt;
    }
    case FieldType::Text:
        return value.size() <= kLongestText ? std::optional(CheckedField{value, {}}) : std::nullopt;
    case FieldType::ClockRanges:
    case FieldType::ClockLengths:
        break;
    }
    const std::optional<std::string> list = clockList(definition, value);
    return list ? std::optional(CheckedField{*list, {}}) : std::nullopt;
}
}  // namespace

Result<CheckedField> checkField(const FieldDefinition& definition, const std::string& value)
{
    const std::string bare = trimmed(value);
    if (bare.empty()) {
        return CheckedField{};
    }
    if (std::optional<CheckedField> field = checked(definition, bare)) {
        return *std::move(field);
    }
    return Error{ErrorKind::BadInput, std::string(definition.key),
                 "cannot be \"" + bare + "\"; it takes " + allowed(definition)};
}

}  // namespace cicatrix::store
