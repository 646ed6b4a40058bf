// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/initialise.h"

#include "core/base/random.h"

#include <cmath>
#include <string>
#include <vector>

namespace cicatrix::nn {

void initialise(torch::nn::Module& module, std::uint64_t seed)
{
    const torch::NoGradGuard noGrad;
    for (const auto& item : module.named_parameters()) {
        auto parameter = item.value();
        if (parameter.dim() < 2) {
            parameter.fill_(item.key().ends_with("weight") ? 1.0 : 0.0);
            continue;
        }
        SplitMix64 random(fnv1a64(std::to_string(seed) + ":init:" + item.key()));
        const double sd = std::sqrt(2.0 * static_cast<double>(parameter.size(0)) / static_cast<double>(parameter.numel()));
        std::vector<double> values(static_cast<std::size_t>(parameter.numel()));
        for (auto& value : values) {
            value = sd * random.normal();
        }
        parameter.copy_(torch::from_blob(values.data(), parameter.sizes(), torch::kDouble));
    }
    for (const auto& item : module.named_buffers()) {
        auto buffer = item.value();
        buffer.fill_(item.key().ends_with("running_var") ? 1 : 0);
    }
}

}  // namespace cicatrix::nn
