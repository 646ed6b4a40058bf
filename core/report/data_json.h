// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report_data.h"

#include <nlohmann/json_fwd.hpp>

namespace cicatrix::report {

/// Everything the report says, as one document: its canonical form is what the report's hash stands for. Photos and masks
/// enter by the hash of their pixels, and of a pseudonymised patient only the pseudonym.
[[nodiscard]] nlohmann::json toJson(const ReportData& data);

}  // namespace cicatrix::report
