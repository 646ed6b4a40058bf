// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace cicatrix {

/// A calendar day without a time zone: when a visit took place, a birth date.
using Date = std::chrono::sys_days;
/// A moment in UTC with millisecond resolution: audit rows, acceptance.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// "2026-03-09" → Date; anything else, an impossible day included, is BadInput.
[[nodiscard]] Result<Date> parseDate(std::string_view text);
[[nodiscard]] std::string isoDate(Date date);
/// "2026-03-09T14:05:06.123Z".
[[nodiscard]] std::string isoTimestamp(Timestamp time);
[[nodiscard]] Result<Timestamp> parseTimestamp(std::string_view text);
/// Whole days from `from` to `to`.
[[nodiscard]] int daysBetween(Date from, Date to);

}  // namespace cicatrix
