// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/blocks.h"

namespace cicatrix::nn {

namespace {

torch::nn::Conv2d conv(std::int64_t in, std::int64_t out, std::int64_t kernel)
{
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, kernel).padding(kernel / 2));
}

}  // namespace

ConvBlock::ConvBlock(std::int64_t in, std::int64_t out)
    : m_conv0(conv(in, out, 3)), m_conv1(conv(out, out, 3)), m_bn0(out), m_bn1(out)
{
    register_module("conv0", m_conv0);
    register_module("bn0", m_bn0);
    register_module("conv1", m_conv1);
    register_module("bn1", m_bn1);
}

torch::Tensor ConvBlock::forward(torch::Tensor x)
{
    x = m_bn0(m_conv0(x)).relu_();
    return m_bn1(m_conv1(x)).relu_();
}

Up::Up(std::int64_t in, std::int64_t out) : m_conv(conv(in, out, 3)), m_bn(out)
{
    register_module("conv", m_conv);
    register_module("bn", m_bn);
}

torch::Tensor Up::forward(const torch::Tensor& x)
{
    const auto larger = torch::upsample_nearest2d(x, {x.size(2) * 2, x.size(3) * 2});
    return m_bn(m_conv(larger)).relu_();
}

Gate::Gate(const Widths& widths)
    : m_wg(conv(widths.gating, widths.inner, 1)), m_wx(conv(widths.skip, widths.inner, 1)), m_psi(conv(widths.inner, 1, 1)),
      m_bng(widths.inner), m_bnx(widths.inner), m_bnpsi(1)
{
    register_module("wg", m_wg);
    register_module("bng", m_bng);
    register_module("wx", m_wx);
    register_module("bnx", m_bnx);
    register_module("psi", m_psi);
    register_module("bnpsi", m_bnpsi);
}

torch::Tensor Gate::attention(const torch::Tensor& g, const torch::Tensor& x)
{
    return torch::sigmoid(m_bnpsi(m_psi(torch::relu(m_bng(m_wg(g)) + m_bnx(m_wx(x))))));
}

torch::Tensor Gate::forward(const torch::Tensor& g, const torch::Tensor& x) { return x * attention(g, x); }

void Decoder::addStep(const Step& step)
{
    const std::string level = std::to_string(step.level);
    Modules modules;
    modules.up = register_module("up" + level, std::make_shared<Up>(step.in, step.out));
    if (step.gated && step.skip > 0) {
        modules.gate = register_module("gate" + level, std::make_shared<Gate>(Gate::Widths{step.out, step.skip, step.out / 2}));
    }
    modules.stage = register_module("stage" + level, std::make_shared<ConvBlock>(step.out + step.skip, step.out));
    m_steps.push_back(std::move(modules));
}

torch::Tensor Decoder::ascend(std::size_t index, const torch::Tensor& y, const torch::Tensor& skip)
{
    const auto& modules = m_steps.at(index);
    const auto u = modules.up->forward(y);
    if (!skip.defined()) {
        return modules.stage->forward(u);
    }
    return modules.stage->forward(torch::cat({modules.gate ? modules.gate->forward(u, skip) : skip, u}, 1));
}

}  // namespace cicatrix::nn
