// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/evaluate.h"

#include "core/image/photo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace cicatrix::clinic {

namespace {

constexpr std::array<std::uint8_t, 6> kWoundCodes{1, 2, 3, 4, 6, 255};

/// What one image gives for each class; nothing where it carries no reference.
struct Scores {
    std::string id;
    std::string group;
    std::optional<metrics::Counts> wound;
    std::vector<metrics::Counts> tissue;
};

std::string sizeOf(const LabelMap& map) { return std::to_string(map.width()) + " x " + std::to_string(map.height()) + " px"; }

Result<LabelMap> predict(infer::Engine* engine, const EvaluationItem& item, const EvaluateOptions& options)
{
    if (engine == nullptr) {
        return readLabels(item.prediction);
    }
    CICATRIX_ASSIGN(const Bytes bytes, readFile(item.photo));
    CICATRIX_ASSIGN(const image::DecodedPhoto photo, image::decodePhoto(bytes, item.photo.filename().string()));
    const auto augmentation = options.testTimeAugmentation ? infer::Augmentation::D4 : infer::Augmentation::Card;
    CICATRIX_ASSIGN(infer::Prediction prediction,
                    engine->run(*photo.pixels, {augmentation, options.raw, std::nullopt}, Progress::none()));
    return std::move(prediction.labels);
}

Result<Scores> score(infer::Engine* engine, const EvaluationItem& item, const EvaluationData& data,
                     const std::pair<EvaluateOptions, std::vector<std::uint8_t>>& how)
{
    CICATRIX_ASSIGN(const LabelMap prediction, predict(engine, item, how.first));
    CICATRIX_ASSIGN(const Reference reference, readReference(item, data));
    for (const std::optional<LabelMap>* map : {&reference.wound, &reference.tissue}) {
        if (*map && ((*map)->width() != prediction.width() || (*map)->height() != prediction.height())) {
            return Error{ErrorKind::BadInput, item.id,
                         "its reference is " + sizeOf(**map) + ", but its " + (engine == nullptr ? "mask" : "photo") + " is " +
                             sizeOf(prediction)};
        }
    }
    Scores scores{item.id, item.group, std::nullopt, {}};
    if (reference.wound) {
        scores.wound = metrics::countUnion({reference.wound->values(), prediction.values(), std::nullopt}, kWoundCodes);
    }
    if (reference.tissue) {
        scores.tissue = metrics::countClasses(
            {reference.tissue->values(), prediction.values(), static_cast<std::uint8_t>(Tissue::Ignore)}, how.second);
    }
    return scores;
}

ClassEvaluation::Intervals intervals(const std::vector<metrics::Counts>& counts, const std::vector<std::string>& groups,
                                     const EvaluateOptions& options, bool pooled)
{
    const metrics::BootstrapOptions bootstrap{options.resamples, options.seed, 0.95};
    const auto one = [&](metrics::Ratio ratio) {
        if (pooled) {
            return metrics::pooledInterval(counts, groups, ratio, bootstrap);
        }
        std::vector<double> values;
        for (const metrics::Counts& c : counts) {
            values.push_back(metrics::ratios(c, options.emptyRule).value(ratio));
        }
        return metrics::meanInterval(values, groups, bootstrap);
    };
    return {one(metrics::Ratio::Dice), one(metrics::Ratio::Iou), one(metrics::Ratio::Precision), one(metrics::Ratio::Recall)};
}

/// One class over the images that have it in their reference set; nothing when no image does, or nothing was there at all.
void addClass(Evaluation& evaluation, const std::vector<std::pair<const Scores*, metrics::Counts>>& images,
              const std::pair<std::string, std::string>& name, const EvaluateOptions& options)
{
    std::vector<metrics::Counts> counts;
    std::vector<std::vector<metrics::Counts>> rows;
    std::vector<std::string> groups;
    metrics::Counts sum;
    for (const auto& [image, count] : images) {
        counts.push_back(count);
        rows.push_back({count});
        groups.push_back(image->group);
        sum += count;
    }
    if (images.empty() || (sum == metrics::Counts{} && name.first != "wound")) {
        return;
    }
    ClassEvaluation result{name.first,
                           name.second,
                           metrics::overlap(rows, options.emptyRule).classes[0],
                           static_cast<int>(images.size()),
                           intervals(counts, groups, options, true),
                           intervals(counts, groups, options, false)};
    evaluation.classes.push_back(std::move(result));
    for (const auto& [image, count] : images) {
        evaluation.perImage.push_back(
            {image->id, image->group, name.first, name.second, count, metrics::ratios(count, options.emptyRule)});
    }
}

/// Codes that both the references and the model know, or the references' alone when masks are compared.
std::vector<std::uint8_t> comparedCodes(const infer::Engine* engine, const EvaluationData& data)
{
    std::vector<std::uint8_t> codes = data.codes;
    if (engine != nullptr) {
        const std::vector<std::uint8_t>& known = engine->info().codes;
        std::erase_if(codes, [&](std::uint8_t code) { return std::find(known.begin(), known.end(), code) == known.end(); });
    }
    return codes;
}

}  // namespace

Result<Evaluation> evaluate(infer::Engine* engine, const EvaluationData& data, const EvaluateOptions& options,
                            Progress& progress)
{
    const std::vector<std::uint8_t> codes = comparedCodes(engine, data);
    Evaluation evaluation;
    evaluation.data = data.name;
    evaluation.emptyRule = options.emptyRule;
    evaluation.images = static_cast<int>(data.items.size());
    if (engine != nullptr) {
        evaluation.model = engine->info().name + " " + engine->info().version;
        evaluation.weightsSha256 = engine->info().weightsSha256;
    }
    std::vector<Scores> all;
    std::set<std::string> groups;
    for (const EvaluationItem& item : data.items) {
        if (!progress.update(static_cast<std::int64_t>(all.size()), evaluation.images, "evaluate")) {
            return Error{ErrorKind::Cancelled, "evaluation", "was stopped"};
        }
        CICATRIX_ASSIGN(Scores scores, score(engine, item, data, {options, codes}));
        all.push_back(std::move(scores));
        groups.insert(item.group);
    }
    evaluation.groups = static_cast<int>(groups.size());
    std::vector<std::pair<const Scores*, metrics::Counts>> images;
    for (const Scores& scores : all) {
        if (scores.wound) {
            images.emplace_back(&scores, *scores.wound);
        }
    }
    addClass(evaluation, images, {"wound", ""}, options);
    std::vector<std::vector<metrics::Counts>> tissueRows;
    for (const Scores& scores : all) {
        if (!scores.tissue.empty()) {
            tissueRows.push_back(scores.tissue);
        }
    }
    for (std::size_t k = 0; k < codes.size(); ++k) {
        images.clear();
        for (const Scores& scores : all) {
            if (!scores.tissue.empty()) {
                images.emplace_back(&scores, scores.tissue[k]);
            }
        }
        addClass(evaluation, images, {"tissue", std::string(tissueStyle(static_cast<Tissue>(codes[k])).key)}, options);
    }
    if (!tissueRows.empty() && codes.size() > 1) {
        evaluation.tissueOverlap = metrics::overlap(tissueRows, options.emptyRule);
    }
    return evaluation;
}

}  // namespace cicatrix::clinic
