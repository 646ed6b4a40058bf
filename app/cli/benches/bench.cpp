// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benches/bench.h"

#include <algorithm>
#include <chrono>

namespace cicatrix::bench {

namespace {

double milliseconds(const std::function<void()>& call)
{
    const auto start = std::chrono::steady_clock::now();
    call();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// The value a part of the way up the sorted times.
double quantile(const std::vector<double>& sorted, double part)
{
    return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1) + 0.5)];
}

}  // namespace

BenchResult compare(const BenchCase& what, const std::function<void()>& ours, const std::function<void()>& plain, int repeats)
{
    ours();
    plain();
    std::vector<double> oursMs;
    std::vector<double> plainMs;
    for (int round = 0; round < repeats; ++round) {
        const bool oursFirst = round % 2 == 0;
        if (oursFirst) {
            oursMs.push_back(milliseconds(ours));
        }
        plainMs.push_back(milliseconds(plain));
        if (!oursFirst) {
            oursMs.push_back(milliseconds(ours));
        }
    }
    return summarised(what, std::move(oursMs), std::move(plainMs));
}

BenchResult summarised(const BenchCase& what, std::vector<double> oursMs, std::vector<double> plainMs)
{
    std::sort(oursMs.begin(), oursMs.end());
    std::sort(plainMs.begin(), plainMs.end());
    const auto spread = [](const std::vector<double>& sorted) { return (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2; };
    return {what.name,      what.plain,      quantile(oursMs, 0.5), quantile(plainMs, 0.5),
            spread(oursMs), spread(plainMs), what.goalRatio};
}

}  // namespace cicatrix::bench
