// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/classification.h"

#include "core/metrics/overlap.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace cicatrix::metrics {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double quotient(double numerator, double denominator) { return denominator == 0 ? kNaN : numerator / denominator; }

struct Margins {
    std::vector<double> truth;
    std::vector<double> prediction;
    double diagonal = 0;
    double total = 0;
};

Margins margins(const Confusion& confusion)
{
    Margins result{std::vector<double>(static_cast<std::size_t>(confusion.classes)),
                   std::vector<double>(static_cast<std::size_t>(confusion.classes)), 0, 0};
    for (int t = 0; t < confusion.classes; ++t) {
        for (int p = 0; p < confusion.classes; ++p) {
            const auto n = static_cast<double>(confusion.at(t, p));
            result.truth[static_cast<std::size_t>(t)] += n;
            result.prediction[static_cast<std::size_t>(p)] += n;
            result.diagonal += t == p ? n : 0.0;
            result.total += n;
        }
    }
    return result;
}

/// Gorodkin 2004's R_K; for two classes Matthews' coefficient.
double correlation(const Margins& margins)
{
    double product = 0;
    double truthSquares = 0;
    double predictionSquares = 0;
    for (std::size_t k = 0; k < margins.truth.size(); ++k) {
        product += margins.truth[k] * margins.prediction[k];
        truthSquares += margins.truth[k] * margins.truth[k];
        predictionSquares += margins.prediction[k] * margins.prediction[k];
    }
    const double squared = margins.total * margins.total;
    return quotient(margins.diagonal * margins.total - product,
                    std::sqrt((squared - truthSquares) * (squared - predictionSquares)));
}

}  // namespace

CalibrationError calibrationError(std::span<const double> confidence, std::span<const std::uint8_t> correct, int bins)
{
    assert(confidence.size() == correct.size() && bins > 0);
    struct Bin {
        double confidence = 0;
        double correct = 0;
        double count = 0;
    };
    std::vector<Bin> table(static_cast<std::size_t>(bins));
    for (std::size_t i = 0; i < confidence.size(); ++i) {
        // bin b holds (b/n, (b+1)/n]
        const double position = std::ceil(confidence[i] * bins) - 1;
        Bin& bin = table[static_cast<std::size_t>(std::clamp(position, 0.0, static_cast<double>(bins - 1)))];
        bin.confidence += confidence[i];
        bin.correct += correct[i] != 0 ? 1 : 0;
        bin.count += 1;
    }
    CalibrationError result;
    for (const Bin& bin : table) {
        if (bin.count > 0) {
            const double gap = std::abs(bin.confidence - bin.correct) / bin.count;
            result.ece += gap * bin.count / static_cast<double>(confidence.size());
            result.mce = std::max(result.mce, gap);
        }
    }
    return result;
}

double auc(std::span<const double> scores, std::span<const std::uint8_t> positive)
{
    assert(scores.size() == positive.size());
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
    double wins = 0;
    double negativesBelow = 0;
    double positives = 0;
    for (std::size_t first = 0; first < order.size();) {
        double tiedPositives = 0;
        double tiedNegatives = 0;
        std::size_t last = first;
        for (; last < order.size() && scores[order[last]] == scores[order[first]]; ++last) {
            (positive[order[last]] != 0 ? tiedPositives : tiedNegatives) += 1;
        }
        wins += tiedPositives * (negativesBelow + tiedNegatives / 2);
        negativesBelow += tiedNegatives;
        positives += tiedPositives;
        first = last;
    }
    return quotient(wins, positives * negativesBelow);
}

double multiClassAuc(std::span<const double> probabilities, std::span<const int> truth, int classes)
{
    const auto k = static_cast<std::size_t>(classes);
    assert(probabilities.size() == truth.size() * k);
    std::vector<double> values;
    std::vector<double> scores(truth.size());
    std::vector<std::uint8_t> positive(truth.size());
    for (std::size_t c = 0; c < k; ++c) {
        for (std::size_t i = 0; i < truth.size(); ++i) {
            scores[i] = probabilities[i * k + c];
            positive[i] = truth[i] == static_cast<int>(c) ? 1 : 0;
        }
        values.push_back(auc(scores, positive));
    }
    return meanOfDefined(values).value;
}

