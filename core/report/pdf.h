// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/report/report.h"

#include <QString>

#include <functional>

class QPainter;
class QPdfWriter;

namespace cicatrix::report {

inline constexpr int kPdfDpi = 1200;
inline constexpr double kPdfDotsPerMm = kPdfDpi / 25.4;

/// Runs `draw` on a PDF without margins and writes the result whole or not at all. `draw` returns false when a page could
/// not be made. Without a QGuiApplication, whose fonts text needs, this is an error, not an abort.
[[nodiscard]] Result<void> writePdf(const std::filesystem::path& path, const QString& title, const ReportOptions& options,
                                    const std::function<bool(QPdfWriter&, QPainter&)>& draw);

}  // namespace cicatrix::report
