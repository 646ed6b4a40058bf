// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/atomic_file.h"
#include "core/report/report.h"
#include "core/timeline/series.h"

#include <filesystem>
#include <string>

class QPainter;
class QRectF;

namespace cicatrix::report {

/// What one chart shows: the series, and what the timeline made of it.
struct ChartData {
    const timeline::Series& series;
    const timeline::HealingMetrics& healing;
    std::string title;  ///< may be empty (the report's page has its own)
};

/// Draws area with 95 % bars, fitted curve with its band, week-4 mark and event marks, and below it on the same time axis
/// the tissue shares stacked. Proposed points are hollow. One drawing for PDF, PNG and SVG; `area` is in the painter's
/// units and sizes of text follow `point`, one typographic point in those units.
void drawChart(QPainter& painter, const QRectF& area, double point, const ChartData& data, Language language);

/// The chart as a file; the name's end decides: .png (2400 px wide) or .svg. Needs a QGuiApplication.
[[nodiscard]] Result<void> writeChart(const ChartData& data, const std::filesystem::path& path, Language language,
                                      Existing existing);

}  // namespace cicatrix::report
