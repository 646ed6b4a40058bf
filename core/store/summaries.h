// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

namespace cicatrix::store {

/// Columns that lists read instead of the whole history, renewed in the transaction that changes what they sum up.
/// A visit's: versions, shown analysis, its area; then those of its wound and patient.
Result<void> refreshVisit(Connection& connection, VisitId visit);
/// A wound's: visits, last visit, area then; and its patient's.
Result<void> refreshWound(Connection& connection, WoundId wound);
/// How many rows have summaries that do not agree with what they sum up.
[[nodiscard]] Result<std::int64_t> staleSummaries(Connection& connection);

}  // namespace cicatrix::store
