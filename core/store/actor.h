// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace cicatrix::store {

/// Each role may do what the roles before it may.
enum class Role { Reader, Annotator, Clinician, Admin };

/// What a role is asked for. Look: Reader; Annotate (masks, analyses): Annotator; Treat (register, visits, fields, accept,
/// report): Clinician; Administer (users, back-up, restore, erase): Admin.
enum class Permission { Look, Annotate, Treat, Administer };

/// Who acts: every write transaction and every audit row carries one.
struct Actor {
    UserId user;
    std::string name;
    Role role = Role::Reader;
};

[[nodiscard]] bool allows(Role role, Permission permission);
/// NotPermitted, naming the role that is needed.
[[nodiscard]] Result<void> requirePermission(const Actor& actor, Permission permission);
/// "reader", "annotator", "clinician", "admin".
[[nodiscard]] std::string_view key(Role role);
[[nodiscard]] std::optional<Role> roleFromKey(std::string_view key);

}  // namespace cicatrix::store
