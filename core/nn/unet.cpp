// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/unet.h"

namespace cicatrix::nn {

namespace {

constexpr int kLevels = 5;

std::vector<std::int64_t> unetWidths(std::int64_t base)
{
    std::vector<std::int64_t> widths;
    for (int level = 0; level < kLevels; ++level) {
        widths.push_back(base << level);
    }
    return widths;
}

}  // namespace

UnetEncoder::UnetEncoder(std::int64_t base) : Encoder(unetWidths(base))
{
    std::int64_t in = 3;
    for (const auto width : channels()) {
        m_stages.push_back(register_module("stage" + std::to_string(m_stages.size()), std::make_shared<ConvBlock>(in, width)));
        in = width;
    }
}

Levels UnetEncoder::forward(torch::Tensor image)
{
    Levels levels;
    for (const auto& stage : m_stages) {
        const auto x = levels.empty() ? image : torch::max_pool2d(levels.back(), 2);
        levels.push_back(stage->forward(x));
    }
    return levels;
}

UnetDecoder::UnetDecoder(std::int64_t base, bool gated) : Decoder(base)
{
    const auto widths = unetWidths(base);
    for (int level = kLevels - 2; level >= 0; --level) {
        const auto width = widths[static_cast<std::size_t>(level)];
        addStep({level, 2 * width, width, width, gated});
    }
}

torch::Tensor UnetDecoder::forward(const Levels& levels)
{
    auto y = levels.back();
    for (std::size_t step = 0; step + 1 < levels.size(); ++step) {
        y = ascend(step, y, levels[levels.size() - 2 - step]);
    }
    return y;
}

}  // namespace cicatrix::nn
