// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrate.h"

#include "core/store/connection.h"

#include <string>

namespace cicatrix::store {

namespace {
Result<void> runStep(Connection& connection, const Migration& step)
{
    CICATRIX_TRY(connection.script("BEGIN IMMEDIATE"));
    const std::string stamp = "PRAGMA user_version = " + std::to_string(step.number);
    for (const std::string& part : {std::string(step.sql), stamp, std::string("COMMIT")}) {
        if (Result<void> done = connection.script(part); !done) {
            connection.rollBack();
            return done;
        }
    }
    return {};
}
}  // namespace

Result<void> migrate(Connection& connection, std::span<const Migration> steps)
{
    CICATRIX_ASSIGN(const std::int64_t version, connection.pragma("user_version"));
    bool changed = false;
    for (const Migration& step : steps) {
        if (step.number > version) {
            CICATRIX_TRY(runStep(connection, step));
            changed = true;
        }
    }
    // Programs read the version from the file's first page before they touch anything: it must not wait in the WAL.
    return changed ? connection.script("PRAGMA wal_checkpoint(TRUNCATE)") : Result<void>{};
}

}  // namespace cicatrix::store
