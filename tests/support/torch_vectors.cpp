// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/torch_vectors.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>

namespace cicatrix::testing {

namespace {

const nlohmann::json& vectors()
{
    static const nlohmann::json all = nlohmann::json::parse(std::ifstream(CICATRIX_SOURCE_DIR "/tests/data/vectors.json"));
    return all;
}

torch::Tensor filled(const std::string& name, const torch::Tensor& like)
{
    const auto v = sym(name, like.sizes().vec());
    if (name.ends_with("running_var")) {
        return 1 + 0.1 * (v + 1);
    }
    if (name.ends_with("weight")) {
        const auto perOutput = static_cast<double>(like.numel()) / static_cast<double>(like.size(0));
        return like.dim() >= 2 ? v * std::sqrt(3.0 / perOutput) : 1 + 0.1 * v;
    }
    return 0.1 * v;
}

}  // namespace

nlohmann::json vectorSection(const std::string& section) { return vectors().at(section); }

nlohmann::json vectorEntry(const std::string& section, const std::string& id)
{
    for (const auto& entry : vectors().at(section)) {
        if (entry.at("id") == id) {
            return entry;
        }
    }
    return {};
}

torch::Tensor sym(const std::string& name, const std::vector<std::int64_t>& shape)
{
    auto values = torch::empty(shape, torch::kDouble);
    SplitMix64 random(fnv1a64(name));
    std::generate_n(values.data_ptr<double>(), values.numel(), [&] { return 2 * random.uniform() - 1; });
    return values;
}

void fillByName(torch::nn::Module& module)
{
    const torch::NoGradGuard noGrad;
    for (const auto& items : {module.named_parameters(), module.named_buffers()}) {
        for (const auto& item : items) {
            if (item.value().is_floating_point()) {
                auto tensor = item.value();
                tensor.copy_(filled(item.key(), tensor));
            }
        }
    }
}

torch::Tensor tensorOf(const nlohmann::json& values)
{
    std::vector<std::int64_t> shape;
    for (const auto* level = &values; level->is_array(); level = &level->front()) {
        shape.push_back(static_cast<std::int64_t>(level->size()));
    }
    std::vector<double> flat;
    const auto collect = [&](const auto& self, const nlohmann::json& node) -> void {
        if (!node.is_array()) {
            flat.push_back(node.get<double>());
            return;
        }
        for (const auto& child : node) {
            self(self, child);
        }
    };
    collect(collect, values);
    return torch::tensor(flat, torch::kDouble).reshape(shape);
}

bool near(double actual, double expected, Tolerance tolerance)
{
    const double scale = tolerance.relative ? std::abs(expected) : std::max(1.0, std::abs(expected));
    const bool good = std::abs(actual - expected) <= tolerance.value * scale;
    if (!good) {
        std::cerr << "got " << actual << ", expected " << expected << '\n';
    }
    return good;
}

bool near(const std::vector<double>& actual, const nlohmann::json& expected, Tolerance tolerance)
{
    bool good = actual.size() == expected.size();
    for (std::size_t i = 0; good && i < actual.size(); ++i) {
        good = near(actual[i], expected[i].get<double>(), tolerance);
    }
    return good;
}

bool matches(const torch::Tensor& actual, const nlohmann::json& expected, Tolerance tolerance)
{
    const auto values = actual.detach().to(torch::kDouble).contiguous();
    const auto flat = values.flatten();
    const auto list = [](const torch::Tensor& t) {
        return std::vector<double>(t.data_ptr<double>(), t.data_ptr<double>() + t.numel());
    };
    if (expected.is_array()) {
        const auto wanted = tensorOf(expected);
        return values.sizes() == wanted.sizes() && near(list(flat), list(wanted.flatten()), tolerance);
    }
    if (values.sizes().vec() != expected.at("shape").get<std::vector<std::int64_t>>()) {
        std::cerr << "got the shape " << values.sizes() << '\n';
        return false;
    }
    return near(flat.sum().item<double>(), expected.at("sum").get<double>(), tolerance) &&
           near(flat.abs().sum().item<double>(), expected.at("abs_sum").get<double>(), tolerance) &&
           near(list(flat.slice(0, 0, 8).contiguous()), expected.at("first8"), tolerance) &&
           near(list(flat.slice(0, -4).contiguous()), expected.at("last4"), tolerance);
}

std::int64_t parameterCount(const torch::nn::Module& module)
{
    std::int64_t count = 0;
    for (const auto& parameter : module.parameters()) {
        count += parameter.numel();
    }
    return count;
}

}  // namespace cicatrix::testing
