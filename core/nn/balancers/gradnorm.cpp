// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/balancers/gradnorm.h"

#include "core/nn/balancers/rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cicatrix::nn::gradnorm {

namespace {

double mean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double sign(double value) { return value > 0 ? 1.0 : value < 0 ? -1.0 : 0.0; }

}  // namespace

Terms terms(const Inputs& inputs)
{
    constexpr double kSmallestInitial = 1e-8;
    const auto count = inputs.losses.size();
    Terms result;
    for (std::size_t t = 0; t < count; ++t) {
        result.weightedNorms.push_back(inputs.weights[t] * inputs.norms[t]);
        result.rates.push_back(inputs.losses[t] / std::max(inputs.initial[t], kSmallestInitial));
    }
    result.meanNorm = mean(result.weightedNorms);
    const double meanRate = mean(result.rates);
    for (std::size_t t = 0; t < count; ++t) {
        result.rates[t] = meanRate > 0 ? result.rates[t] / meanRate : 1.0;
        result.targets.push_back(result.meanNorm * std::pow(result.rates[t], inputs.alpha));
        const double gap = result.weightedNorms[t] - result.targets[t];
        result.loss += std::abs(gap);
        result.gradient.push_back(sign(gap) * inputs.norms[t]);
    }
    return result;
}

void renormalise(std::vector<double>& weights, double sum)
{
    constexpr double kSmallestWeight = 1e-3;
    for (auto& weight : weights) {
        weight = std::max(weight, kSmallestWeight);
    }
    const double factor = sum / std::accumulate(weights.begin(), weights.end(), 0.0);
    for (auto& weight : weights) {
        weight *= factor;
    }
}

}  // namespace cicatrix::nn::gradnorm

namespace cicatrix::nn::balancers::gradnorm {

namespace {

constexpr double kFirstSteps = 20;  ///< L0 "first" is the mean over so many steps

enum class InitialLoss { First, FirstEpoch, Theory };

struct Options {
    double alpha;
    double rate;
    bool adam;
    InitialLoss initial;
    std::optional<NormScope> scope;
};

class GradNorm : public Balancer {
public:
    GradNorm(std::vector<BalancedTask> tasks, const Options& options)
        : Balancer(std::move(tasks)),
          m_options(options), m_state{{"w", filled(1)},           {"l0_sum", filled(0)},       {"l0_count", filled(0)},
                                      {"begun_step", filled(-1)}, {"begun_epoch", filled(-1)}, {"adam_m", filled(0)},
                                      {"adam_v", filled(0)},      {"adam_steps", filled(0)},   {"steps", {0}}}
    {
    }

    [[nodiscard]] Needs needs() const override { return Needs::Norms; }
    [[nodiscard]] std::optional<NormScope> scope() const override { return m_options.scope; }
    [[nodiscard]] BalancerState state() const override { return m_state; }

protected:
    void restore(const BalancerState& state) override { m_state = state; }

    /// The weights of before the update are this step's.
    std::vector<double> weigh(const BalancerInput& input) override
    {
        const auto before = m_state["w"];
        observe(input);
        const auto joining = participants(input);
        if (joining.size() >= 2) {
            update(input, joining);
        }
        m_state["steps"][0] += 1;
        return before;
    }

private:
    [[nodiscard]] std::vector<double> filled(double value) const { return std::vector<double>(tasks().size(), value); }

    [[nodiscard]] bool hasInitial(std::size_t t, int epoch) const
    {
        switch (m_options.initial) {
        case InitialLoss::First:
            return m_state.at("l0_count")[t] >= kFirstSteps;
        case InitialLoss::FirstEpoch:
            return m_state.at("begun_epoch")[t] >= 0 && epoch > m_state.at("begun_epoch")[t];
        case InitialLoss::Theory:
            return true;
        }
        return false;
    }

    [[nodiscard]] double initialLoss(std::size_t t) const
    {
        return m_options.initial == InitialLoss::Theory ? tasks()[t].theoreticalLoss
                                                        : m_state.at("l0_sum")[t] / m_state.at("l0_count")[t];
    }

