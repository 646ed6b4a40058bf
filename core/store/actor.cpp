// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/actor.h"

#include <array>

namespace cicatrix::store {

namespace {
constexpr std::array<std::string_view, 4> kRoles{"reader", "annotator", "clinician", "admin"};
}  // namespace

bool allows(Role role, Permission permission) { return static_cast<int>(role) >= static_cast<int>(permission); }

Result<void> requirePermission(const Actor& actor, Permission permission)
{
    if (allows(actor.role, permission)) {
        return {};
    }
    const std::string needed(kRoles[static_cast<std::size_t>(permission)]);
    return Error{ErrorKind::NotPermitted, actor.name,
                 "is a " + std::string(key(actor.role)) + "; this needs the role " + needed + " or higher"};
}

std::string_view key(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

std::optional<Role> roleFromKey(std::string_view text)
{
    for (std::size_t i = 0; i < kRoles.size(); ++i) {
        if (kRoles[i] == text) {
            return static_cast<Role>(i);
        }
    }
    return std::nullopt;
}

}  // namespace cicatrix::store
