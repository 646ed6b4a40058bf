// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/users.h"

#include "core/base/json.h"
#include "core/store/audit_writer.h"
#include "core/store/passwords.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicatrix::store {

namespace {
const std::string kSelect = "SELECT id, name, role, hash <> '', disabled, failures FROM user";
/// The program itself, for the one act that no user can have done: adding the first.
const Actor kProgram{UserId{0}, "cicatrix", Role::Admin};

User userRow(const Statement& row)
{
    return {row.id<UserId>(0), row.text(1), roleFromKey(row.text(2)).value_or(Role::Reader),
            row.flag(3),       row.flag(4), static_cast<int>(row.integer(5))};
}

Result<User> userById(const ReadTransaction& read, UserId id)
{
    return single<User>(read.connection().run(kSelect + " WHERE id = ?", {id}), userRow,
                        {ErrorKind::NotFound, "user " + std::to_string(id.value), "does not exist"});
}

Result<User> userByName(const ReadTransaction& read, const std::string& name)
{
    return single<User>(read.connection().run(kSelect + " WHERE name = ?", {name}), userRow,
                        {ErrorKind::NotFound, name, "is no user of this clinic"});
}

Result<void> checkName(const std::string& name)
{
    const bool printable = std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
    if (name.find_first_not_of(' ') == std::string::npos || name.size() > 100 || !printable || name == kProgram.name) {
        return Error{ErrorKind::BadInput, name, "cannot be a user's name; take 1 to 100 printable bytes"};
    }
    return {};
}

/// While people must sign in, one enabled admin with a password has to stay, else nobody could change anything.
Result<void> checkAdminStays(WriteTransaction& write)
{
    CICATRIX_ASSIGN(const bool required, usersRequired(write));
    CICATRIX_ASSIGN(const std::int64_t admins,
                    write.connection().count("SELECT count(*) FROM user WHERE role = 'admin' AND disabled = 0 AND hash <> ''"));
    if (required && admins == 0) {
        return Error{ErrorKind::BadInput, "users", "at least one enabled admin with a password must stay"};
    }
    return {};
}

Result<void> record(WriteTransaction& write, std::string_view act, UserId user, const nlohmann::json& detail)
{
    return recordChange(write, {act, "user", user.value, {}, {}, canonicalJson(detail), {}, {}});
}
}  // namespace

Result<bool> usersRequired(const ReadTransaction& read)
{
    CICATRIX_ASSIGN(const std::int64_t on,
                    read.connection().count("SELECT count(*) FROM setting WHERE key = 'users_required' AND value = '1'"));
    return on > 0;
}

Result<void> setUsersRequired(WriteTransaction& write, bool required)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Administer));
    CICATRIX_TRY(write.connection().change("INSERT INTO setting (key, value) VALUES ('users_required', ?)"
                                           " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                           {required ? "1" : "0"}));
    CICATRIX_TRY(checkAdminStays(write));
    return recordAct(write,
                     {"users.required", "setting:users_required", canonicalJson({{"required", required}}), {}, {}, {}, {}});
}

Result<std::vector<User>> users(const ReadTransaction& read)
{
    return collect<User>(read.connection().run(kSelect + " ORDER BY name"), userRow);
}

Result<UserId> addUser(WriteTransaction& write, const std::string& name, Role role, const std::string& password)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Administer));
    CICATRIX_TRY(checkName(name));
    if (userByName(write, name)) {
        return Error{ErrorKind::BadInput, name, "is a user already"};
    }
    std::string hash;
    if (!password.empty()) {
        CICATRIX_ASSIGN(hash, passwordHash(password));
    }
    CICATRIX_ASSIGN(const std::int64_t id,
                    write.connection().insert("INSERT INTO user (name, role, hash) VALUES (?, ?, ?)", {name, key(role), hash}));
    CICATRIX_TRY(record(write, "user.add", UserId{id}, {{"name", name}, {"role", key(role)}}));
    return UserId{id};
}

Result<void> setPassword(WriteTransaction& write, UserId user, const std::string& password)
{
    if (write.actor().user != user) {
        CICATRIX_TRY(requirePermission(write.actor(), Permission::Administer));
    }
    CICATRIX_ASSIGN(const std::string hash, passwordHash(password));
    CICATRIX_TRY(userById(write, user));
    CICATRIX_TRY(write.connection().change("UPDATE user SET hash = ?, failures = 0 WHERE id = ?", {hash, user}));
    return record(write, "user.password", user, nlohmann::json::object());
}

Result<void> setRole(WriteTransaction& write, UserId user, Role role)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Administer));
    CICATRIX_ASSIGN(const User before, userById(write, user));
    CICATRIX_TRY(write.connection().change("UPDATE user SET role = ? WHERE id = ?", {key(role), user}));
    CICATRIX_TRY(checkAdminStays(write));
    return record(write, "user.role", user, {{"from", key(before.role)}, {"to", key(role)}});
}

Result<void> setDisabled(WriteTransaction& write, UserId user, bool disabled)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Administer));
    CICATRIX_TRY(userById(write, user));
    CICATRIX_TRY(write.connection().change("UPDATE user SET disabled = ?, failures = 0 WHERE id = ?", {disabled, user}));
    CICATRIX_TRY(checkAdminStays(write));
    return record(write, disabled ? "user.disable" : "user.enable", user, nlohmann::json::object());
}

Result<Actor> actorNamed(const Store& store, const std::string& name)
{
    {
        CICATRIX_ASSIGN(const ReadTransaction read, store.read());
        CICATRIX_ASSIGN(const bool required, usersRequired(read));
        if (required) {
            return Error{ErrorKind::NotPermitted, name, "has to sign in with a password in this clinic"};
        }
        if (const Result<User> user = userByName(read, name)) {
            return user->disabled ? Result<Actor>(Error{ErrorKind::NotPermitted, name, "is disabled; ask an admin"})
                                  : Result<Actor>(Actor{user->id, user->name, user->role});
        }
    }
    if (!store.writable()) {
        return Actor{{}, name, Role::Reader};
    }
    CICATRIX_ASSIGN(WriteTransaction write, store.write(kProgram));
    CICATRIX_ASSIGN(const UserId id, addUser(write, name, Role::Admin, {}));
    CICATRIX_TRY(write.commit());
    return Actor{id, name, Role::Admin};
}

}  // namespace cicatrix::store
