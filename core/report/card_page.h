// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"

#include <filesystem>

namespace cicatrix::report {

/// Writes the printable calibration card, one vector page in true millimetres: two markers on either side of a cut line,
/// patches, a 100 mm check line with the sentence to measure it, instructions. Needs a QGuiApplication.
[[nodiscard]] Result<void> writeCard(const std::filesystem::path& path, const ReportOptions& options);

}  // namespace cicatrix::report
