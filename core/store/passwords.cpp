// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/passwords.h"

#include "core/store/connection.h"
#include "core/store/users.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace cicatrix::store {

namespace {
constexpr std::size_t kShortest = 8;
constexpr int kFreeTries = 4;
constexpr int kFirstWait = 30;
constexpr int kLongestWait = 3600;

struct Credentials {
    Actor actor;
    std::string hash;
    bool disabled = false;
    int failures = 0;
    Timestamp lastFailure;
};

Result<Credentials> credentials(const ReadTransaction& read, const std::string& name)
{
    return single<Credentials>(
        read.connection().run("SELECT id, name, role, hash, disabled, failures, last_failure FROM user WHERE name = ?", {name}),
        [](const Statement& row) {
            return Credentials{{row.id<UserId>(0), row.text(1), roleFromKey(row.text(2)).value_or(Role::Reader)},
                               row.text(3),
                               row.flag(4),
                               static_cast<int>(row.integer(5)),
                               row.time(6)};
        },
        {ErrorKind::NotPermitted, name, "or the password is wrong"});
}

/// Counting wrong tries is no clinical act: it is not audited, and the actor is the user who tries.
Result<void> setFailures(const Store& store, const Credentials& user, int failures, Timestamp now)
{
    CICATRIX_ASSIGN(WriteTransaction write, store.write(user.actor, now));
    CICATRIX_TRY(write.connection().change("UPDATE user SET failures = ?, last_failure = ? WHERE id = ?",
                                           {failures, now, user.actor.user}));
    return write.commit();
}
}  // namespace

Result<std::string> passwordHash(const std::string& password)
{
    if (password.size() < kShortest) {
        return Error{ErrorKind::BadInput, "password", "is too short; take at least 8 bytes"};
    }
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (sodium_init() < 0 || crypto_pwhash_str(text.data(), password.data(), password.size(),
                                               crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        return Error{ErrorKind::OutOfMemory, "password", "cannot be stored: memory ran out"};
    }
    return std::string(text.data());
}

bool passwordMatches(const std::string& hash, const std::string& password)
{
    return sodium_init() >= 0 && !hash.empty() && crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

int waitSeconds(int failures)
{
    if (failures <= kFreeTries) {
        return 0;
    }
    return std::min(kLongestWait, kFirstWait << std::min(failures - kFreeTries - 1, 10));
}

Result<Actor> signIn(const Store& store, const std::string& name, const std::string& password, std::optional<Timestamp> now)
{
    const Timestamp moment = now.value_or(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
    Credentials user;
    {
        CICATRIX_ASSIGN(const ReadTransaction read, store.read());
        CICATRIX_ASSIGN(user, credentials(read, name));
    }
    if (user.disabled) {
        return Error{ErrorKind::NotPermitted, name, "is disabled; ask an admin"};
    }
    const Timestamp free = user.lastFailure + std::chrono::seconds(waitSeconds(user.failures));
    if (user.failures > kFreeTries && moment < free) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(free - moment);
        return Error{ErrorKind::NotPermitted, name,
                     "has to wait " + std::to_string(left.count()) + " s after several wrong passwords"};
    }
    if (!passwordMatches(user.hash, password)) {
        // A read-only clinic cannot count; the hash's cost is then the only brake.
        if (store.writable()) {
            CICATRIX_TRY(setFailures(store, user, user.failures + 1, moment));
        }
        return Error{ErrorKind::NotPermitted, name, "or the password is wrong"};
    }
    if (user.failures > 0 && store.writable()) {
        CICATRIX_TRY(setFailures(store, user, 0, moment));
    }
    return user.actor;
}

}  // namespace cicatrix::store
