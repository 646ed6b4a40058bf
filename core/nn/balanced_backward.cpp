// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/balanced_backward.h"

#include <cmath>

namespace cicatrix::nn {

namespace {

/// ‖∂loss/∂W‖ over all of `parameters`; the graph stays for the step itself.
double gradientNorm(const torch::Tensor& loss, const std::vector<torch::Tensor>& parameters)
{
    const auto gradients = torch::autograd::grad({loss}, parameters, {}, /*retain_graph=*/true, /*create_graph=*/false,
                                                 /*allow_unused=*/true);
    double squares = 0;
    for (const auto& gradient : gradients) {
        if (gradient.defined()) {
            squares += gradient.to(torch::kDouble).square().sum().item<double>();
        }
    }
    return std::sqrt(squares);
}

}  // namespace

Result<BackwardReport> balancedBackward(const BackwardPlan& plan, Balancer& balancer)
{
    BackwardReport report;
    BalancerInput input;
    input.epoch = plan.epoch;
    for (const auto& loss : plan.losses) {
        input.active.push_back(loss.active);
        input.losses.push_back(loss.active ? loss.value.item<double>() : 0.0);
        if (balancer.needs() == Needs::Norms) {
            const bool usable = loss.active && std::isfinite(input.losses.back());
            input.norms.push_back(usable ? gradientNorm(loss.value, plan.normParameters) : 0.0);
        }
    }
    CICATRIX_ASSIGN(report.weights, balancer.step(input));
    torch::Tensor total;
    for (std::size_t t = 0; t < plan.losses.size(); ++t) {
        if (report.weights[t] > 0) {
            const auto term = plan.losses[t].value * report.weights[t];
            total = total.defined() ? total + term : term;
        }
    }
    if (total.defined()) {
        total.backward();
        report.total = total.item<double>();
    }
    report.losses = std::move(input.losses);
    report.norms = std::move(input.norms);
    return report;
}

}  // namespace cicatrix::nn
