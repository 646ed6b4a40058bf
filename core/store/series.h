// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/analyses.h"
#include "core/store/fields.h"
#include "core/store/visits.h"

#include <optional>
#include <string>
#include <vector>

namespace cicatrix::store {

/// What a timeline needs of a visit's shown analysis; `analysis()` has the rest (each opening, homography, warnings).
struct SeriesAnalysis {
    AnalysisId id;
    int version = 0;
    AnalysisKind kind = AnalysisKind::Model;
    bool accepted = false;
    bool newerProposal = false;  ///< a version after the accepted one waits for a decision
    CalibrationMethod calibration = CalibrationMethod::None;
    ModelStamp model;
    WoundFigures total;  ///< without the axes' end points
};

/// One visit of a wound's series.
struct SeriesVisit {
    VisitId id;
    Date date;
    std::optional<SeriesAnalysis> analysis;  ///< empty: a visit without any analysis
    std::vector<EventKind> events;
};

/// All visits of the wound but those in the bin, by date then id; three statements however long the series is.
[[nodiscard]] Result<std::vector<SeriesVisit>> woundSeries(const ReadTransaction& read, WoundId wound);

}  // namespace cicatrix::store
