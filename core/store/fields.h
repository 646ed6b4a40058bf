// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/event_kind.h"
#include "core/store/store.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cicatrix::store {

/// Number: decimal point. Choice: one of `choices`. Text: free. Clock ranges: "9-12:2.5@11, 1-3:0.8" = from 9 to 12 o'clock,
/// deepest 2.5 cm (at 11); clock lengths: "6:3.5" = at 6 o'clock, 3.5 cm.
enum class FieldType { Number, Choice, Text, ClockRanges, ClockLengths };

/// One clinical field of a visit. Keys and choices are stored; never rename one.
struct FieldDefinition {
    std::string_view key;
    FieldType type;
    std::string_view unit;  ///< "cm", "0-10" …; empty for none
    double least = 0;       ///< of a Number or of a clock entry's centimetres
    double most = 0;
    std::span<const std::string_view> choices;
    std::string_view english;
};
/// depth, undermining, tunnelling, exudate, odour, pain, edge, surrounding skin, the seven TIMERS notes, notes, treatment, plan …
[[nodiscard]] std::span<const FieldDefinition> fieldDefinitions();
[[nodiscard]] const FieldDefinition* fieldDefinition(std::string_view key);

struct FieldValue {
    std::string key;
    std::string text;              ///< canonical text of the value; empty = taken back
    std::optional<double> number;  ///< for FieldType::Number
    std::string by;
    Timestamp at;
};

/// Checks the value against its definition (BadInput says what is allowed). An empty value takes the field back. A new
/// value follows the old one, nothing is overwritten. "not probed" and "not assessable" are choices of their own.
Result<void> setField(WriteTransaction& write, VisitId visit, const std::string& key, const std::string& value);
/// The values in force, in the order of the definitions.
[[nodiscard]] Result<std::vector<FieldValue>> fields(const ReadTransaction& read, VisitId visit);
/// Every value a field ever had, oldest first.
[[nodiscard]] Result<std::vector<FieldValue>> fieldHistory(const ReadTransaction& read, VisitId visit, const std::string& key);

struct Event {
    std::int64_t id = 0;
    EventKind kind = EventKind::Other;
    std::string note;
    std::string by;
    Timestamp at;
};
Result<std::int64_t> addEvent(WriteTransaction& write, VisitId visit, EventKind kind, const std::string& note);
/// Takes an event back; both rows stay.
Result<void> retractEvent(WriteTransaction& write, std::int64_t event, const std::string& reason);
[[nodiscard]] Result<std::vector<Event>> events(const ReadTransaction& read, VisitId visit);

}  // namespace cicatrix::store
