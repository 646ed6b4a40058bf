// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cicatrix {

/// What was done to a wound, or found, at a visit.
enum class EventKind : std::uint8_t { Debridement, Surgery, Infection, AntibioticStart, DressingChange, Hospitalised, Other };
/// "debridement", "surgery", "infection", "antibiotic_start", "dressing_change", "hospitalised", "other".
[[nodiscard]] std::string_view key(EventKind kind);
[[nodiscard]] std::optional<EventKind> eventKindFromKey(std::string_view key);

}  // namespace cicatrix
