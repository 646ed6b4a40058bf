// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/packed_dataset.h"
#include "core/base/progress.h"
#include "core/base/tissue.h"
#include "core/metrics/overlap.h"
#include "core/models/model.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace cicatrix::train {

/// Thresholds that a wound probability is cut at: 0.05, 0.10 … 0.95.
inline constexpr int kThresholds = 19;
[[nodiscard]] constexpr double thresholdAt(int index) { return 0.05 * (index + 1); }

struct EvaluateOptions {
    double inputMean = 127;
    double inputSd = 128;
    double woundTemperature = 1;
    double tissueTemperature = 1;
    bool flips = false;         ///< averages the probabilities of the photo and its three mirrorings
    bool sampleLogits = false;  ///< keeps what `fittedTemperature` needs
    std::string device = "cpu";
};

/// Logits of up to 200 labelled pixels a photo, row-major samples × channels, for temperature scaling.
struct LogitSample {
    int channels = 0;
    std::vector<double> logits;
    std::vector<int> truth;
};

/// What a model did on photos at their native size.
struct Evaluation {
    std::vector<std::string> ids;                                 ///< photos with a wound mask, in order
    std::vector<std::array<metrics::Counts, kThresholds>> wound;  ///< for each of them and each threshold
    std::vector<std::string> tissueIds;
    std::vector<std::vector<metrics::Counts>> tissue;  ///< photos with a tissue mask × classes 1 … K, argmax
    LogitSample woundLogits;
    LogitSample tissueLogits;

    [[nodiscard]] metrics::ClassOverlap woundOverlap(int threshold, metrics::EmptyRule rule) const;
    /// Index of the threshold with the best mean Dice per photo (rule `nnunet`).
    [[nodiscard]] int bestThreshold() const;
    /// Pooled counts of classes 1 … K.
    [[nodiscard]] std::vector<metrics::Counts> tissuePooled() const;
};

/// Some photos of a packed set.
struct PhotoSet {
    const PackedDataset& data;
    const std::vector<std::size_t>& rows;
};

/// Runs the model in evaluation mode, photo by photo, padded with their mean colour to the model's stride.
[[nodiscard]] Result<Evaluation> evaluate(models::Model& model, const PhotoSet& photos, const EvaluateOptions& options,
                                          Progress& progress);

/// The model's label map of one photo at its native size: tissue codes where the wound's probability reaches `threshold`
/// (ignore = wound of unknown tissue where the model has no tissue head), 0 elsewhere.
[[nodiscard]] Result<LabelMap> predictLabels(models::Model& model, const PackedDataset& data, std::size_t row,
                                             const EvaluateOptions& options, double threshold);

/// Temperature that minimises the negative log likelihood of the sample (1 where it is empty), and the expected calibration
/// error of the predicted class without and with it.
struct FittedTemperature {
    double value = 1;
    double eceBefore = 0;
    double eceAfter = 0;
};
[[nodiscard]] FittedTemperature fittedTemperature(const LogitSample& sample);

}  // namespace cicatrix::train
