// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>
#include <torch/torch.h>

#include <string>
#include <vector>

namespace cicatrix::nn {

/// Targets of this value count nowhere: in no numerator, no denominator, no Dice sum.
inline constexpr int kIgnore = 255;

/// One task's loss: a row of losses.def and its knobs (multitask-models.md 4.4).
struct LossSpec {
    std::string id;           ///< `bce_dice` (one logit) or `ce_dice` (background and K classes)
    double dice = 1.0;        ///< weight of the soft Dice part; 0 leaves it out
    double focalGamma = 0.0;  ///< 0 is plain cross-entropy
    double smooth = 1e-5;
    bool batchDice = false;   ///< Dice sums over the batch first
    bool presentOnly = true;  ///< mean over the (image, class) pairs whose reference is not empty
    bool background = false;  ///< ce_dice: class 0 takes part in the Dice mean
};

/// Reads {"id": …} plus any member above by its snake_case name (`focal_gamma`, `batch_dice`, …); unknown keys are refused.
[[nodiscard]] Result<LossSpec> parseLossSpec(const nlohmann::json& spec);
/// The rows of losses.def, in order.
[[nodiscard]] std::vector<std::string> lossIds();

/// A scalar of the logits' type, and whether any pixel of any sample took part. Inactive: 0 without gradient.
struct TaskLoss {
    torch::Tensor value;
    bool active = false;
};

/// Mean over the samples that carry the task. `logits` N×C×H×W (wound N×1×H×W), `target` uint8 N×H×W (or N×1×H×W),
/// `has` bool or uint8 N, undefined where every sample carries the task.
[[nodiscard]] TaskLoss taskLoss(const LossSpec& spec, const torch::Tensor& logits, const torch::Tensor& target,
                                const torch::Tensor& has = {});

/// The loss of a network that knows nothing: log 2 (BCE) or log C (cross-entropy), plus the Dice part's 1.
[[nodiscard]] double theoreticalLoss(const LossSpec& spec, int channels);

/// 1 − mean of (2 Σpt + s) / max(Σp + Σt + s, 1e-8) over images and classes. All N×C×H×W, `valid` N×1×H×W of 0 and 1.
[[nodiscard]] torch::Tensor softDiceLoss(const LossSpec& spec, const torch::Tensor& probability, const torch::Tensor& reference,
                                         const torch::Tensor& valid);
/// Mean of the valid pixels' `perPixel` (N×1×H×W), 0 where there are none.
[[nodiscard]] torch::Tensor validMean(const torch::Tensor& perPixel, const torch::Tensor& valid);

}  // namespace cicatrix::nn
