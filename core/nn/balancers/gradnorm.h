// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

/// GradNorm (Chen et al. 2018), multitask-models.md 3.2: the equations on given numbers.
namespace cicatrix::nn::gradnorm {

struct Inputs {
    std::vector<double> weights;  ///< w_t
    std::vector<double> norms;    ///< N_t = ‖∂L_t/∂W‖ of the unweighted loss
    std::vector<double> losses;   ///< L_t
    std::vector<double> initial;  ///< L0_t
    double alpha = 1.5;
};

struct Terms {
    std::vector<double> weightedNorms;  ///< G_t = w_t N_t
    double meanNorm = 0;
    std::vector<double> rates;     ///< r_t = L̃_t / mean L̃, L̃_t = L_t / L0_t
    std::vector<double> targets;   ///< mean G · r_t^alpha, a constant for the gradient
    double loss = 0;               ///< Σ |G_t − target_t|
    std::vector<double> gradient;  ///< ∂loss/∂w_t = sign(G_t − target_t) N_t
};

[[nodiscard]] Terms terms(const Inputs& inputs);

/// Raises each weight to 1e-3 at least, then scales them all to `sum`.
void renormalise(std::vector<double>& weights, double sum);

}  // namespace cicatrix::nn::gradnorm
