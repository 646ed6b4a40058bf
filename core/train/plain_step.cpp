// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plain_step.h"

namespace cicatrix::train {

PlainStep::PlainStep(std::shared_ptr<models::Model> model, std::map<std::string, nn::LossSpec> losses, Batch batch,
                     const TrainConfig& config)
    : m_model(std::move(model)), m_losses(std::move(losses)), m_batch(std::move(batch)), m_device(config.device),
      m_clip(config.optimiser.clip),
      m_optimiser(m_model->parameters(),
                  torch::optim::AdamWOptions(config.optimiser.decoderRate).weight_decay(config.optimiser.weightDecay))
{
    m_model->train();
}

void PlainStep::run()
{
    m_optimiser.zero_grad();
    const models::Outputs outputs = m_model->forward(m_batch.image.to(m_device));
    torch::Tensor loss = torch::zeros({}, torch::device(m_device));
    for (const auto& [task, spec] : m_losses) {
        const nn::TaskLoss one =
            nn::taskLoss(spec, outputs.at(task), m_batch.target.at(task).to(m_device), m_batch.has.at(task).to(m_device));
        loss = one.active ? loss + one.value : loss;
    }
    loss.backward();
    if (m_clip > 0) {
        torch::nn::utils::clip_grad_norm_(m_model->sharedParameters(), m_clip);
    }
    m_optimiser.step();
}

}  // namespace cicatrix::train
