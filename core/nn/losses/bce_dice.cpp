// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/losses.h"
#include "core/nn/losses/rows.h"

#include <cmath>

namespace cicatrix::nn::losses::bce_dice {

torch::Tensor evaluate(const LossSpec& spec, const torch::Tensor& logits, const torch::Tensor& target)
{
    const auto valid = (target != kIgnore).to(logits.scalar_type());
    const auto reference = (target == 1).to(logits.scalar_type());
    auto perPixel = torch::binary_cross_entropy_with_logits(logits, reference, {}, {}, at::Reduction::None);
    if (spec.focalGamma > 0) {
        perPixel = perPixel * torch::pow(1 - torch::exp(-perPixel), spec.focalGamma);
    }
    auto loss = validMean(perPixel, valid);
    if (spec.dice > 0) {
        loss = loss + spec.dice * softDiceLoss(spec, torch::sigmoid(logits), reference, valid);
    }
    return loss;
}

double theoretical(int) { return std::log(2.0); }

}  // namespace cicatrix::nn::losses::bce_dice
