// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model.h"

#include <algorithm>

namespace cicatrix::models {

std::vector<torch::Tensor> Model::parametersUnder(const std::vector<std::string>& prefixes) const
{
    std::vector<torch::Tensor> found;
    for (const auto& item : named_parameters()) {
        const auto begins = [&](const std::string& prefix) { return item.key().starts_with(prefix); };
        if (std::any_of(prefixes.begin(), prefixes.end(), begins)) {
            found.push_back(item.value());
        }
    }
    return found;
}

std::vector<torch::Tensor> Model::taskParameters(const std::string& task) const
{
    const auto own = m_sharing.own.find(task);
    return own == m_sharing.own.end() ? std::vector<torch::Tensor>{} : parametersUnder(own->second);
}

torch::Tensor Model::lastSharedWeight() const { return named_parameters()[m_sharing.lastWeight]; }

std::vector<torch::Tensor> Model::normParameters(nn::NormScope scope) const
{
    switch (scope) {
    case nn::NormScope::LastLayer:
        return {lastSharedWeight()};
    case nn::NormScope::LastStage:
        return parametersUnder({m_sharing.lastStage});
    case nn::NormScope::AllShared:
        return sharedParameters();
    }
    return {};
}

void Model::freezeEncoderStatistics(bool on)
{
    m_encoderStatisticsFrozen = on;
    train(is_training());
}

void Model::train(bool on)
{
    torch::nn::Module::train(on);
    if (!m_encoderStatisticsFrozen) {
        return;
    }
    for (const auto& item : named_modules()) {
        if (item.key().starts_with("enc.") && item.value()->as<torch::nn::BatchNorm2d>()) {
            item.value()->train(false);
        }
    }
}

}  // namespace cicatrix::models
