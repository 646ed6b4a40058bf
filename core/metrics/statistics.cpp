// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/statistics.h"

#include "core/base/random.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace cicatrix::metrics {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Values of the statistic on the drawn indices, NaN left out.
std::vector<double> resample(std::size_t units, const std::function<double(std::span<const std::size_t>)>& statistic,
                             const BootstrapOptions& options)
{
    SplitMix64 random(options.seed);
    std::vector<std::size_t> drawn(units);
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(std::max(options.resamples, 0)));
    for (int b = 0; b < options.resamples && units > 0; ++b) {
        for (std::size_t& index : drawn) {
            index = static_cast<std::size_t>(random.below(units));
        }
        if (const double value = statistic(drawn); !std::isnan(value)) {
            values.push_back(value);
        }
    }
    return values;
}

Interval interval(const std::vector<double>& values, double level)
{
    const double tail = 50.0 * (1.0 - level);
    return {percentile(values, tail), percentile(values, 100.0 - tail)};
}

/// Group index of every entry, in order of first appearance, and the number of groups.
std::pair<std::vector<std::size_t>, std::size_t> numbered(std::span<const std::string> groups)
{
    std::map<std::string_view, std::size_t> seen;
    std::vector<std::size_t> numbers;
    numbers.reserve(groups.size());
    for (const std::string& group : groups) {
        numbers.push_back(seen.emplace(group, seen.size()).first->second);
    }
    return {std::move(numbers), seen.size()};
}

double meanOf(std::span<const double> values, std::span<const std::size_t> indices)
{
    double sum = 0;
    for (const std::size_t i : indices) {
        sum += values[i];
    }
    return sum / static_cast<double>(indices.size());
}

/// Mid-ranks of |d|, doubled so that they are whole numbers, and the tie term sum(t³ − t).
std::pair<std::vector<std::int64_t>, double> doubledMidRanks(const std::vector<double>& differences)
{
    std::vector<std::size_t> order(differences.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return std::abs(differences[a]) < std::abs(differences[b]); });
    std::vector<std::int64_t> ranks(differences.size());
    double ties = 0;
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && std::abs(differences[order[last]]) == std::abs(differences[order[first]])) {
            ++last;
        }
        for (std::size_t i = first; i < last; ++i) {
            ranks[order[i]] = static_cast<std::int64_t>(first + 1 + last);
        }
        const auto t = static_cast<double>(last - first);
        ties += t * t * t - t;
        first = last;
    }
    return {std::move(ranks), ties};
}

/// Share of the 2^n sign patterns whose W+ lies at least as far from its mean as the observed one: the distribution of
/// the doubled rank sum, by adding one rank after the other.
double exactP(const std::vector<std::int64_t>& doubledRanks, std::int64_t observedDoubled)
{
    const std::int64_t total = std::accumulate(doubledRanks.begin(), doubledRanks.end(), std::int64_t{0});
    std::vector<double> ways(static_cast<std::size_t>(total) + 1, 0.0);
    ways[0] = 1;
    std::int64_t reach = 0;
    for (const std::int64_t rank : doubledRanks) {
        for (std::int64_t sum = reach; sum >= 0; --sum) {
            ways[static_cast<std::size_t>(sum + rank)] += ways[static_cast<std::size_t>(sum)];
        }
        reach += rank;
    }
    const std::int64_t distance = std::abs(2 * observedDoubled - total);
    double extreme = 0;
    for (std::int64_t sum = 0; sum <= total; ++sum) {
        extreme += std::abs(2 * sum - total) >= distance ? ways[static_cast<std::size_t>(sum)] : 0.0;
    }
    return extreme / std::ldexp(1.0, static_cast<int>(doubledRanks.size()));
}

}  // namespace

double percentile(std::vector<double> values, double q)
{
    if (values.empty()) {
        return kNaN;
    }
    std::sort(values.begin(), values.end());
    const double position = q / 100.0 * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(std::clamp(std::floor(position), 0.0, static_cast<double>(values.size() - 1)));
    const std::size_t above = std::min(below + 1, values.size() - 1);
    if (values[below] == values[above]) {
        return values[below];  // also keeps inf − inf away
    }
    return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

Interval bootstrap(std::size_t units, const std::function<double(std::span<const std::size_t>)>& statistic,
                   const BootstrapOptions& options)
{
    return interval(resample(units, statistic, options), options.level);
}

std::vector<double> groupMeans(std::span<const double> values, std::span<const std::string> groups)
{
    assert(values.size() == groups.size());
    const auto [numbers, count] = numbered(groups);
    std::vector<double> sums(count, 0.0);
    std::vector<int> used(count, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isnan(values[i])) {
            sums[numbers[i]] += values[i];
            ++used[numbers[i]];
        }
    }
    std::vector<double> means;
    for (std::size_t g = 0; g < count; ++g) {
        if (used[g] > 0) {
            means.push_back(sums[g] / used[g]);
        }
    }
    return means;
}

