// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/packed_dataset.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cicatrix::train {

/// One photo of a batch, and the key of the random numbers that cut its crop.
struct BatchItem {
    std::size_t row = 0;
    std::uint64_t key = 0;
    friend bool operator==(const BatchItem&, const BatchItem&) = default;
};

/// Decides what stands in every batch: a pure function of (seed, epoch, step), so that a run goes on where it stopped.
/// Few photos carry a tissue mask, so each batch keeps places for them: both tasks are in every batch. The other places
/// go once an epoch through the photos without one.
class Sampler {
public:
    struct Plan {
        int batch = 8;
        int tissuePerBatch = 2;
        std::uint64_t seed = 1;
    };
    Sampler(const std::vector<PackedRow>& rows, const std::vector<std::size_t>& chosen, const Plan& plan);

    [[nodiscard]] int stepsPerEpoch() const;
    /// Steps count from 0 within an epoch.
    [[nodiscard]] std::vector<BatchItem> batch(int epoch, int step) const;

private:
    [[nodiscard]] BatchItem item(const std::vector<std::size_t>& pool, std::uint64_t place, const char* stream) const;

    const std::vector<PackedRow>& m_rows;
    std::vector<std::size_t> m_plain;
    std::vector<std::size_t> m_tissue;
    int m_plainPlaces;
    int m_tissuePlaces;
    std::uint64_t m_seed;
};

}  // namespace cicatrix::train
