// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/visits.h"

#include "core/image/codec.h"
#include "core/image/metadata.h"
#include "core/measure/measure.h"

namespace cicatrix::clinic {

namespace {

Result<Date> visitDate(const NewVisit& visit, const image::DecodedPhoto& photo)
{
    if (visit.date) {
        return *visit.date;
    }
    if (photo.takenAt && photo.takenAt->size() >= 10) {
        if (const Result<Date> taken = parseDate(std::string_view(*photo.takenAt).substr(0, 10))) {
            return *taken;
        }
    }
    return visit.today;
}

store::PhotoData photoRow(const Analysis& analysis, const store::Sha256Hex& vaultHash)
{
    store::PhotoData row;
    row.givenSha256 = analysis.photoSha256;
    row.vaultSha256 = vaultHash;
    row.name = analysis.photoName;
    row.format = analysis.photo.format;
    row.width = analysis.photo.pixels->width();
    row.height = analysis.photo.pixels->height();
    row.orientation = analysis.photo.orientation;
    row.takenAt = analysis.photo.takenAt;
    row.camera = analysis.photo.camera;
    row.warnings = analysis.photo.warnings;
    return row;
}

/// Stores mask and confidence in the vault and describes the analysis for the database; the photo's row is added later.
Result<store::AnalysisData> analysisRow(const store::Vault& vault, const Analysis& analysis, const AnalyseOptions& options)
{
    store::AnalysisData row;
    row.kind = store::AnalysisKind::Model;
    row.model = {analysis.model.name, analysis.model.version, analysis.model.sha256, analysis.model.system};
    row.device = analysis.prediction.device;
    row.calibration = analysis.calibration;
    row.headDegrees = options.headDegrees;
    CICATRIX_ASSIGN(const Bytes mask, image::encodePng(analysis.prediction.labels));
    CICATRIX_ASSIGN(row.maskSha256, vault.put(mask));
    CICATRIX_ASSIGN(const Bytes confidence, image::encodePng(analysis.prediction.confidence));
    CICATRIX_ASSIGN(store::Sha256Hex confidenceHash, vault.put(confidence));
    row.confidenceSha256 = std::move(confidenceHash);
    row.woundMeanConfidence = analysis.prediction.woundMeanConfidence;
    row.lowConfidenceShare = analysis.prediction.lowConfidenceShare;
    row.figures = analysis.figures;
    row.warnings = analysis.warnings;
    return row;
}

double woundDice(const LabelMap& a, const LabelMap& b)
{
    std::int64_t both = 0;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const bool inA = isWound(a.data()[i]);
        const bool inB = isWound(b.data()[i]);
        both += inA && inB;
        sum += inA + inB;
    }
    return sum == 0 ? 1.0 : 2.0 * static_cast<double>(both) / static_cast<double>(sum);
}

/// The model's own version that a chain of corrections goes back to.
const store::Analysis* modelVersion(const std::vector<store::Analysis>& versions)
{
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
        if (version->data.kind == store::AnalysisKind::Model) {
            return &*version;
        }
    }
    return nullptr;
}

}  // namespace

Result<VisitOutcome> addVisit(const store::Store& store, const store::Actor& actor, infer::Engine& engine,
                              const NewVisit& visit, Progress& progress)
{
    CICATRIX_TRY(store::requirePermission(actor, store::Permission::Treat));
    CICATRIX_ASSIGN(Analysis analysis, analysePhoto(engine, visit.photo, visit.photoName, visit.options, progress));
    CICATRIX_ASSIGN(const Date date, visitDate(visit, analysis.photo));
    CICATRIX_ASSIGN(const Bytes scrubbed, image::scrubMetadata(visit.photo, visit.photoName));
    if (!progress.update(2, 3, "save")) {
        return Error{ErrorKind::Cancelled, visit.photoName, "stopped; nothing was saved"};
    }
    CICATRIX_ASSIGN(const store::Sha256Hex vaultHash, store.vault().put(scrubbed));
    CICATRIX_ASSIGN(store::AnalysisData row, analysisRow(store.vault(), analysis, visit.options));

    CICATRIX_ASSIGN(store::WriteTransaction write, store.write(actor, visit.at));
    CICATRIX_ASSIGN(const VisitId visitId, store::addVisit(write, visit.wound, date));
    CICATRIX_ASSIGN(row.photo, store::addPhoto(write, visitId, photoRow(analysis, vaultHash)));
    CICATRIX_ASSIGN(const AnalysisId analysisId, store::addAnalysis(write, visitId, row));
    if (visit.accept) {
        CICATRIX_TRY(store::acceptAnalysis(write, analysisId));
    }
    CICATRIX_TRY(write.commit());
    return VisitOutcome{visitId, analysisId, 1, date, std::move(analysis)};
}

