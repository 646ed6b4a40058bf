// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace cicatrix::nn {

/// Kaiming normal (fan in, gain √2) for weights of two and more dimensions, 1 for those of one, 0 for biases; BN statistics
/// 0 and 1. Each tensor draws from its own stream of `seed` and its name, so that adding a module changes no other's start.
void initialise(torch::nn::Module& module, std::uint64_t seed);

}  // namespace cicatrix::nn
