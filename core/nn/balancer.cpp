// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/balancer.h"

#include "core/nn/balancers/rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace cicatrix::nn {

namespace {

/// A gradient this small has no direction: the task sits the step out.
constexpr double kNoGradient = 1e-12;

struct Row {
    const char* id;
    std::unique_ptr<Balancer> (*make)(SpecReader&, std::vector<BalancedTask>);
};

#define CICATRIX_ENTRY(name) Row{#name, balancers::name::make},
constexpr Row kRows[] = {
#include "core/nn/balancers/balancers.def"
};
#undef CICATRIX_ENTRY

}  // namespace

std::vector<std::string> balancerIds()
{
    std::vector<std::string> ids;
    for (const auto& row : kRows) {
        ids.emplace_back(row.id);
    }
    return ids;
}

Result<std::unique_ptr<Balancer>> makeBalancer(const nlohmann::json& spec, std::vector<BalancedTask> tasks)
{
    SpecReader reader(spec, "balancer");
    const std::string id = reader.choice("id", "", balancerIds());
    for (const auto& row : kRows) {
        if (id == row.id) {
            auto balancer = row.make(reader, std::move(tasks));
            CICATRIX_TRY(reader.finish());
            return balancer;
        }
    }
    CICATRIX_TRY(reader.finish());
    return Error{ErrorKind::BadInput, "balancer", "\"id\" is missing"};
}

Result<std::vector<double>> Balancer::step(const BalancerInput& input)
{
    const auto count = m_tasks.size();
    assert(input.losses.size() == count && input.active.size() == count);
    assert(needs() == Needs::Nothing || input.norms.size() == count);
    BalancerInput live = input;
    for (std::size_t t = 0; t < count; ++t) {
        if (!input.active[t]) {
            continue;
        }
        const bool finite = std::isfinite(input.losses[t]) && (input.norms.empty() || std::isfinite(input.norms[t]));
        if (!finite) {
            return Error{ErrorKind::BadInput, "task " + m_tasks[t].name,
                         "its loss or gradient is not a finite number; lower the learning rate or look at the batch"};
        }
        live.active[t] = input.norms.empty() || input.norms[t] > kNoGradient;
    }
    const auto active = std::count(live.active.begin(), live.active.end(), true);
    auto weights = active >= 2 ? weigh(live) : std::vector<double>(count, 1.0);
    for (std::size_t t = 0; t < count; ++t) {
        weights[t] = live.active[t] ? weights[t] : 0.0;
    }
    return weights;
}

Result<void> Balancer::load(const BalancerState& given)
{
    const auto own = state();
    for (const auto& [name, values] : own) {
        const auto found = given.find(name);
        const bool fits = found != given.end() && found->second.size() == values.size() &&
                          std::all_of(found->second.begin(), found->second.end(), [](double v) { return std::isfinite(v); });
        if (!fits) {
            return Error{ErrorKind::BadInput, "balancer state", "\"" + name + "\" is missing, of another length or not finite"};
        }
    }
    if (given.size() != own.size()) {
        return Error{ErrorKind::BadInput, "balancer state", "it has entries that this balancer does not know"};
    }
    restore(given);
    return {};
}

}  // namespace cicatrix::nn
