// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cicatrix::store {

/// All that can be checked in the database alone: SQLite's own checks, the audit chain against `anchors`, versions,
/// summaries, and every row against its digest in the log.
Result<void> checkDatabase(const ReadTransaction& read, const std::filesystem::path& anchors,
                           std::vector<std::string>& problems);
/// Hashes of all vault files that rows name, sorted, each once.
[[nodiscard]] Result<std::vector<Sha256Hex>> referredFiles(const ReadTransaction& read);

}  // namespace cicatrix::store
