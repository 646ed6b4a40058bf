// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_state.h"

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/base/safetensors.h"

#include <exception>

namespace cicatrix::train {

namespace {

nlohmann::json toJson(const RunPosition& position)
{
    return {{"epoch", position.epoch},
            {"step", position.step},
            {"global_step", position.globalStep},
            {"epoch_sums", position.epochSums},
            {"best_score", position.bestScore},
            {"best_epoch", position.bestEpoch},
            {"seconds", position.seconds}};
}

RunPosition positionFrom(const nlohmann::json& json)
{
    RunPosition position;
    json.at("epoch").get_to(position.epoch);
    json.at("step").get_to(position.step);
    json.at("global_step").get_to(position.globalStep);
    position.epochSums = json.at("epoch_sums");
    json.at("best_score").get_to(position.bestScore);
    json.at("best_epoch").get_to(position.bestEpoch);
    json.at("seconds").get_to(position.seconds);
    return position;
}

void addAll(nn::NamedTensors& into, const std::string& prefix, const nn::NamedTensors& tensors)
{
    for (const auto& [name, tensor] : tensors) {
        into[prefix + name] = tensor;
    }
}

nn::NamedTensors under(const nn::NamedTensors& tensors, const std::string& prefix)
{
    nn::NamedTensors found;
    for (const auto& [name, tensor] : tensors) {
        if (name.starts_with(prefix)) {
            found[name.substr(prefix.size())] = tensor;
        }
    }
    return found;
}

Result<RunPosition> restore(const nn::NamedTensors& tensors, RunParts& parts, const SafetensorsFile& file,
                            const std::string& name)
{
    torch::NoGradGuard noGrad;
    CICATRIX_TRY(nn::loadState(parts.model, under(tensors, "model/"), name));
    const nn::NamedTensors ema = under(tensors, "ema/");
    bool fits = parts.optimiser.load(under(tensors, "adam/")) && ema.size() == parts.ema.tensors().size();
    for (auto& [key, tensor] : parts.ema.tensors()) {
        const auto found = ema.find(key);
        fits = fits && found != ema.end() && found->second.sizes() == tensor.sizes();
        if (fits) {
            tensor.copy_(found->second);
        }
    }
    if (!fits) {
        return Error{ErrorKind::BadInput, name,
                     "does not hold the state of this network; start the run anew in another folder"};
    }
    nn::BalancerState balancer;
    for (const auto& [key, tensor] : under(tensors, "balancer/")) {
        const torch::Tensor values = tensor.to(torch::kFloat64).contiguous();
        balancer[key] = {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
    }
    CICATRIX_TRY(parts.balancer.load(balancer));
    CICATRIX_ASSIGN(const nlohmann::json position, parseJson(file.metadata().at("position"), name));
    return positionFrom(position);
}

}  // namespace

Result<void> saveWeights(const std::filesystem::path& path, const nn::NamedTensors& tensors,
                         const std::map<std::string, std::string>& metadata)
{
    CICATRIX_ASSIGN(const Bytes bytes, nn::toSafetensors(tensors, metadata));
    return writeFileAtomically(path, bytes, Existing::Replace);
}

Result<void> saveCheckpoint(const std::filesystem::path& path, const RunParts& parts, const RunPosition& position,
                            const nlohmann::json& config)
{
    nn::NamedTensors tensors;
    addAll(tensors, "model/", nn::namedState(parts.model));
    addAll(tensors, "ema/", parts.ema.tensors());
    addAll(tensors, "adam/", parts.optimiser.state());
    for (const auto& [name, values] : parts.balancer.state()) {
        tensors["balancer/" + name] = torch::tensor(values, torch::kFloat64);
    }
    return saveWeights(path, tensors, {{"position", toJson(position).dump()}, {"config", canonicalJson(config)}});
}

Result<RunPosition> loadCheckpoint(const std::filesystem::path& path, RunParts& parts, const nlohmann::json& config)
{
    const std::string name = path.filename().string();
    CICATRIX_ASSIGN(Bytes bytes, readFile(path));
    CICATRIX_ASSIGN(const SafetensorsFile file, SafetensorsFile::parse(std::move(bytes), name));
    const auto stored = file.metadata().find("config");
    if (stored == file.metadata().end() || !file.metadata().contains("position")) {
        return Error{ErrorKind::BadInput, name, "is no checkpoint of a training run"};
    }
    if (stored->second != canonicalJson(config)) {
        return Error{ErrorKind::BadInput, name,
                     "belongs to a run with another configuration; resume with that run's config.json"};
    }
    CICATRIX_ASSIGN(const nn::NamedTensors tensors, nn::fromSafetensors(file, name));
    try {
        return restore(tensors, parts, file, name);
    } catch (const std::exception& error) {
        return Error{ErrorKind::BadInput, name, std::string("cannot be read: ") + error.what()};
    }
}

}  // namespace cicatrix::train
