// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/analysis.h"
#include "core/store/analyses.h"
#include "core/store/store.h"
#include "core/store/visits.h"

#include <optional>
#include <string>

namespace cicatrix::clinic {

/// A photo to be filed under a wound as a new visit.
struct NewVisit {
    WoundId wound;
    Bytes photo;
    std::string photoName;
    std::optional<Date> date;  ///< left out: the photo's EXIF date, else `today`
    Date today{};
    AnalyseOptions options;
    bool accept = false;          ///< the actor accepts the proposal at once
    std::optional<Timestamp> at;  ///< when it was recorded; for the demo clinic. Left out: now
};

struct VisitOutcome {
    VisitId visit;
    AnalysisId analysis;
    int version = 1;
    Date date{};
    Analysis result;
};

/// Imports, analyses and saves: the photo goes scrubbed into the vault, then visit, photo, analysis and audit rows in one
/// transaction. Fails whole: a photo that cannot be read, a cancelled model or a full disk leaves the clinic as it was.
[[nodiscard]] Result<VisitOutcome> addVisit(const store::Store& store, const store::Actor& actor, infer::Engine& engine,
                                            const NewVisit& visit, Progress& progress);

/// A mask that a person drew or corrected, as the visit's next version.
struct Correction {
    VisitId visit;
    LabelMap labels;  ///< of the photo's size
    std::string reason;
    std::optional<Timestamp> at{};  ///< when it was recorded; for the demo clinic. Left out: now
};
/// Measures the mask with the calibration of the version it follows and saves it as a new version; nothing is overwritten.
[[nodiscard]] Result<AnalysisId> correctMask(const store::Store& store, const store::Actor& actor,
                                             const Correction& correction);

/// The actor accepts the visit's newest version.
[[nodiscard]] Result<AnalysisId> acceptNewest(const store::Store& store, const store::Actor& actor, VisitId visit,
                                              std::optional<Timestamp> at = {});

/// The label map of a saved version, from the vault.
[[nodiscard]] Result<LabelMap> labelMap(const store::Store& store, const store::Analysis& analysis);

}  // namespace cicatrix::clinic
