// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cicatrix::metrics {

/// Gaps between confidence and accuracy over equal-width bins, bin b = (b/n, (b+1)/n], the first with 0.
struct CalibrationError {
    double ece = 0;  ///< mean gap, weighted by the bins' sizes
    double mce = 0;  ///< largest gap
};
/// `correct[i]` tells whether the prediction made with `confidence[i]` (of the predicted class) was right.
[[nodiscard]] CalibrationError calibrationError(std::span<const double> confidence, std::span<const std::uint8_t> correct,
                                                int bins = 15);

/// P(score of a positive > score of a negative) + half the ties; NaN unless both occur.
[[nodiscard]] double auc(std::span<const double> scores, std::span<const std::uint8_t> positive);
/// Mean of one-vs-rest over the classes that have both signs; `probabilities` is row-major, samples × classes.
[[nodiscard]] double multiClassAuc(std::span<const double> probabilities, std::span<const int> truth, int classes);

/// Two classes by score; positive where score >= threshold. NaN where a denominator is 0.
struct BinaryFigures {
    double auc = 0;
    double accuracy = 0;
    double sensitivity = 0;
    double specificity = 0;
    double precision = 0;
    double f1 = 0;
    double balancedAccuracy = 0;
    double mcc = 0;
    double brier = 0;
    CalibrationError calibration;  ///< confidence = the score, or 1 − score where the prediction is negative
};
[[nodiscard]] BinaryFigures binaryFigures(std::span<const double> scores, std::span<const std::uint8_t> positive,
                                          double threshold = 0.5, int bins = 15);

/// Rows = truth, columns = prediction, row-major.
struct Confusion {
    int classes = 0;
    std::vector<std::int64_t> counts;
    [[nodiscard]] std::int64_t at(int truth, int prediction) const;
};
[[nodiscard]] Confusion confusion(std::span<const int> truth, std::span<const int> prediction, int classes);

enum class KappaWeights { None, Linear, Quadratic };
[[nodiscard]] double kappa(const Confusion& confusion, KappaWeights weights = KappaWeights::None);

struct MultiClassFigures {
    double accuracy = 0;
    std::vector<double> f1;  ///< NaN for a class that neither occurs nor is predicted; skipped in the mean
    double macroF1 = 0;
    double balancedAccuracy = 0;
    double mcc = 0;  ///< Gorodkin's R_K
};
[[nodiscard]] MultiClassFigures multiClassFigures(const Confusion& confusion);

/// Mean squared error of the class probabilities (row-major, samples × classes) against the one-hot truth, summed over classes.
[[nodiscard]] double multiClassBrier(std::span<const double> probabilities, std::span<const int> truth, int classes);

}  // namespace cicatrix::metrics
