// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/report.h"

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

}  // namespace

Result<nlohmann::json> judgeRun(const TrainConfig& config, const JudgeJob& job, Progress& progress)
{
    torch::set_num_threads(config.threads);
    CICATRIX_ASSIGN(const PackedDataset data, PackedDataset::open(config.data));
    CICATRIX_ASSIGN(const Protocol protocol, Protocol::parse(config.protocol));
    CICATRIX_ASSIGN(const Selection selection, select(data.rows(), protocol, config.validationFraction, config.seed));
    CICATRIX_ASSIGN(const std::shared_ptr<models::Model> model, models::makeModel(config.model));
    CICATRIX_TRY(nn::loadStateFile(*model, job.weights));
    CICATRIX_ASSIGN(const Bytes weights, readFile(job.weights));
    model->to(torch::Device(config.device));
    EvaluateOptions options{config.inputMean, config.inputSd};
    options.device = config.device;
    options.flips = job.flips;
    options.sampleLogits = true;
    CICATRIX_ASSIGN(Evaluation held, evaluate(*model, {data, selection.validation}, options, progress));
    options.woundTemperature = fittedTemperature(held.woundLogits);
    options.tissueTemperature = fittedTemperature(held.tissueLogits);
    options.sampleLogits = false;
    CICATRIX_ASSIGN(held, evaluate(*model, {data, selection.validation}, options, progress));
    const int threshold = held.bestThreshold();
    nlohmann::json report{{"protocol", config.protocol},
                          {"weights_sha256", sha256Hex(weights)},
                          {"data_sha256", data.sha256()},
                          {"flips", job.flips},
                          {"temperature", {{"wound", options.woundTemperature}, {"tissue", options.tissueTemperature}}},
                          {"hold_out", {{"wound", woundJson(held, threshold)}, {"tissue", tissueJson(held)}}}};
    if (job.onTest) {
        CICATRIX_ASSIGN(const Evaluation test, evaluate(*model, {data, selection.test}, options, progress));
        report["test"] = {{"wound", woundJson(test, threshold)}, {"tissue", tissueJson(test)}};
    }
    return report;
}

}  // namespace cicatrix::train
