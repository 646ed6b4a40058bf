// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/metrics_file.h"

#include "core/base/atomic_file.h"
#include "core/base/files.h"
#include "core/base/tissue.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>

namespace cicatrix::train {

namespace {

/// Dice of each class that occurs in the reference, by its key.
std::map<std::string, double> tissueDice(const Evaluation& evaluation)
{
    std::map<std::string, double> dice;
    const std::vector<metrics::Counts> pooled = evaluation.tissuePooled();
    for (std::size_t c = 0; c < pooled.size(); ++c) {
        if (!pooled[c].referenceEmpty()) {
            dice[std::string(tissueStyle(static_cast<Tissue>(c + 1)).key)] = metrics::ratios(pooled[c]).dice;
        }
    }
    return dice;
}

double meanOf(const std::map<std::string, double>& values)
{
    double sum = 0;
    for (const auto& [key, value] : values) {
        sum += value;
    }
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

}  // namespace

double holdOutScore(const Evaluation& evaluation)
{
    const double wound = evaluation.woundOverlap(evaluation.bestThreshold(), metrics::EmptyRule::NnUnet).perImage.dice.value;
    const std::map<std::string, double> tissue = tissueDice(evaluation);
    const bool hasWound = !evaluation.ids.empty() && std::isfinite(wound);
    if (!hasWound || tissue.empty()) {
        return hasWound ? wound : meanOf(tissue);
    }
    return (wound + meanOf(tissue)) / 2;
}

nlohmann::json summary(const EpochMetrics& metrics)
{
    nlohmann::json line{{"epoch", metrics.epoch}, {"seconds", metrics.seconds}, {"rate_factor", metrics.rateFactor}};
    for (const auto& [key, value] : metrics.means) {
        line[key] = value;
    }
    if (metrics.validation) {
        const Evaluation& evaluation = *metrics.validation;
        const int threshold = evaluation.bestThreshold();
        const metrics::ClassOverlap wound = evaluation.woundOverlap(threshold, metrics::EmptyRule::NnUnet);
        line["val_score"] = holdOutScore(evaluation);
        line["val_threshold"] = thresholdAt(threshold);
        line["val_wound_pooled"] = wound.pooled.dice;
        line["val_wound_photo"] = wound.perImage.dice.value;
        for (const auto& [key, dice] : tissueDice(evaluation)) {
            line["val_" + key] = dice;
        }
    }
    return line;
}

Result<void> appendMetrics(const std::filesystem::path& path, const EpochMetrics& metrics)
{
    static const std::vector<std::string> kColumns{
        "epoch",         "seconds",      "rate_factor",    "loss_wound",       "loss_tissue",     "weight_wound",
        "weight_tissue", "val_score",    "val_threshold",  "val_wound_pooled", "val_wound_photo", "val_granulation",
        "val_slough",    "val_necrosis", "val_epithelium", "val_callus",       "val_other"};
    std::string text;
    for (const std::string& column : kColumns) {
        text += (text.empty() ? "" : ",") + column;
    }
    text += "\n";
    if (std::filesystem::exists(path)) {
        CICATRIX_ASSIGN(const std::string old, readTextFile(path));
        std::istringstream lines(old);
        std::string line;
        std::getline(lines, line);
        while (std::getline(lines, line) && std::atoi(line.c_str()) < metrics.epoch) {
            text += line + "\n";
        }
    }
    const nlohmann::json values = summary(metrics);
    for (const std::string& column : kColumns) {
        text += (column == "epoch" ? "" : ",") + (values.contains(column) ? values[column].dump() : "");
    }
    return writeFileAtomically(path, text + "\n", Existing::Replace);
}

}  // namespace cicatrix::train
