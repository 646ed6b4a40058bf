// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/analyses.h"
#include "core/store/fields.h"
#include "core/store/patients.h"
#include "core/store/scores.h"
#include "core/store/series.h"
#include "core/store/wounds.h"
#include "core/timeline/series.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cicatrix::clinic {

/// One visit with everything that is known about it.
struct VisitRecord {
    store::SeriesVisit summary;
    std::optional<store::Analysis> analysis;  ///< the shown version
    std::vector<store::FieldValue> fields;
    std::vector<store::Score> scores;
    std::vector<store::Event> events;
};

/// A wound's whole course: what timeline, report, CSV and export are made from.
struct WoundHistory {
    store::Patient patient;
    store::Wound wound;
    std::vector<VisitRecord> visits;  ///< by date, the bin left out
    timeline::Series series;
    timeline::HealingMetrics healing;
};

/// Which visits, and what "today" is for the rules that ask.
struct HistoryRequest {
    WoundId wound;
    std::optional<Date> from;
    std::optional<Date> to;
    Date today{};
    int shiftDays = 0;  ///< moves every date of the answer; for pseudonymised export
};
[[nodiscard]] Result<WoundHistory> woundHistory(const store::ReadTransaction& read, const HistoryRequest& request);

/// The wound's series from its visits' summaries: totals without the openings, three statements. For lists.
[[nodiscard]] Result<timeline::Series> quickSeries(const store::ReadTransaction& read, const store::Wound& wound);

/// One row a visit: date, area ±, perimeter, length × width, tissue shares, healing metrics, model, calibration. Unknown is
/// empty; the numbers are those of report and screen (measure/format.h).
[[nodiscard]] std::string timelineCsv(const WoundHistory& history);
/// The same as JSON with unrounded numbers, plus week-4 rule, fitted curve and flags.
[[nodiscard]] nlohmann::json timelineDocument(const WoundHistory& history);

}  // namespace cicatrix::clinic
