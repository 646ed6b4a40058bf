// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"
#include "core/store/integrity.h"
#include "core/store/migrate.h"
#include "core/store/users.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace cicatrix::store {

namespace {
/// What defines each table, index, view and trigger. Tables of ANALYZE hold nothing but hints.
Result<std::map<std::string, std::string>> definitions(Connection& connection)
{
    std::map<std::string, std::string> found;
    CICATRIX_TRY(forEachRow(connection.run("SELECT type, name, tbl_name, sql FROM sqlite_schema"
                                           " WHERE name NOT LIKE 'sqlite_stat%'"),
                            [&](const Statement& row) { found[row.text(0) + " " + row.text(1)] += row.canonicalRow(); }));
    return found;
}

Result<std::map<std::string, std::string>> expectedDefinitions(std::int64_t version)
{
    CICATRIX_ASSIGN(const std::unique_ptr<Connection> fresh, Connection::open(":memory:", Access::Scratch));
    const auto known = static_cast<std::int64_t>(migrations().size());
    CICATRIX_TRY(migrate(*fresh, migrations().first(static_cast<std::size_t>(std::clamp<std::int64_t>(version, 0, known)))));
    return definitions(*fresh);
}

/// Whether signing in was last turned on; nothing where the log cannot be understood.
std::optional<bool> requiredByLog(const std::optional<std::string>& detail)
{
    if (!detail) {
        return false;
    }
    const nlohmann::json json = nlohmann::json::parse(*detail, nullptr, false);
    const auto required = json.is_object() ? json.find("required") : json.end();
    return required != json.end() && required->is_boolean() ? std::optional(required->get<bool>()) : std::nullopt;
}
}  // namespace

Result<void> checkSchema(Connection& connection, std::vector<std::string>& problems)
{
    CICATRIX_ASSIGN(const std::int64_t version, connection.pragma("user_version"));
    CICATRIX_ASSIGN(const auto expected, expectedDefinitions(version));
    CICATRIX_ASSIGN(const auto found, definitions(connection));
    const auto differs = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
    if (differs.first != expected.end()) {
        problems.push_back("clinic.db: the " + differs.first->first + " is not as the program makes it");
    } else if (differs.second != found.end()) {
        problems.push_back("clinic.db: the " + differs.second->first + " is not of this program");
    }
    return {};
}

Result<void> checkSettings(const ReadTransaction& read, std::vector<std::string>& problems)
{
    Connection& connection = read.connection();
    std::optional<std::string> last;
    CICATRIX_TRY(forEachRow(connection.run("SELECT detail FROM audit WHERE act = 'users.required' ORDER BY seq"),
                            [&](const Statement& row) { last = row.text(0); }));
    CICATRIX_ASSIGN(const bool required, usersRequired(read));
    CICATRIX_ASSIGN(const std::int64_t unknown, connection.count("SELECT count(*) FROM setting WHERE key <> 'users_required'"
                                                                 " OR value NOT IN ('0', '1')"));
    if (requiredByLog(last) != required || unknown > 0) {
        problems.emplace_back("clinic.db: the settings are not those that the audit log tells of");
    }
    return {};
}

}  // namespace cicatrix::store
