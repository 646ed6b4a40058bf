// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/config.h"
#include "core/train/sampler.h"

#include <torch/torch.h>

#include <deque>
#include <future>
#include <map>
#include <string>
#include <vector>

namespace cicatrix::train {

/// Tensors of one step. A sample without a task's label has `has` 0 and ignore everywhere in its target.
struct Batch {
    torch::Tensor image;                          ///< N×3×S×S, normalised, channels-last
    std::map<std::string, torch::Tensor> target;  ///< "wound", "tissue": N×S×S, uint8, 255 = ignore
    std::map<std::string, torch::Tensor> has;     ///< N, uint8
};

/// Cuts the next batches on threads of its own while the network works, and hands them out in order.
class Loader {
public:
    Loader(const PackedDataset& data, const Sampler& sampler, const TrainConfig& config);

    /// The next call of `next` gives this step.
    void start(int epoch, int step);
    /// The batch of the current step, on the CPU; then moves on, across epochs.
    [[nodiscard]] Batch next();

private:
    using Crops = std::vector<TrainingCrop>;
    void schedule();

    const PackedDataset& m_data;
    const Sampler& m_sampler;
    const TrainConfig& m_config;
    int m_epoch = 0;
    int m_step = 0;
    std::deque<std::future<Crops>> m_ahead;
};

}  // namespace cicatrix::train
