// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/event_kind.h"

#include <algorithm>
#include <array>

namespace cicatrix {

namespace {
constexpr std::array<std::string_view, 7> kKeys{"debridement",     "surgery",      "infection", "antibiotic_start",
                                                "dressing_change", "hospitalised", "other"};
}  // namespace

std::string_view key(EventKind kind) { return kKeys[static_cast<std::size_t>(kind)]; }

std::optional<EventKind> eventKindFromKey(std::string_view key)
{
    const auto found = std::find(kKeys.begin(), kKeys.end(), key);
    return found == kKeys.end() ? std::nullopt : std::optional(static_cast<EventKind>(found - kKeys.begin()));
}

}  // namespace cicatrix
