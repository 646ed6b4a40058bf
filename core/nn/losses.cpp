// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/losses.h"

#include "core/nn/losses/rows.h"
#include "core/nn/spec_reader.h"

#include <nlohmann/json.hpp>

#include <cassert>

namespace cicatrix::nn {

namespace {

struct Row {
    const char* id;
    torch::Tensor (*evaluate)(const LossSpec&, const torch::Tensor&, const torch::Tensor&);
    double (*theoretical)(int);
};

#define CICATRIX_ENTRY(name) Row{#name, losses::name::evaluate, losses::name::theoretical},
constexpr Row kRows[] = {
#include "core/nn/losses/losses.def"
};
#undef CICATRIX_ENTRY

const Row& row(const std::string& id)
{
    for (const auto& candidate : kRows) {
        if (id == candidate.id) {
            return candidate;
        }
    }
    assert(false && "parseLossSpec lets only rows of losses.def pass");
    return kRows[0];
}

}  // namespace

std::vector<std::string> lossIds()
{
    std::vector<std::string> ids;
    for (const auto& candidate : kRows) {
        ids.emplace_back(candidate.id);
    }
    return ids;
}

Result<LossSpec> parseLossSpec(const nlohmann::json& spec)
{
    SpecReader reader(spec, "loss");
    LossSpec loss;
    loss.id = reader.choice("id", "", lossIds());
    loss.dice = reader.number("dice", loss.dice, {0, 100});
    loss.focalGamma = reader.number("focal_gamma", loss.focalGamma, {0, 10});
    loss.smooth = reader.number("smooth", loss.smooth, {0, 1});
    loss.batchDice = reader.flag("batch_dice", loss.batchDice);
    loss.presentOnly = reader.flag("present_only", loss.presentOnly);
    loss.background = reader.flag("background", loss.background);
    CICATRIX_TRY(reader.finish());
    return loss;
}

torch::Tensor validMean(const torch::Tensor& perPixel, const torch::Tensor& valid)
{
    return (perPixel * valid).sum() / valid.sum().clamp_min(1);
}

torch::Tensor softDiceLoss(const LossSpec& spec, const torch::Tensor& probability, const torch::Tensor& reference,
                           const torch::Tensor& valid)
{
    const std::vector<std::int64_t> over =
        spec.batchDice ? std::vector<std::int64_t>{0, 2, 3} : std::vector<std::int64_t>{2, 3};
    const auto predicted = probability * valid;
    const auto sumReference = (reference * valid).sum(over);
    const auto overlap = (predicted * reference).sum(over);
    const auto dice = (2 * overlap + spec.smooth) / (predicted.sum(over) + sumReference + spec.smooth).clamp_min(1e-8);
    if (!spec.presentOnly) {
        return (1 - dice).mean();
    }
    const auto present = (sumReference > 0).to(dice.scalar_type());
    return ((1 - dice) * present).sum() / present.sum().clamp_min(1);
}

TaskLoss taskLoss(const LossSpec& spec, const torch::Tensor& logits, const torch::Tensor& target, const torch::Tensor& has)
{
    const auto shaped = target.dim() == 3 ? target.unsqueeze(1) : target;
    auto chosenLogits = logits;
    auto chosenTarget = shaped;
    if (has.defined()) {
        const auto carriers = has.to(torch::kBool).nonzero().flatten().to(logits.device());
        if (carriers.size(0) < logits.size(0)) {
            chosenLogits = logits.index_select(0, carriers);
            chosenTarget = shaped.index_select(0, carriers);
        }
    }
    if (chosenLogits.size(0) == 0 || !(chosenTarget != kIgnore).any().item<bool>()) {
        return {torch::zeros({}, logits.options()), false};
    }
    return {row(spec.id).evaluate(spec, chosenLogits, chosenTarget), true};
}

double theoreticalLoss(const LossSpec& spec, int channels) { return row(spec.id).theoretical(channels) + spec.dice; }

}  // namespace cicatrix::nn
