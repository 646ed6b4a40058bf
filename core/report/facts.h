// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report_data.h"

#include <vector>

namespace cicatrix::report {

/// What several sections look up in the data.

[[nodiscard]] const timeline::VisitMetrics* metricsOf(const ReportData& data, VisitId visit);
[[nodiscard]] const timeline::SeriesPoint* pointOf(const ReportData& data, VisitId visit);
[[nodiscard]] const ReportVisit* visitOf(const ReportData& data, VisitId visit);
[[nodiscard]] bool isAccepted(const ReportVisit& visit);
/// The newest accepted visit with figures, what headline and statement speak of; null when there is none.
[[nodiscard]] const ReportVisit* newestAccepted(const ReportData& data);
/// The open area in cm² of a visit, where it is known.
[[nodiscard]] std::optional<Estimate> areaOf(const ReportVisit& visit);
/// First, previous and current visit that have a photo, oldest first, without repetition.
[[nodiscard]] std::vector<const ReportVisit*> keyPhotos(const ReportData& data);
/// Tissues that occur at any visit, in order of code.
[[nodiscard]] std::vector<Tissue> occurringTissues(const ReportData& data);
/// A visit's share of a tissue; null where it was not found or nothing was measured.
[[nodiscard]] const TissueFigure* tissueOf(const ReportVisit& visit, Tissue code);

}  // namespace cicatrix::report
