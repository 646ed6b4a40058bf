// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/report.h"

#include "core/base/atomic_file.h"
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/base/tissue.h"
#include "core/nn/checkpoint.h"
#include "core/train/evaluate.h"
#include "core/train/selection.h"
#include "core/train/trainer.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace cicatrix::train {

namespace {

nlohmann::json number(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr); }

nlohmann::json woundJson(const Evaluation& evaluation, int threshold)
{
    const metrics::ClassOverlap wound = evaluation.woundOverlap(threshold, metrics::EmptyRule::NnUnet);
    return {{"photos", evaluation.ids.size()},
            {"threshold", thresholdAt(threshold)},
            {"pooled",
             {{"dice", number(wound.pooled.dice)},
              {"iou", number(wound.pooled.iou)},
              {"precision", number(wound.pooled.precision)},
              {"recall", number(wound.pooled.recall)}}},
            {"per_photo",
             {{"dice", number(wound.perImage.dice.value)},
              {"iou", number(wound.perImage.iou.value)},
              {"used", wound.perImage.dice.used},
              {"empty_rule", "nnunet"}}},
            {"empty_references", wound.emptyReferences},
            {"false_positive_photos", wound.falsePositiveImages}};
}

nlohmann::json tissueJson(const Evaluation& evaluation)
{
    nlohmann::json classes = nlohmann::json::object();
    const std::vector<metrics::Counts> pooled = evaluation.tissuePooled();
    for (std::size_t c = 0; c < pooled.size(); ++c) {
        const metrics::Ratios ratios = metrics::ratios(pooled[c]);
        classes[std::string(tissueStyle(static_cast<Tissue>(c + 1)).key)] = {{"dice", number(ratios.dice)},
                                                                             {"iou", number(ratios.iou)},
                                                                             {"precision", number(ratios.precision)},
                                                                             {"recall", number(ratios.recall)},
                                                                             {"reference_pixels", pooled[c].tp + pooled[c].fn}};
    }
    return {{"photos", evaluation.tissueIds.size()}, {"pooled", classes}};
}

/// A run's network with what its hold-out says: temperatures, then the threshold.
struct FittedRun {
    PackedDataset data;
    Selection selection;
    std::shared_ptr<models::Model> model;
    EvaluateOptions options;
    FittedTemperature wound, tissue;
    Evaluation held;
    int threshold = 0;
};

Result<FittedRun> fitRun(const TrainConfig& config, const JudgeJob& job, Progress& progress)
{
    torch::set_num_threads(config.threads);
    CICATRIX_ASSIGN(PackedDataset data, PackedDataset::open(config.data));
    CICATRIX_ASSIGN(const Protocol protocol, Protocol::parse(config.protocol));
    CICATRIX_ASSIGN(Selection selection, select(data.rows(), protocol, config.validationFraction, config.seed));
    CICATRIX_ASSIGN(const std::shared_ptr<models::Model> model, models::makeModel(config.model));
    CICATRIX_TRY(nn::loadStateFile(*model, job.weights));
    model->to(torch::Device(config.device));
    FittedRun run{std::move(data), std::move(selection), model, {config.inputMean, config.inputSd}, {}, {}, {}, 0};
    run.options.device = config.device;
    run.options.flips = job.flips;
    run.options.sampleLogits = true;
    CICATRIX_ASSIGN(run.held, evaluate(*model, {run.data, run.selection.validation}, run.options, progress));
    run.wound = fittedTemperature(run.held.woundLogits);
    run.tissue = fittedTemperature(run.held.tissueLogits);
    run.options.woundTemperature = run.wound.value;
    run.options.tissueTemperature = run.tissue.value;
    run.options.sampleLogits = false;
    CICATRIX_ASSIGN(run.held, evaluate(*model, {run.data, run.selection.validation}, run.options, progress));
    run.threshold = run.held.bestThreshold();
    return run;
}

/// Binary portable graymap: any picture program opens it, and writing it needs no library.
std::string graymap(const LabelMap& labels)
{
    const auto values = labels.values();
    std::string text = "P5\n" + std::to_string(labels.width()) + " " + std::to_string(labels.height()) + "\n255\n";
    text.append(reinterpret_cast<const char*>(values.data()), values.size());
    return text;
}

}  // namespace

Result<nlohmann::json> judgeRun(const TrainConfig& config, const JudgeJob& job, Progress& progress)
{
    CICATRIX_ASSIGN(const Bytes weights, readFile(job.weights));
    CICATRIX_ASSIGN(const FittedRun run, fitRun(config, job, progress));
    nlohmann::json report{{"protocol", config.protocol},
                          {"weights_sha256", sha256Hex(weights)},
                          {"data_sha256", run.data.sha256()},
                          {"flips", job.flips},
                          {"temperature", {{"wound", run.wound.value}, {"tissue", run.tissue.value}}},
                          {"ece",
                           {{"wound", {{"before", run.wound.eceBefore}, {"after", run.wound.eceAfter}}},
                            {"tissue", {{"before", run.tissue.eceBefore}, {"after", run.tissue.eceAfter}}}}},
                          {"hold_out", {{"wound", woundJson(run.held, run.threshold)}, {"tissue", tissueJson(run.held)}}}};
    if (job.onTest) {
        CICATRIX_ASSIGN(const Evaluation test, evaluate(*run.model, {run.data, run.selection.test}, run.options, progress));
        report["test"] = {{"wound", woundJson(test, run.threshold)}, {"tissue", tissueJson(test)}};
    }
    return report;
}

Result<std::size_t> writePredictions(const TrainConfig& config, const JudgeJob& job, const std::filesystem::path& folder,
                                     Progress& progress)
{
    if (std::filesystem::exists(folder)) {
        return Error{ErrorKind::BadInput, folder.string(), "exists already; nothing is overwritten"};
    }
    CICATRIX_ASSIGN(const FittedRun run, fitRun(config, job, progress));
    const std::vector<std::size_t>& rows = job.onTest ? run.selection.test : run.selection.validation;
    std::int64_t done = 0;
    for (const std::size_t row : rows) {
        CICATRIX_ASSIGN(const LabelMap labels,
                        predictLabels(*run.model, run.data, row, run.options, thresholdAt(run.threshold)));
        const std::filesystem::path file = folder / (run.data.rows()[row].id + ".pgm");
        CICATRIX_TRY(makeFolder(file.parent_path()));
        CICATRIX_TRY(writeFileAtomically(file, graymap(labels), Existing::Keep));
        if (!progress.update(++done, static_cast<std::int64_t>(rows.size()), "infer")) {
            return Error{ErrorKind::Cancelled, "", "stopped; the masks written so far are whole"};
        }
    }
    return rows.size();
}

}  // namespace cicatrix::train