BinaryFigures binaryFigures(std::span<const double> scores, std::span<const std::uint8_t> positive, double threshold, int bins)
{
    assert(scores.size() == positive.size());
    std::vector<int> truth(scores.size());
    std::vector<int> prediction(scores.size());
    std::vector<double> confidence(scores.size());
    std::vector<std::uint8_t> correct(scores.size());
    double squares = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        truth[i] = positive[i] != 0 ? 1 : 0;
        prediction[i] = scores[i] >= threshold ? 1 : 0;
        confidence[i] = prediction[i] == 1 ? scores[i] : 1 - scores[i];
        correct[i] = prediction[i] == truth[i] ? 1 : 0;
        squares += (scores[i] - truth[i]) * (scores[i] - truth[i]);
    }
    const Confusion table = confusion(truth, prediction, 2);
    const Margins sums = margins(table);
    const auto tp = static_cast<double>(table.at(1, 1));
    const auto tn = static_cast<double>(table.at(0, 0));
    BinaryFigures result;
    result.auc = auc(scores, positive);
    result.accuracy = quotient(tp + tn, sums.total);
    result.sensitivity = quotient(tp, sums.truth[1]);
    result.specificity = quotient(tn, sums.truth[0]);
    result.precision = quotient(tp, sums.prediction[1]);
    result.f1 = quotient(2 * tp, sums.truth[1] + sums.prediction[1]);
    result.balancedAccuracy = (result.sensitivity + result.specificity) / 2;
    result.mcc = correlation(sums);
    result.brier = quotient(squares, sums.total);
    result.calibration = calibrationError(confidence, correct, bins);
    return result;
}

std::int64_t Confusion::at(int truth, int prediction) const
{
    return counts[static_cast<std::size_t>(truth) * static_cast<std::size_t>(classes) + static_cast<std::size_t>(prediction)];
}

Confusion confusion(std::span<const int> truth, std::span<const int> prediction, int classes)
{
    assert(truth.size() == prediction.size());
    const auto k = static_cast<std::size_t>(classes);
    Confusion result{classes, std::vector<std::int64_t>(k * k, 0)};
    for (std::size_t i = 0; i < truth.size(); ++i) {
        ++result.counts[static_cast<std::size_t>(truth[i]) * k + static_cast<std::size_t>(prediction[i])];
    }
    return result;
}

double kappa(const Confusion& confusion, KappaWeights weights)
{
    const Margins sums = margins(confusion);
    double observed = 0;
    double expected = 0;
    for (int t = 0; t < confusion.classes; ++t) {
        for (int p = 0; p < confusion.classes; ++p) {
            const double distance = std::abs(t - p);
            const double weight = weights == KappaWeights::None     ? (t == p ? 0.0 : 1.0)
                                  : weights == KappaWeights::Linear ? distance
                                                                    : distance * distance;
            observed += weight * static_cast<double>(confusion.at(t, p));
            expected += weight * sums.truth[static_cast<std::size_t>(t)] * sums.prediction[static_cast<std::size_t>(p)];
        }
    }
    return 1 - quotient(observed * sums.total, expected);
}

MultiClassFigures multiClassFigures(const Confusion& confusion)
{
    const Margins sums = margins(confusion);
    MultiClassFigures result;
    result.accuracy = quotient(sums.diagonal, sums.total);
    std::vector<double> recalls;
    for (int c = 0; c < confusion.classes; ++c) {
        const auto k = static_cast<std::size_t>(c);
        const auto tp = static_cast<double>(confusion.at(c, c));
        result.f1.push_back(quotient(2 * tp, sums.truth[k] + sums.prediction[k]));
        recalls.push_back(quotient(tp, sums.truth[k]));
    }
    result.macroF1 = meanOfDefined(result.f1).value;
    result.balancedAccuracy = meanOfDefined(recalls).value;
    result.mcc = correlation(sums);
    return result;
}

double multiClassBrier(std::span<const double> probabilities, std::span<const int> truth, int classes)
{
    const auto k = static_cast<std::size_t>(classes);
    assert(probabilities.size() == truth.size() * k);
    double sum = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        for (std::size_t c = 0; c < k; ++c) {
            const double error = probabilities[i * k + c] - (truth[i] == static_cast<int>(c) ? 1.0 : 0.0);
            sum += error * error;
        }
    }
    return quotient(sum, static_cast<double>(truth.size()));
}

}  // namespace cicatrix::metrics
