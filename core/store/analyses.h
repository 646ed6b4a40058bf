// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/calibration.h"
#include "core/base/figures.h"
#include "core/base/warning.h"
#include "core/store/store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cicatrix::store {

enum class AnalysisKind { Model, Corrected, Measured };  ///< Measured: a mask made elsewhere
/// Proposed: newest, not yet accepted. Accepted: the one a named person accepted last. Superseded: any other.
enum class AnalysisStatus { Proposed, Accepted, Superseded };

/// Which model made it; empty names for a mask drawn by hand.
struct ModelStamp {
    std::string name;
    std::string version;
    std::string sha256;
    std::string system;
    friend bool operator==(const ModelStamp&, const ModelStamp&) = default;
};

/// One version of a visit's analysis, as it is handed in. Never changed once saved, only followed by a newer one.
struct AnalysisData {
    AnalysisKind kind = AnalysisKind::Model;
    PhotoId photo;
    std::optional<AnalysisId> parent;  ///< the version that was corrected
    std::string reason;                ///< why; needed for Corrected and Measured
    ModelStamp model;
    std::string device;  ///< "cpu", "cuda:0"; empty without a model
    Calibration calibration;
    std::optional<double> headDegrees;
    Sha256Hex maskSha256;  ///< label map as PNG, in the vault
    std::optional<Sha256Hex> confidenceSha256;
    std::optional<double> woundMeanConfidence;
    std::optional<double> lowConfidenceShare;
    std::optional<double> diceToModel;  ///< how much a person changed: Dice against the model's mask
    Figures figures;
    Warnings warnings;
};

struct Analysis {
    AnalysisId id;
    VisitId visit;
    int version = 0;  ///< 1, 2, 3 … within the visit, without gaps
    AnalysisStatus status = AnalysisStatus::Proposed;
    AnalysisData data;
    std::string author;
    Timestamp createdAt;
    std::string program;     ///< version of Cicatrix that made it
    std::string acceptedBy;  ///< last acceptance; empty when there is none
    std::optional<Timestamp> acceptedAt;
};

/// Needs Annotate. The photo must belong to the visit, the parent too; mask and confidence must be in the vault.
Result<AnalysisId> addAnalysis(WriteTransaction& write, VisitId visit, const AnalysisData& analysis);
/// The actor accepts it (Treat) under their name.
Result<void> acceptAnalysis(WriteTransaction& write, AnalysisId analysis);
[[nodiscard]] Result<Analysis> analysis(const ReadTransaction& read, AnalysisId analysis);
/// All versions, oldest first.
[[nodiscard]] Result<std::vector<Analysis>> analyses(const ReadTransaction& read, VisitId visit);

/// "model", "corrected", "measured".
[[nodiscard]] std::string_view key(AnalysisKind kind);
/// "proposed", "accepted", "superseded".
[[nodiscard]] std::string_view key(AnalysisStatus status);

}  // namespace cicatrix::store
