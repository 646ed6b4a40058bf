// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/clinic/evaluation_data.h"
#include "core/infer/engine.h"
#include "core/metrics/overlap.h"
#include "core/metrics/statistics.h"

#include <optional>
#include <string>
#include <vector>

namespace cicatrix::clinic {

struct EvaluateOptions {
    metrics::EmptyRule emptyRule = metrics::EmptyRule::NnUnet;
    bool raw = false;  ///< without the card's post-processing
    bool testTimeAugmentation = false;
    int resamples = 10000;  ///< of the bootstrap
    std::uint64_t seed = 1;
};

/// One class over all images that carry its reference. Intervals are 95 %, groups resampled.
struct ClassEvaluation {
    std::string task;    ///< "wound", "tissue"
    std::string tissue;  ///< tissue key; empty for the wound
    metrics::ClassOverlap overlap;
    int images = 0;
    struct Intervals {
        metrics::Interval dice, iou, precision, recall;
    };
    Intervals pooled;
    Intervals perImage;
};

/// One class in one image.
struct ImageEvaluation {
    std::string id;
    std::string group;
    std::string task;
    std::string tissue;
    metrics::Counts counts;
    metrics::Ratios ratios;  ///< under the empty rule; NaN = left out of the mean
};

struct Evaluation {
    std::string data;   ///< what was evaluated
    std::string model;  ///< name and version; empty for masks
    std::string weightsSha256;
    metrics::EmptyRule emptyRule = metrics::EmptyRule::NnUnet;
    int images = 0;
    int groups = 0;
    std::vector<ClassEvaluation> classes;
    std::optional<metrics::Overlap> tissueOverlap;  ///< class means, where there are two tissue classes or more
    std::vector<ImageEvaluation> perImage;
    Warnings warnings;
};

/// Runs the model over the data's photos (or takes the data's own masks when `engine` is null) and scores the label maps at
/// the photos' own pixels. The first file that cannot be read ends it: figures over a part would mislead. Cancelled too.
[[nodiscard]] Result<Evaluation> evaluate(infer::Engine* engine, const EvaluationData& data, const EvaluateOptions& options,
                                          Progress& progress);

/// The document of `evaluate --json` (schema cicatrix.evaluation/1).
[[nodiscard]] std::string evaluationJson(const Evaluation& evaluation);
/// A table for the terminal.
[[nodiscard]] std::string evaluationTable(const Evaluation& evaluation);
/// One line an image and class: id, group, task, tissue, tp, fp, fn, dice, iou, precision, recall; not defined = empty.
[[nodiscard]] std::string perImageCsv(const Evaluation& evaluation);

}  // namespace cicatrix::clinic
