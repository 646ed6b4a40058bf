// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/evaluate.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>

namespace cicatrix::clinic {

namespace {

using nlohmann::json;

json orNull(double value) { return std::isfinite(value) ? json(value) : json(); }

json withInterval(double value, const metrics::Interval& interval)
{
    return {{"value", orNull(value)}, {"low", orNull(interval.low)}, {"high", orNull(interval.high)}};
}

json withInterval(const metrics::Mean& mean, const metrics::Interval& interval)
{
    json row = withInterval(mean.value, interval);
    row["images_used"] = mean.used;
    return row;
}

json classJson(const ClassEvaluation& c)
{
    const metrics::Ratios& pooled = c.overlap.pooled;
    const metrics::MeanRatios& each = c.overlap.perImage;
    return {{"task", c.task},
            {"tissue", c.tissue.empty() ? json() : json(c.tissue)},
            {"images", c.images},
            {"pooled",
             {{"dice", withInterval(pooled.dice, c.pooled.dice)},
              {"iou", withInterval(pooled.iou, c.pooled.iou)},
              {"precision", withInterval(pooled.precision, c.pooled.precision)},
              {"recall", withInterval(pooled.recall, c.pooled.recall)}}},
            {"per_image",
             {{"dice", withInterval(each.dice, c.perImage.dice)},
              {"iou", withInterval(each.iou, c.perImage.iou)},
              {"precision", withInterval(each.precision, c.perImage.precision)},
              {"recall", withInterval(each.recall, c.perImage.recall)}}},
            {"empty_references", c.overlap.emptyReferences},
            {"false_positive_images", c.overlap.falsePositiveImages}};
}

std::string line(const char* heading, double value, const metrics::Interval& interval)
{
    char text[96];
    std::snprintf(text, sizeof text, "  %-10s %.4f  (%.4f to %.4f)", heading, value, interval.low, interval.high);
    return text;
}

std::string cell(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6f", value);
    return std::isfinite(value) ? text : "";
}

std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\n") == std::string::npos) {
        return text;
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + "\"";
}

}  // namespace

std::string evaluationJson(const Evaluation& evaluation)
{
    json classes = json::array();
    for (const ClassEvaluation& c : evaluation.classes) {
        classes.push_back(classJson(c));
    }
    json document{{"schema", "cicatrix.evaluation/1"},
                  {"data", evaluation.data},
                  {"model", evaluation.model},
                  {"weights_sha256", evaluation.weightsSha256},
                  {"empty_rule", metrics::key(evaluation.emptyRule)},
                  {"images", evaluation.images},
                  {"groups", evaluation.groups},
                  {"classes", classes}};
    if (evaluation.tissueOverlap) {
        const metrics::Overlap& o = *evaluation.tissueOverlap;
        document["tissue_mean"] = {{"pooled_dice", orNull(o.pooledMean.dice.value)},
                                   {"class_then_image_dice", orNull(o.classThenImage.dice.value)},
                                   {"image_then_class_dice", orNull(o.imageThenClass.dice.value)}};
    }
    return document.dump(2);
}

std::string evaluationTable(const Evaluation& evaluation)
{
    std::string out = evaluation.data + ": " + std::to_string(evaluation.images) + " images of " +
                      std::to_string(evaluation.groups) + " groups; empty rule " +
                      std::string(metrics::key(evaluation.emptyRule)) + "; 95 % intervals, groups resampled\n";
    for (const ClassEvaluation& c : evaluation.classes) {
        const metrics::Ratios& pooled = c.overlap.pooled;
        const metrics::MeanRatios& each = c.overlap.perImage;
        out += "\n" + (c.tissue.empty() ? c.task : c.task + " " + c.tissue) + " (" + std::to_string(c.images) + " images)\n" +
               "  pooled                                     per image\n";
        out += line("Dice", pooled.dice, c.pooled.dice) + line("Dice", each.dice.value, c.perImage.dice) + "\n";
        out += line("IoU", pooled.iou, c.pooled.iou) + line("IoU", each.iou.value, c.perImage.iou) + "\n";
        out += line("precision", pooled.precision, c.pooled.precision) +
               line("precision", each.precision.value, c.perImage.precision) + "\n";
        out += line("recall", pooled.recall, c.pooled.recall) + line("recall", each.recall.value, c.perImage.recall) + "\n";
        out += "  empty references: " + std::to_string(c.overlap.emptyReferences) +
               ", false positives on them: " + std::to_string(c.overlap.falsePositiveImages) + "\n";
    }
    if (evaluation.tissueOverlap) {
        char text[160];
        std::snprintf(text, sizeof text,
                      "\nmean over tissues: pooled Dice %.4f, class then image %.4f, image then class %.4f\n",
                      evaluation.tissueOverlap->pooledMean.dice.value, evaluation.tissueOverlap->classThenImage.dice.value,
                      evaluation.tissueOverlap->imageThenClass.dice.value);
        out += text;
    }
    return out;
}

std::string perImageCsv(const Evaluation& evaluation)
{
    std::string out = "id,group,task,tissue,tp,fp,fn,dice,iou,precision,recall\n";
    for (const ImageEvaluation& i : evaluation.perImage) {
        out += quoted(i.id) + "," + quoted(i.group) + "," + i.task + "," + i.tissue + "," + std::to_string(i.counts.tp) + "," +
               std::to_string(i.counts.fp) + "," + std::to_string(i.counts.fn) + "," + cell(i.ratios.dice) + "," +
               cell(i.ratios.iou) + "," + cell(i.ratios.precision) + "," + cell(i.ratios.recall) + "\n";
    }
    return out;
}

}  // namespace cicatrix::clinic