    void observe(const BalancerInput& input)
    {
        for (std::size_t t = 0; t < tasks().size(); ++t) {
            if (!input.active[t] || hasInitial(t, input.epoch)) {
                continue;
            }
            if (m_state["begun_step"][t] < 0) {
                m_state["begun_step"][t] = m_state["steps"][0];
                m_state["begun_epoch"][t] = input.epoch;
            }
            m_state["l0_sum"][t] += input.losses[t];
            m_state["l0_count"][t] += 1;
        }
    }

    /// Active tasks with an L0; none while a task that began in the first steps still lacks its own. A task that comes
    /// later collects its L0 with weight 1 and then joins.
    [[nodiscard]] std::vector<std::size_t> participants(const BalancerInput& input) const
    {
        std::vector<std::size_t> joining;
        for (std::size_t t = 0; t < tasks().size(); ++t) {
            const double begun = m_state.at("begun_step")[t];
            if (!hasInitial(t, input.epoch)) {
                if (begun >= 0 && begun < kFirstSteps) {
                    return {};
                }
                continue;
            }
            if (input.active[t]) {
                joining.push_back(t);
            }
        }
        return joining;
    }

    void update(const BalancerInput& input, const std::vector<std::size_t>& joining)
    {
        nn::gradnorm::Inputs given;
        given.alpha = m_options.alpha;
        for (const auto t : joining) {
            given.weights.push_back(m_state["w"][t]);
            given.norms.push_back(input.norms[t]);
            given.losses.push_back(input.losses[t]);
            given.initial.push_back(initialLoss(t));
        }
        const auto gradient = nn::gradnorm::terms(given).gradient;
        const double sum = std::accumulate(given.weights.begin(), given.weights.end(), 0.0);
        for (std::size_t i = 0; i < joining.size(); ++i) {
            given.weights[i] -= m_options.rate * (m_options.adam ? adamDirection(joining[i], gradient[i]) : gradient[i]);
        }
        nn::gradnorm::renormalise(given.weights, sum);
        for (std::size_t i = 0; i < joining.size(); ++i) {
            m_state["w"][joining[i]] = given.weights[i];
        }
    }

    /// Adam (0.9, 0.999, 1e-8) with a step count for each task, since an inactive one's moments stand still.
    double adamDirection(std::size_t t, double gradient)
    {
        constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;
        double& m = m_state["adam_m"][t];
        double& v = m_state["adam_v"][t];
        const double steps = m_state["adam_steps"][t] += 1;
        m = kBeta1 * m + (1 - kBeta1) * gradient;
        v = kBeta2 * v + (1 - kBeta2) * gradient * gradient;
        return m / (1 - std::pow(kBeta1, steps)) / (std::sqrt(v / (1 - std::pow(kBeta2, steps))) + kEpsilon);
    }

    Options m_options;
    BalancerState m_state;
};

}  // namespace

std::unique_ptr<Balancer> make(SpecReader& spec, std::vector<BalancedTask> tasks)
{
    Options options{};
    options.alpha = spec.number("alpha", 1.5, {0, 10});
    options.rate = spec.number("lr", 0.025, {0, 10});
    options.adam = spec.choice("optimiser", "adam", {"sgd", "adam"}) == "adam";
    const auto initial = spec.choice("l0", "first", {"first", "first_epoch", "theory"});
    options.initial = initial == "first"    ? InitialLoss::First
                      : initial == "theory" ? InitialLoss::Theory
                                            : InitialLoss::FirstEpoch;
    if (spec.value("scope")) {
        const auto scope = spec.choice("scope", "last_layer", {"last_layer", "last_stage", "all_shared"});
        options.scope = scope == "last_layer"   ? NormScope::LastLayer
                        : scope == "last_stage" ? NormScope::LastStage
                                                : NormScope::AllShared;
    }
    return std::make_unique<GradNorm>(std::move(tasks), options);
}

}  // namespace cicatrix::nn::balancers::gradnorm
