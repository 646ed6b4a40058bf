// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/blocks.h"

namespace cicatrix::nn {

/// For encoders with taps at strides 2, 4, 8, 16, 32 (multitask-models.md 4.5): levels 4…1 each take the next finer tap,
/// level 0 goes to full resolution alone.
class PyramidDecoder : public Decoder {
public:
    /// `taps` and `widths` have five values; widths[0] is the coarsest level's.
    PyramidDecoder(const std::vector<std::int64_t>& taps, const std::vector<std::int64_t>& widths, bool gated);
    torch::Tensor forward(const Levels& levels) override;
};

}  // namespace cicatrix::nn
