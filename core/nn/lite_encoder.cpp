// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/lite_encoder.h"

#include <algorithm>
#include <numeric>

namespace cicatrix::nn {

namespace {

constexpr std::int64_t kStemChannels = 32;

torch::nn::BatchNorm2d liteNorm(std::int64_t channels)
{
    return torch::nn::BatchNorm2d(torch::nn::BatchNorm2dOptions(channels).eps(1e-3).momentum(0.01));
}

torch::nn::Conv2d pointwise(std::int64_t in, std::int64_t out)
{
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 1).bias(false));
}

/// Strided layers are padded by padSame; at stride 1 SAME is symmetric and the convolution does it itself.
std::int64_t ownPadding(std::int64_t kernel, std::int64_t stride) { return stride == 1 ? kernel / 2 : 0; }

/// In place: the argument is always a batch norm's own result.
torch::Tensor cappedRelu(torch::Tensor x) { return torch::hardtanh_(x, 0, 6); }

std::vector<std::int64_t> tapChannels(const LiteLayout& layout)
{
    std::vector<std::int64_t> channels;
    for (const auto& stage : layout.stages) {
        if (stage.tap) {
            channels.push_back(stage.out);
        }
    }
    return channels;
}

}  // namespace

torch::Tensor padSame(const torch::Tensor& x, std::int64_t kernel, std::int64_t stride)
{
    const auto total = [&](std::int64_t n) {
        return std::max<std::int64_t>(((n + stride - 1) / stride - 1) * stride + kernel - n, 0);
    };
    const auto high = total(x.size(2));
    const auto wide = total(x.size(3));
    return torch::constant_pad_nd(x, {wide / 2, wide - wide / 2, high / 2, high - high / 2});
}

LiteLayout liteLayout(const std::vector<int>& repeats, const std::vector<std::int64_t>& widths)
{
    LiteLayout layout;
    layout.stages = {{3, 1, 1, 0, 0, true}, {3, 2, 6, 0, 0, true},  {5, 2, 6, 0, 0, true}, {3, 2, 6, 0, 0, false},
                     {5, 1, 6, 0, 0, true}, {5, 2, 6, 0, 0, false}, {3, 1, 6, 0, 0, true}};
    for (std::size_t i = 0; i < layout.stages.size(); ++i) {
        layout.stages[i].out = widths.at(i);
        layout.stages[i].repeats = repeats.at(i);
    }
    return layout;
}

MbConv::MbConv(const Shape& shape) : m_shape(shape)
{
    const auto inner = shape.in * shape.expand;
    if (shape.expand != 1) {
        m_expand = register_module("expand", pointwise(shape.in, inner));
        m_bn0 = register_module("bn0", liteNorm(inner));
    }
    m_depthwise = register_module("dw", torch::nn::Conv2d(torch::nn::Conv2dOptions(inner, inner, shape.kernel)
                                                              .stride(shape.stride)
                                                              .padding(ownPadding(shape.kernel, shape.stride))
                                                              .groups(inner)
                                                              .bias(false)));
    m_bn1 = register_module("bn1", liteNorm(inner));
    m_project = register_module("project", pointwise(inner, shape.out));
    m_bn2 = register_module("bn2", liteNorm(shape.out));
}

torch::Tensor MbConv::forward(const torch::Tensor& x)
{
    auto y = m_expand.is_empty() ? x : cappedRelu(m_bn0(m_expand(x)));
    y = cappedRelu(m_bn1(m_depthwise(m_shape.stride == 1 ? y : padSame(y, m_shape.kernel, m_shape.stride))));
    y = m_bn2(m_project(y));
    if (m_shape.stride != 1 || m_shape.in != m_shape.out) {
        return y;
    }
    if (is_training() && m_shape.dropConnect > 0) {
        const double keep = 1.0 - m_shape.dropConnect;
        y = y * (torch::rand({y.size(0), 1, 1, 1}, y.options()) < keep).to(y.scalar_type()) / keep;
    }
    return y + x;
}

LiteStem::LiteStem()
{
    m_conv = register_module("conv", torch::nn::Conv2d(torch::nn::Conv2dOptions(3, kStemChannels, 3).stride(2).bias(false)));
    m_bn = register_module("bn", liteNorm(kStemChannels));
}

torch::Tensor LiteStem::forward(const torch::Tensor& image) { return cappedRelu(m_bn(m_conv(padSame(image, 3, 2)))); }

LiteEncoder::LiteEncoder(const LiteLayout& layout) : Encoder(tapChannels(layout))
{
    m_stem = register_module("stem", std::make_shared<LiteStem>());
    const int blocks = std::accumulate(layout.stages.begin(), layout.stages.end(), 0,
                                       [](int sum, const LiteStage& stage) { return sum + stage.repeats; });
    auto in = kStemChannels;
    for (const auto& stage : layout.stages) {
        for (int repeat = 0; repeat < stage.repeats; ++repeat) {
            const auto index = m_blocks.size();
            const double drop = layout.dropConnect * static_cast<double>(index) / blocks;
            const MbConv::Shape shape{in, stage.out, stage.kernel, repeat == 0 ? stage.stride : 1, stage.expand, drop};
            m_blocks.push_back(register_module("block" + std::to_string(index), std::make_shared<MbConv>(shape)));
            m_taps.push_back(stage.tap && repeat + 1 == stage.repeats);
            in = stage.out;
        }
    }
}

Levels LiteEncoder::forward(torch::Tensor image)
{
    Levels levels;
    auto x = m_stem->forward(image);
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        x = m_blocks[i]->forward(x);
        if (m_taps[i]) {
            levels.push_back(x);
        }
    }
    return levels;
}

}  // namespace cicatrix::nn
