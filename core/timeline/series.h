// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/calibration.h"
#include "core/base/date.h"
#include "core/base/event_kind.h"
#include "core/base/figures.h"
#include "core/base/ids.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cicatrix::timeline {

/// Debridement, surgery and infection split the series: no curve is fitted across them.
[[nodiscard]] bool splitsSeries(EventKind kind);

/// One visit's newest figures. Proposed (not accepted) points are drawn hollow and take part in no figure, flag or fit.
struct SeriesPoint {
    VisitId visit;
    Date date;
    bool accepted = false;
    bool closed = false;  ///< see showsClosed. Only then the area is 0
    Figures figures;
    CalibrationMethod calibration = CalibrationMethod::None;
    std::string model;  ///< "name version"; empty for a mask drawn by hand
    std::vector<EventKind> events;
};

/// A wound's visits; `sorted` before use: by date, then visit.
struct Series {
    std::vector<SeriesPoint> points;
    bool venous = false;         ///< venous leg ulcer: another four-week mark
    std::optional<Date> closed;  ///< the day on which a person recorded the wound as healed
};
/// Whether a visit of `date` shows a closed wound: a person said so by then, and what was accepted holds no open area.
[[nodiscard]] bool showsClosed(const std::optional<Date>& closed, Date date, bool accepted, const Figures& figures);
[[nodiscard]] Series sorted(Series series);

struct Settings {
    std::optional<VisitId> baseline;  ///< empty: the first accepted, calibrated visit
    double venousMarkPercent = 40;    ///< least area reduction at week 4
    double otherMarkPercent = 50;
    double closureAreaCm2 = 0.1;  ///< the fitted curve below this counts as closed
};

/// From one accepted visit to a later one.
struct Change {
    double percent = 0;  ///< of the earlier area, + = growth
    int days = 0;
    bool beyondError = false;  ///< |A2 − A1| > 1.96·hypot(sd1, sd2)
    /// "+18 % in 14 days, beyond measurement error".
    [[nodiscard]] std::string text() const;
};

/// What one visit says about healing. Empty = cannot be said; `note` tells why.
struct VisitMetrics {
    VisitId visit;
    Date date;
    bool accepted = false;
    double weeks = 0;                            ///< since the baseline; negative before it
    std::optional<double> areaReductionPercent;  ///< PAR = 100·(A0 − At)/A0; negative = growth
    std::optional<double> logAreaRatio;          ///< ln(At/A0)
    std::optional<double> linearCmPerWeek;       ///< Gilman's linear healing since the previous usable visit
    std::optional<Change> sincePrevious;
    std::optional<Change> sinceBaseline;
    std::string note;
};

enum class FlagKind { BelowWeekFourMark, Growth, NoVisitNearWeekFour, MixedCalibration, Uncalibrated, OpenAfterClosure };
/// A hint to a clinician, never a prognosis; `source` names where the rule comes from.
struct Flag {
    FlagKind kind;
    std::string text;
    std::string source;
};

struct WeekFour {
    std::optional<double> areaReductionPercent;  ///< at day 28, interpolated between visits of days 21 to 35
    double markPercent = 50;
    bool below = false;
    std::string note;  ///< "no visit near week 4", "not yet four weeks", or empty
};

enum class CurveKind { Exponential, DelayedExponential };
struct CurvePoint {
    double weeks = 0;  ///< since the baseline
    double areaCm2 = 0;
    double low = 0;  ///< 95 % band
    double high = 0;
};
/// Earliest and latest day on which the band crosses the closure area.
struct ClosureRange {
    Date earliest;
    Date latest;
};
/// ln A = ln A0 − k·max(0, t − t0) by weighted least squares on the points after the last splitting event.
struct HealingCurve {
    CurveKind kind = CurveKind::Exponential;
    double a0Cm2 = 0;
    double ratePerWeek = 0;  ///< k; negative = growth
    double startWeeks = 0;   ///< t0: the first point for the exponential, the end of the delay for the delayed one
    double rSquared = 0;
    std::optional<double> aicc;  ///< only where n − parameters − 1 > 0
    int points = 0;
    std::vector<CurvePoint> band;
    std::optional<ClosureRange> closure;
    std::string closureNote;  ///< why there is no date; else empty
};

struct HealingMetrics {
    std::optional<VisitId> baseline;
    std::vector<VisitMetrics> visits;
    WeekFour weekFour;
    std::optional<HealingCurve> curve;
    std::string curveNote;  ///< why there is no curve; else empty
    std::vector<Flag> flags;
};
/// `today` decides only what is due and that no closure lies in the past.
[[nodiscard]] HealingMetrics healingMetrics(const Series& series, Date today, const Settings& settings = {});

}  // namespace cicatrix::timeline
