// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/sampler.h"

#include "core/base/random.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace cicatrix::train {

Sampler::Sampler(const std::vector<PackedRow>& rows, const std::vector<std::size_t>& chosen, const Plan& plan)
    : m_rows(rows), m_seed(plan.seed)
{
    for (const std::size_t index : chosen) {
        (rows[index].hasTissue ? m_tissue : m_plain).push_back(index);
    }
    m_tissuePlaces = m_tissue.empty() ? 0 : m_plain.empty() ? plan.batch : plan.tissuePerBatch;
    m_plainPlaces = plan.batch - m_tissuePlaces;
}

int Sampler::stepsPerEpoch() const
{
    const bool plain = m_plainPlaces > 0;
    const auto places = static_cast<std::size_t>(plain ? m_plainPlaces : m_tissuePlaces);
    return static_cast<int>(((plain ? m_plain : m_tissue).size() + places - 1) / places);
}

/// The photo at `place` of an endless row of shuffled rounds through the pool.
BatchItem Sampler::item(const std::vector<std::size_t>& pool, std::uint64_t place, const char* stream) const
{
    const std::uint64_t round = place / pool.size();
    std::vector<std::size_t> order(pool.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    SplitMix64 random(fnv1a64(std::to_string(m_seed) + ":order:" + stream + ":" + std::to_string(round)));
    for (std::size_t i = order.size(); i > 1; --i) {
        std::swap(order[i - 1], order[random.below(i)]);
    }
    const std::size_t row = pool[order[place % pool.size()]];
    return {row, fnv1a64(std::to_string(m_seed) + ":" + std::to_string(round) + ":" + m_rows[row].id)};
}

std::vector<BatchItem> Sampler::batch(int epoch, int step) const
{
    const std::uint64_t global =
        static_cast<std::uint64_t>(epoch) * static_cast<std::uint64_t>(stepsPerEpoch()) + static_cast<std::uint64_t>(step);
    std::vector<BatchItem> items;
    for (int place = 0; place < m_plainPlaces; ++place) {
        items.push_back(
            item(m_plain, global * static_cast<std::uint64_t>(m_plainPlaces) + static_cast<std::uint64_t>(place), "plain"));
    }
    for (int place = 0; place < m_tissuePlaces; ++place) {
        items.push_back(
            item(m_tissue, global * static_cast<std::uint64_t>(m_tissuePlaces) + static_cast<std::uint64_t>(place), "tissue"));
    }
    return items;
}

}  // namespace cicatrix::train
