// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/temperature.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

namespace cicatrix::metrics {

namespace {

/// Minimises a function of log T over [-3, 5] by golden section to 1e-9.
Temperature minimise(const std::function<double(double)>& nllAtTemperature)
{
    const auto at = [&](double logT) { return nllAtTemperature(std::exp(logT)); };
    const double ratio = (std::sqrt(5.0) - 1) / 2;
    double low = -3;
    double high = 5;
    double left = high - ratio * (high - low);
    double right = low + ratio * (high - low);
    double leftValue = at(left);
    double rightValue = at(right);
    while (high - low > 1e-9) {
        if (leftValue <= rightValue) {
            high = right;
            right = left;
            rightValue = leftValue;
            left = high - ratio * (high - low);
            leftValue = at(left);
        } else {
            low = left;
            left = right;
            leftValue = rightValue;
            right = low + ratio * (high - low);
            rightValue = at(right);
        }
    }
    Temperature result;
    result.value = std::exp((low + high) / 2);
    result.nllBefore = nllAtTemperature(1);
    result.nllAfter = nllAtTemperature(result.value);
    return result;
}

}  // namespace

Temperature fitTemperature(std::span<const double> logits, std::span<const std::uint8_t> labels)
{
    assert(logits.size() == labels.size());
    if (logits.empty()) {
        return {};
    }
    return minimise([&](double temperature) {
        double sum = 0;
        for (std::size_t i = 0; i < logits.size(); ++i) {
            // −log sigmoid(±z) = softplus(∓z)
            const double z = (labels[i] != 0 ? -logits[i] : logits[i]) / temperature;
            sum += std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z)));
        }
        return sum / static_cast<double>(logits.size());
    });
}

Temperature fitTemperature(std::span<const double> logits, std::span<const int> labels, int classes)
{
    const auto k = static_cast<std::size_t>(classes);
    assert(k > 0 && logits.size() == labels.size() * k);
    if (logits.empty()) {
        return {};
    }
    return minimise([&](double temperature) {
        double sum = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const auto row = logits.subspan(i * k, k);
            const double largest = *std::max_element(row.begin(), row.end());
            double exponentials = 0;
            for (const double logit : row) {
                exponentials += std::exp((logit - largest) / temperature);
            }
            sum += std::log(exponentials) - (row[static_cast<std::size_t>(labels[i])] - largest) / temperature;
        }
        return sum / static_cast<double>(labels.size());
    });
}

}  // namespace cicatrix::metrics
