// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/losses.h"
#include "core/nn/losses/rows.h"

#include <cmath>

namespace cicatrix::nn::losses::ce_dice {

torch::Tensor evaluate(const LossSpec& spec, const torch::Tensor& logits, const torch::Tensor& target)
{
    const auto known = target != kIgnore;
    const auto valid = known.to(logits.scalar_type());
    const auto index = torch::where(known, target, torch::zeros_like(target)).to(torch::kLong);
    const auto logProbability = torch::log_softmax(logits, 1);
    auto perPixel = -logProbability.gather(1, index);
    if (spec.focalGamma > 0) {
        perPixel = perPixel * torch::pow(1 - torch::exp(-perPixel), spec.focalGamma);
    }
    auto loss = validMean(perPixel, valid);
    if (spec.dice > 0) {
        const std::int64_t first = spec.background ? 0 : 1;
        const auto reference = torch::zeros_like(logits).scatter_(1, index, 1.0).mul_(valid);
        loss = loss + spec.dice * softDiceLoss(spec, logProbability.exp().slice(1, first), reference.slice(1, first), valid);
    }
    return loss;
}

double theoretical(int channels) { return std::log(static_cast<double>(channels)); }

}  // namespace cicatrix::nn::losses::ce_dice
