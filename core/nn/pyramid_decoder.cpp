// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/pyramid_decoder.h"

namespace cicatrix::nn {

PyramidDecoder::PyramidDecoder(const std::vector<std::int64_t>& taps, const std::vector<std::int64_t>& widths, bool gated)
    : Decoder(widths.back())
{
    auto in = taps.back();
    for (std::size_t step = 0; step < widths.size(); ++step) {
        const auto level = widths.size() - 1 - step;
        addStep({static_cast<int>(level), in, level == 0 ? 0 : taps[level - 1], widths[step], gated});
        in = widths[step];
    }
}

torch::Tensor PyramidDecoder::forward(const Levels& levels)
{
    auto y = levels.back();
    for (std::size_t step = 0; step < levels.size(); ++step) {
        const auto level = levels.size() - 1 - step;
        y = ascend(step, y, level == 0 ? torch::Tensor() : levels[level - 1]);
    }
    return y;
}

}  // namespace cicatrix::nn
