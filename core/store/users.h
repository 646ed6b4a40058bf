// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <string>
#include <vector>

namespace cicatrix::store {

/// A person who may act. Users are disabled, never deleted: the history names them.
struct User {
    UserId id;
    std::string name;
    Role role = Role::Reader;
    bool hasPassword = false;
    bool disabled = false;
    int failures = 0;  ///< wrong passwords since the last right one
};

/// Whether people must sign in. Off in a new clinic: whoever sits at the machine acts under the name they give.
[[nodiscard]] Result<bool> usersRequired(const ReadTransaction& read);
/// Turning it on needs an enabled admin with a password.
Result<void> setUsersRequired(WriteTransaction& write, bool required);

[[nodiscard]] Result<std::vector<User>> users(const ReadTransaction& read);
/// `password` may be empty while signing in is off.
Result<UserId> addUser(WriteTransaction& write, const std::string& name, Role role, const std::string& password);
Result<void> setPassword(WriteTransaction& write, UserId user, const std::string& password);
Result<void> setRole(WriteTransaction& write, UserId user, Role role);
Result<void> setDisabled(WriteTransaction& write, UserId user, bool disabled);

/// Who acts under `name` while signing in is off: the user of that name, added as an admin on first use. NotPermitted when
/// signing in is on, or the user is disabled. On a read-only clinic an unknown name acts as a reader.
[[nodiscard]] Result<Actor> actorNamed(const Store& store, const std::string& name);
/// Checks name and password (Argon2id). After 5 wrong ones in a row each further try waits: 30 s, doubled each time, at
/// most an hour. NotPermitted says how long.
[[nodiscard]] Result<Actor> signIn(const Store& store, const std::string& name, const std::string& password,
                                   std::optional<Timestamp> now = {});

}  // namespace cicatrix::store
