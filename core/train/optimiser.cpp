// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimiser.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cicatrix::train {

namespace {
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;
}  // namespace

AdamW::AdamW(const torch::nn::Module& model, const OptimiserConfig& config, std::int64_t totalSteps)
    : m_config(config), m_totalSteps(totalSteps)
{
    for (const auto& item : model.named_parameters()) {
        const bool encoder = item.key().starts_with("enc.");
        m_slots.push_back({item.key(), item.value(), torch::zeros_like(item.value()), torch::zeros_like(item.value()),
                           encoder ? config.encoderRate : config.decoderRate,
                           item.value().dim() >= 2 ? config.weightDecay : 0.0});
    }
}

double AdamW::schedule(std::int64_t step) const
{
    const std::int64_t warmup = m_config.warmupSteps;
    if (step < warmup) {
        return static_cast<double>(step + 1) / static_cast<double>(warmup);
    }
    const auto left = static_cast<double>(std::max<std::int64_t>(m_totalSteps - warmup, 1));
    const double share = std::min(1.0, static_cast<double>(step - warmup) / left);
    return m_config.finalShare + (1 - m_config.finalShare) * 0.5 * (1 + std::cos(std::numbers::pi * share));
}

void AdamW::step(std::int64_t step)
{
    torch::NoGradGuard noGrad;
    const double factor = schedule(step);
    const auto count = static_cast<double>(step + 1);
    const double correction1 = 1 - std::pow(kBeta1, count);
    const double correction2 = std::sqrt(1 - std::pow(kBeta2, count));
    for (Slot& slot : m_slots) {
        const torch::Tensor& gradient = slot.parameter.grad();
        if (!gradient.defined()) {
            continue;
        }
        const double rate = slot.rate * factor;
        slot.m.mul_(kBeta1).add_(gradient, 1 - kBeta1);
        slot.v.mul_(kBeta2).addcmul_(gradient, gradient, 1 - kBeta2);
        slot.parameter.mul_(1 - rate * slot.decay);
        slot.parameter.addcdiv_(slot.m, (slot.v.sqrt() / correction2).add_(kEpsilon), -rate / correction1);
    }
}

void AdamW::zeroGradients()
{
    for (Slot& slot : m_slots) {
        slot.parameter.mutable_grad().reset();
    }
}

nn::NamedTensors AdamW::state() const
{
    nn::NamedTensors tensors;
    for (const Slot& slot : m_slots) {
        tensors["m/" + slot.name] = slot.m;
        tensors["v/" + slot.name] = slot.v;
    }
    return tensors;
}

bool AdamW::load(const nn::NamedTensors& tensors)
{
    for (auto& [name, tensor] : state()) {
        const auto found = tensors.find(name);
        if (found == tensors.end() || found->second.sizes() != tensor.sizes()) {
            return false;
        }
        tensor.copy_(found->second);
    }
    return tensors.size() == 2 * m_slots.size();
}

Ema::Ema(const torch::nn::Module& model, double decay) : m_decay(decay)
{
    for (const auto& [name, tensor] : nn::namedState(model)) {
        m_tensors[name] = tensor.detach().clone();
    }
}

void Ema::update(const torch::nn::Module& model, std::int64_t updates)
{
    torch::NoGradGuard noGrad;
    const auto count = static_cast<double>(updates);
    const double decay = std::min(m_decay, (1 + count) / (10 + count));
    for (const auto& [name, tensor] : nn::namedState(model)) {
        m_tensors[name].lerp_(tensor, 1 - decay);
    }
}

}  // namespace cicatrix::train
