// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/figures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cicatrix {

std::vector<int> wholePercentages(const std::vector<double>& shares)
{
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::vector<int> percentages(shares.size(), 0);
    if (sum <= 0) {
        return percentages;
    }
    std::vector<double> remainders(shares.size());
    int given = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double exact = 100.0 * shares[i] / sum;
        percentages[i] = static_cast<int>(std::floor(exact));
        remainders[i] = exact - percentages[i];
        given += percentages[i];
    }
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; given < 100 && i < order.size(); ++i, ++given) {
        ++percentages[order[i]];
    }
    return percentages;
}

}  // namespace cicatrix
