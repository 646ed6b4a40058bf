// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Loss balancing (multitask-models.md 3): pure mathematics on vectors, no network and no LibTorch in it.
namespace cicatrix::nn {

/// What a balancer must be given besides the losses.
enum class Needs { Nothing, Norms };
/// Over which shared parameters ‖∂L_t/∂W‖ is taken. The model names them (models::Model::normParameters).
enum class NormScope { LastLayer, LastStage, AllShared };

/// One task as a balancer sees it.
struct BalancedTask {
    std::string name;
    double theoreticalLoss = 1.0;  ///< nn::theoreticalLoss: GradNorm's L0 under `"l0": "theory"`
};

struct BalancerInput {
    std::vector<double> losses;  ///< T, unweighted; anything where inactive
    std::vector<bool> active;    ///< T
    std::vector<double> norms;   ///< T where needs() is Norms, else empty
    int epoch = 0;
};

/// A balancer's state between steps, by name; what a checkpoint keeps.
using BalancerState = std::map<std::string, std::vector<double>>;

class Balancer {
public:
    virtual ~Balancer() = default;

    [[nodiscard]] virtual Needs needs() const { return Needs::Nothing; }
    /// Empty: the model's own default (Model::defaultNormScope).
    [[nodiscard]] virtual std::optional<NormScope> scope() const { return std::nullopt; }
    /// Loss weights of this step (T; 0 where inactive), then moves the state. With no active task all are 0, with one
    /// it is 1 and the state stays. A loss or norm that is not finite is BadInput and names the task.
    [[nodiscard]] Result<std::vector<double>> step(const BalancerInput& input);

    [[nodiscard]] virtual BalancerState state() const { return {}; }
    /// Strict: missing or extra names, wrong lengths and values that are not finite are BadInput.
    [[nodiscard]] Result<void> load(const BalancerState& state);

protected:
    explicit Balancer(std::vector<BalancedTask> tasks) : m_tasks(std::move(tasks)) {}
    /// `input` is checked and has at least two active tasks; where norms are asked for, theirs are not 0.
    virtual std::vector<double> weigh(const BalancerInput& input) = 0;
    /// `state` has been checked against state().
    virtual void restore(const BalancerState&) {}
    [[nodiscard]] const std::vector<BalancedTask>& tasks() const { return m_tasks; }

private:
    std::vector<BalancedTask> m_tasks;
};

/// `spec` is {"id": row of balancers.def, …}; `ew` has no keys, `fixed` takes "weights" (object task → weight), `gradnorm`
/// "alpha", "lr", "optimiser" (sgd, adam), "scope" (last_layer, last_stage, all_shared), "l0" (first, first_epoch, theory).
[[nodiscard]] Result<std::unique_ptr<Balancer>> makeBalancer(const nlohmann::json& spec, std::vector<BalancedTask> tasks);
/// The rows of balancers.def, in order.
[[nodiscard]] std::vector<std::string> balancerIds();

}  // namespace cicatrix::nn
