// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <span>
#include <string_view>

namespace cicatrix::store {

class Connection;

/// One step of the schema: migrations/NNNN_what.sql.
struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

/// All steps in order; a fresh clinic is all of them in a row.
[[nodiscard]] std::span<const Migration> migrations();
/// Runs the steps that the database lacks, each whole or not at all.
Result<void> migrate(Connection& connection, std::span<const Migration> steps);

}  // namespace cicatrix::store
