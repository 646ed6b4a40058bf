// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cicatrix::store {

/// All that can be checked in the database alone: SQLite's own checks, the audit chain against `anchors`, versions,
/// summaries, settings, and every row against its digest in the log.
Result<void> checkDatabase(const ReadTransaction& read, const std::filesystem::path& anchors,
                           std::vector<std::string>& problems);
/// Tables, indexes and triggers against those that the program makes for the file's schema version: SQLite's own checks
/// read any schema, so a damaged trigger would no longer guard what it should.
Result<void> checkSchema(Connection& connection, std::vector<std::string>& problems);
/// Settings against the audit log's last word on them.
Result<void> checkSettings(const ReadTransaction& read, std::vector<std::string>& problems);
/// Hashes of all vault files that rows name, sorted, each once.
[[nodiscard]] Result<std::vector<Sha256Hex>> referredFiles(const ReadTransaction& read);

}  // namespace cicatrix::store
