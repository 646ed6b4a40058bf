// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/body_place.h"
#include "core/base/calibration.h"
#include "core/base/date.h"
#include "core/base/figures.h"
#include "core/base/grid.h"
#include "core/base/ids.h"
#include "core/base/tissue.h"
#include "core/base/warning.h"
#include "core/timeline/series.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cicatrix::report {

/// Everything a report says, as plain values: what is not in here is not in the PDF. Empty strings, lists and optionals
/// mean "not known" and are printed as a dash or left out, never as 0.

/// Who the report is about. With a pseudonym nothing else of this is printed (nor hashed).
struct PatientIdentity {
    std::string pseudonym;
    std::string hospitalId, family, given;
    std::optional<Date> birth;
};

struct WoundIdentity {
    std::string id;    ///< what `--wound` takes
    std::string site;  ///< id in resources/sites.json ("heel_left")
    std::string siteEnglish, siteGerman;
    std::string side;       ///< "left", "right", "midline"; empty where the site has none
    std::string aetiology;  ///< key ("venous_leg_ulcer", "diabetic_foot_ulcer", …) or the clinic's own words
    std::optional<Date> onset, closed;
    std::optional<BodyPlace> place;  ///< of `site`, for the body diagram; drawing only, so it is no part of the data's hash
};

/// The photo with EXIF orientation applied, and the accepted (else the newest) mask of the same size.
struct ReportPhoto {
    Photo pixels;
    std::shared_ptr<const LabelMap> labels;  ///< may be null: no outline is drawn
    std::optional<double> headDegrees;       ///< 0 = head up in the picture, clockwise; photos are turned by it
    std::string sha256;                      ///< of the photo's file as the store knows it; empty: the pixels are hashed
    std::string labelsSha256;                ///< of the mask version; empty: the label map is hashed
};

enum class MaskOrigin { ModelUntouched, ModelCorrected, HandDrawn };

/// Where a visit's figures come from and who stands for them.
struct Provenance {
    MaskOrigin origin = MaskOrigin::ModelUntouched;
    std::string modelName, modelVersion, modelSha256;
    std::optional<double> diceToModel;  ///< between the model's own mask and the final one
    int maskVersion = 1;
    std::string author, reason;  ///< of the newest mask version
    std::string acceptedBy;      ///< empty: proposed
    std::optional<Timestamp> acceptedAt;
};

struct Undermining {
    int fromClock = 0, toClock = 0;
    std::optional<double> depthCm;
    std::optional<int> atClock;
};

struct Tunnel {
    int clock = 0;
    std::optional<double> lengthCm;
};

/// What a person typed at the visit. Exudate and odour are keys ("none", "light", "moderate", "heavy", "faint",
/// "strong") or free words.
struct ClinicalFields {
    std::optional<double> depthCm;
    bool depthNotProbed = false;
    std::vector<Undermining> undermining;
    std::vector<Tunnel> tunnels;
    std::string exudate, odour;
    std::optional<int> pain;  ///< 0…10
    std::string notes, treatment, plan;
};

struct ScoreTotal {
    std::string scale;  ///< "PUSH 3.0"
    double total = 0;
    std::optional<double> maximum;
};

/// One visit, oldest first in ReportData::visits; `series` has its point under the same VisitId.
struct ReportVisit {
    VisitId id;
    Date date{};
    std::optional<Figures> figures;  ///< empty: nothing measured at this visit
    Calibration calibration;
    std::optional<ReportPhoto> photo;
    Provenance provenance;
    ClinicalFields fields;
    std::vector<ScoreTotal> scores;
    Warnings warnings;
};

struct ExcludedVisit {
    Date date{};
    std::string reason;  ///< "no analysis", "removed": translated
    std::string detail;  ///< a person's own words
};

/// The programs and libraries behind the report, e.g. {"Cicatrix", "0.1.0"}.
struct SoftwareVersion {
    std::string name, version;
};

struct ReportData {
    std::string clinic;
    std::string author;
    Timestamp createdAt{};
    std::vector<SoftwareVersion> software;
    PatientIdentity patient;
    WoundIdentity wound;
    std::vector<ReportVisit> visits;
    timeline::Series series;
    timeline::HealingMetrics healing;
    std::vector<ExcludedVisit> excluded;
    std::string auditHead;  ///< "seq:hash", as `db info` prints it
};

}  // namespace cicatrix::report
