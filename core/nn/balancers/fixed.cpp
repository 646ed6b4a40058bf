// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/balancers/rows.h"

#include <nlohmann/json.hpp>

namespace cicatrix::nn::balancers::fixed {

namespace {

class FixedWeights : public Balancer {
public:
    FixedWeights(std::vector<BalancedTask> tasks, std::vector<double> weights)
        : Balancer(std::move(tasks)), m_weights(std::move(weights))
    {
    }

protected:
    std::vector<double> weigh(const BalancerInput&) override { return m_weights; }

private:
    std::vector<double> m_weights;
};

}  // namespace

std::unique_ptr<Balancer> make(SpecReader& spec, std::vector<BalancedTask> tasks)
{
    const auto* given = spec.value("weights");
    if (!given || !given->is_object() || given->size() != tasks.size()) {
        spec.fault("weights", "must be an object with one number for each task");
        return nullptr;
    }
    SpecReader reader(*given, "weights");
    std::vector<double> weights;
    for (const auto& task : tasks) {
        if (!reader.value(task.name)) {
            spec.fault("weights", "lacks the task \"" + task.name + "\"");
        }
        weights.push_back(reader.number(task.name, 1.0, {0, 1e6}));
    }
    if (const auto read = reader.finish(); !read) {
        spec.fault("weights", "is wrong: " + read.error().detail);
    }
    return std::make_unique<FixedWeights>(std::move(tasks), std::move(weights));
}

}  // namespace cicatrix::nn::balancers::fixed
