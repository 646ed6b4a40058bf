// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/analysis.h"

#include <nlohmann/json_fwd.hpp>

namespace cicatrix::clinic {

/// The analysis.json of cli.md. Unknown quantities are null; lengths in mm, areas in cm² and px².
[[nodiscard]] nlohmann::json analysisDocument(const Analysis& analysis);

}  // namespace cicatrix::clinic
