// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model.h"
#include "core/nn/losses.h"
#include "core/train/config.h"
#include "core/train/loader.h"

#include <memory>

namespace cicatrix::train {

/// The training step that a user of LibTorch would write: one batch again and again, the same losses added up, torch's own
/// clipping and AdamW. What the trainer's step is timed against.
class PlainStep {
public:
    PlainStep(std::shared_ptr<models::Model> model, std::map<std::string, nn::LossSpec> losses, Batch batch,
              const TrainConfig& config);
    void run();

private:
    std::shared_ptr<models::Model> m_model;
    std::map<std::string, nn::LossSpec> m_losses;
    Batch m_batch;
    std::string m_device;
    double m_clip;
    torch::optim::AdamW m_optimiser;
};

}  // namespace cicatrix::train
