// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/overlap.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace cicatrix::metrics {

struct Interval {
    double low = 0;
    double high = 0;
};

struct BootstrapOptions {
    int resamples = 10000;
    std::uint64_t seed = 0;
    double level = 0.95;
};

/// q-th percentile (0…100), linear interpolation between order statistics; NaN for no values.
[[nodiscard]] double percentile(std::vector<double> values, double q);

/// Percentile interval of a statistic of resampled units (patients, groups). `statistic` gets the drawn indices; draws on
/// which it is NaN are left out. Index = floor(u·n), one SplitMix64 stream.
[[nodiscard]] Interval bootstrap(std::size_t units, const std::function<double(std::span<const std::size_t>)>& statistic,
                                 const BootstrapOptions& options);

/// The unit of resampling is the patient: image values with a group name each → one mean a group (NaN left out; groups
/// without a value are dropped), in order of the groups' first appearance.
[[nodiscard]] std::vector<double> groupMeans(std::span<const double> values, std::span<const std::string> groups);

/// Interval of the mean over images of `values`, groups resampled.
[[nodiscard]] Interval meanInterval(std::span<const double> values, std::span<const std::string> groups,
                                    const BootstrapOptions& options);
/// Interval of a pooled ratio, groups resampled: counts are summed over the drawn groups, then the ratio.
[[nodiscard]] Interval pooledInterval(std::span<const Counts> counts, std::span<const std::string> groups, Ratio ratio,
                                      const BootstrapOptions& options);

struct PairedBootstrap {
    double mean = 0;  ///< of a − b
    Interval interval;
    double p = 1;  ///< two-sided
};
/// a and b: one value a patient, in the same order (`STAT-boot`).
[[nodiscard]] PairedBootstrap pairedBootstrap(std::span<const double> a, std::span<const double> b,
                                              const BootstrapOptions& options);

struct Wilcoxon {
    int n = 0;  ///< pairs that differ
    double wPlus = 0;
    double wMinus = 0;
    double p = 1;  ///< exact for n ≤ 20, else the normal approximation
    double z = 0;  ///< tie correction, no continuity correction
    double pNormal = 1;
    double rankBiserial = 0;  ///< (W+ − W−)/(W+ + W−)
};
/// Signed-rank test: zeros dropped, mid-ranks, differences rounded to 1e-10 first (`STAT-wilcoxon`).
[[nodiscard]] Wilcoxon wilcoxonSignedRank(std::span<const double> a, std::span<const double> b);

/// Holm's step-down adjustment, in the order given (`STAT-holm`).
[[nodiscard]] std::vector<double> holm(std::span<const double> p);

/// One task's figure against its single-task value.
struct TaskFigure {
    double value = 0;
    double singleTask = 0;
    bool lowerIsBetter = false;
};
/// Average relative change over tasks in percent, positive = better.
[[nodiscard]] double averageRelativeChange(std::span<const TaskFigure> figures);

}  // namespace cicatrix::metrics