Result<LabelMap> labelMap(const store::Store& store, const store::Analysis& analysis)
{
    CICATRIX_ASSIGN(const Bytes png, store.vault().get(analysis.data.maskSha256));
    return image::decodeMask(png, "mask");
}

Result<AnalysisId> correctMask(const store::Store& store, const store::Actor& actor, const Correction& correction)
{
    CICATRIX_TRY(store::requirePermission(actor, store::Permission::Annotate));
    std::vector<store::Analysis> versions;
    store::PhotoRow photo;
    {
        CICATRIX_ASSIGN(const store::ReadTransaction read, store.read());
        CICATRIX_ASSIGN(versions, store::analyses(read, correction.visit));
        if (versions.empty()) {
            return Error{ErrorKind::NotFound, "visit " + std::to_string(correction.visit.value), "has no mask to correct"};
        }
        CICATRIX_ASSIGN(photo, store::photo(read, versions.back().data.photo));
    }
    const store::Analysis& newest = versions.back();
    if (correction.labels.width() != photo.data.width || correction.labels.height() != photo.data.height) {
        return Error{ErrorKind::BadInput, "mask",
                     "has " + std::to_string(correction.labels.width()) + " x " + std::to_string(correction.labels.height()) +
                         " px; the visit's photo has " + std::to_string(photo.data.width) + " x " +
                         std::to_string(photo.data.height)};
    }
    store::AnalysisData row;
    row.kind = store::AnalysisKind::Corrected;
    row.photo = newest.data.photo;
    row.parent = newest.id;
    row.reason = correction.reason;
    row.model = newest.data.model;
    row.calibration = newest.data.calibration;
    row.headDegrees = newest.data.headDegrees;
    measure::MeasureOptions options;
    options.headDegrees = newest.data.headDegrees;
    row.figures = measure::measure(correction.labels, row.calibration, options);
    if (const store::Analysis* model = modelVersion(versions)) {
        CICATRIX_ASSIGN(const LabelMap proposed, labelMap(store, *model));
        row.diceToModel = woundDice(proposed, correction.labels);
    }
    CICATRIX_ASSIGN(const Bytes png, image::encodePng(correction.labels));
    CICATRIX_ASSIGN(row.maskSha256, store.vault().put(png));
    CICATRIX_ASSIGN(store::WriteTransaction write, store.write(actor, correction.at));
    CICATRIX_ASSIGN(const AnalysisId saved, store::addAnalysis(write, correction.visit, row));
    CICATRIX_TRY(write.commit());
    return saved;
}

Result<AnalysisId> acceptNewest(const store::Store& store, const store::Actor& actor, VisitId visit,
                                std::optional<Timestamp> at)
{
    CICATRIX_ASSIGN(store::WriteTransaction write, store.write(actor, at));
    CICATRIX_ASSIGN(const std::vector<store::Analysis> versions, store::analyses(write, visit));
    if (versions.empty()) {
        return Error{ErrorKind::NotFound, "visit " + std::to_string(visit.value), "has no analysis to accept"};
    }
    CICATRIX_TRY(store::acceptAnalysis(write, versions.back().id));
    CICATRIX_TRY(write.commit());
    return versions.back().id;
}

}  // namespace cicatrix::clinic
