// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"
#include "core/store/store.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace cicatrix::store {

/// What the log says was lawfully erased: rows by table, and the audit rows whose personal text went.
struct ErasedObjects {
    std::map<std::string, std::set<std::int64_t>> rows;
    std::set<std::int64_t> texts;
};
[[nodiscard]] Result<ErasedObjects> erasedObjects(const ReadTransaction& read);

/// Removes the vault files that an erasure left for after its commit.
Result<void> removeDoomedFiles(Connection& connection, const Vault& vault);

}  // namespace cicatrix::store
