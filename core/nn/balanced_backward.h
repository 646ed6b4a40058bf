// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/nn/balancer.h"
#include "core/nn/losses.h"

#include <torch/torch.h>

#include <vector>

namespace cicatrix::nn {

struct BackwardPlan {
    std::vector<TaskLoss> losses;               ///< in the order of the balancer's tasks
    std::vector<torch::Tensor> normParameters;  ///< Model::normParameters(scope); read only where the balancer needs norms
    int epoch = 0;
};

struct BackwardReport {
    std::vector<double> losses;   ///< unweighted; 0 where inactive
    std::vector<double> norms;    ///< empty where the balancer asks for none
    std::vector<double> weights;  ///< 0 where inactive
    double total = 0;             ///< Σ w_t L_t
};

/// One step's backward passes: norms where asked for, the balancer's weights, then the gradient of Σ w_t L_t added to every
/// parameter's .grad (zero them before). With no active task nothing happens. Losses that are not finite are BadInput.
[[nodiscard]] Result<BackwardReport> balancedBackward(const BackwardPlan& plan, Balancer& balancer);

}  // namespace cicatrix::nn