Interval meanInterval(std::span<const double> values, std::span<const std::string> groups, const BootstrapOptions& options)
{
    assert(values.size() == groups.size());
    const auto [numbers, count] = numbered(groups);
    std::vector<double> sums(count, 0.0);
    std::vector<double> used(count, 0.0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isnan(values[i])) {
            sums[numbers[i]] += values[i];
            used[numbers[i]] += 1;
        }
    }
    const auto statistic = [&](std::span<const std::size_t> drawn) {
        double sum = 0;
        double n = 0;
        for (const std::size_t g : drawn) {
            sum += sums[g];
            n += used[g];
        }
        return n > 0 ? sum / n : kNaN;
    };
    return bootstrap(count, statistic, options);
}

Interval pooledInterval(std::span<const Counts> counts, std::span<const std::string> groups, Ratio ratio,
                        const BootstrapOptions& options)
{
    assert(counts.size() == groups.size());
    const auto [numbers, count] = numbered(groups);
    std::vector<Counts> sums(count);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        sums[numbers[i]] += counts[i];
    }
    const auto statistic = [&](std::span<const std::size_t> drawn) {
        Counts pooled;
        for (const std::size_t g : drawn) {
            pooled += sums[g];
        }
        return ratios(pooled).value(ratio);
    };
    return bootstrap(count, statistic, options);
}

PairedBootstrap pairedBootstrap(std::span<const double> a, std::span<const double> b, const BootstrapOptions& options)
{
    assert(a.size() == b.size());
    std::vector<double> differences(a.size());
    std::transform(a.begin(), a.end(), b.begin(), differences.begin(), std::minus<>());
    const std::vector<double> means = resample(
        differences.size(), [&](std::span<const std::size_t> drawn) { return meanOf(differences, drawn); }, options);
    PairedBootstrap result;
    result.mean = differences.empty()
                      ? kNaN
                      : std::accumulate(differences.begin(), differences.end(), 0.0) / static_cast<double>(differences.size());
    result.interval = interval(means, options.level);
    const auto notAbove = std::count_if(means.begin(), means.end(), [](double m) { return m <= 0; });
    const auto notBelow = std::count_if(means.begin(), means.end(), [](double m) { return m >= 0; });
    result.p =
        std::min(1.0, 2.0 * static_cast<double>(1 + std::min(notAbove, notBelow)) / static_cast<double>(means.size() + 1));
    return result;
}

Wilcoxon wilcoxonSignedRank(std::span<const double> a, std::span<const double> b)
{
    assert(a.size() == b.size());
    std::vector<double> differences;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (const double d = std::round((a[i] - b[i]) * 1e10) / 1e10; d != 0) {
            differences.push_back(d);
        }
    }
    Wilcoxon result;
    result.n = static_cast<int>(differences.size());
    if (result.n == 0) {
        return result;
    }
    const auto [ranks, ties] = doubledMidRanks(differences);
    std::int64_t plus = 0;
    std::int64_t minus = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        (differences[i] > 0 ? plus : minus) += ranks[i];
    }
    result.wPlus = static_cast<double>(plus) / 2;
    result.wMinus = static_cast<double>(minus) / 2;
    result.rankBiserial = static_cast<double>(plus - minus) / static_cast<double>(plus + minus);
    const double n = result.n;
    const double variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
    result.z = (result.wPlus - n * (n + 1) / 4) / std::sqrt(variance);
    result.pNormal = std::erfc(std::abs(result.z) / std::sqrt(2.0));
    constexpr int kExactUpTo = 20;
    result.p = result.n <= kExactUpTo ? exactP(ranks, plus) : result.pNormal;
    return result;
}

std::vector<double> holm(std::span<const double> p)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return p[x] < p[y]; });
    std::vector<double> adjusted(p.size());
    double largest = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        largest = std::max(largest, static_cast<double>(order.size() - i) * p[order[i]]);
        adjusted[order[i]] = std::min(1.0, largest);
    }
    return adjusted;
}

double averageRelativeChange(std::span<const TaskFigure> figures)
{
    double sum = 0;
    for (const TaskFigure& figure : figures) {
        const double change = (figure.value - figure.singleTask) / std::abs(figure.singleTask);
        sum += figure.lowerIsBetter ? -change : change;
    }
    return figures.empty() ? kNaN : 100.0 * sum / static_cast<double>(figures.size());
}

}  // namespace cicatrix::metrics
