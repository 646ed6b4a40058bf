// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/average.h"

#include "core/base/atomic_file.h"
#include "core/nn/checkpoint.h"
#include "core/train/config.h"

#include <nlohmann/json.hpp>

#include <system_error>
#include <utility>

namespace cicatrix::train {

namespace {

Result<nn::NamedTensors> readWeights(const std::filesystem::path& path)
{
    CICATRIX_ASSIGN(Bytes bytes, readFile(path));
    CICATRIX_ASSIGN(const SafetensorsFile file, SafetensorsFile::parse(std::move(bytes), path.string()));
    return nn::fromSafetensors(file, path.string());
}

Result<void> add(nn::NamedTensors& sum, const nn::NamedTensors& more, const std::string& subject)
{
    for (auto& [name, tensor] : sum) {
        const auto other = more.find(name);
        if (other == more.end() || other->second.sizes() != tensor.sizes() || more.size() != sum.size()) {
            return Error{ErrorKind::ModelRefused, subject, "is of another network: \"" + name + "\" differs"};
        }
        tensor += other->second.to(torch::kDouble);
    }
    return {};
}

}  // namespace

Result<void> averageWeights(const std::vector<std::filesystem::path>& files, const std::filesystem::path& folder)
{
    if (files.size() < 2) {
        return Error{ErrorKind::Usage, "average", "needs two weights files or more"};
    }
    CICATRIX_ASSIGN(TrainConfig config, readTrainConfig(files.front().parent_path() / "config.json"));
    CICATRIX_ASSIGN(nn::NamedTensors mean, readWeights(files.front()));
    std::map<std::string, torch::Dtype> types;
    for (auto& [name, tensor] : mean) {
        types[name] = tensor.scalar_type();
        tensor = tensor.to(torch::kDouble);
    }
    for (std::size_t i = 1; i < files.size(); ++i) {
        TrainConfig other = config;
        other.startWeights = files[i].string();
        CICATRIX_TRY(checkStartWeights(other));
        CICATRIX_ASSIGN(const nn::NamedTensors more, readWeights(files[i]));
        CICATRIX_TRY(add(mean, more, files[i].string()));
    }
    for (auto& [name, tensor] : mean) {
        tensor = (tensor / static_cast<double>(files.size())).to(types[name]);
    }
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) {
        return systemError(failed.value(), folder.string(), "cannot be made");
    }
    CICATRIX_ASSIGN(const Bytes bytes, nn::toSafetensors(mean, {}));
    CICATRIX_TRY(writeFileAtomically(folder / "config.json", toJson(config).dump(2) + "\n", Existing::Keep));
    return writeFileAtomically(folder / "weights.safetensors", bytes, Existing::Keep);
}

}  // namespace cicatrix::train
