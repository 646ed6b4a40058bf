// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace cicatrix::nn {

struct LossSpec;

/// Each row of losses.def: the loss of samples that all carry the task (target N×1×H×W), and the cross-entropy part's
/// value for a network that knows nothing.
#define CICATRIX_ENTRY(name)                                                                                                   \
    namespace losses::name {                                                                                                   \
    torch::Tensor evaluate(const LossSpec& spec, const torch::Tensor& logits, const torch::Tensor& target);                    \
    double theoretical(int channels);                                                                                          \
    }
#include "core/nn/losses/losses.def"
#undef CICATRIX_ENTRY

}  // namespace cicatrix::nn
