// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/checkpoint.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

namespace cicatrix::nn {

namespace {

constexpr std::pair<TensorType, torch::ScalarType> kTypes[] = {
    {TensorType::F64, torch::kDouble},    {TensorType::F32, torch::kFloat}, {TensorType::F16, torch::kHalf},
    {TensorType::BF16, torch::kBFloat16}, {TensorType::I64, torch::kLong},  {TensorType::I32, torch::kInt},
    {TensorType::U8, torch::kByte},       {TensorType::Bool, torch::kBool}};

std::optional<torch::ScalarType> scalarType(TensorType type)
{
    for (const auto& [ours, theirs] : kTypes) {
        if (ours == type) {
            return theirs;
        }
    }
    return std::nullopt;
}

std::optional<TensorType> tensorType(torch::ScalarType type)
{
    for (const auto& [ours, theirs] : kTypes) {
        if (theirs == type) {
            return ours;
        }
    }
    return std::nullopt;
}

std::string shapeText(const torch::Tensor& tensor)
{
    std::ostringstream text;
    text << tensor.sizes();
    return text.str();
}

Error refused(const std::string& subject, const std::string& detail) { return {ErrorKind::ModelRefused, subject, detail}; }

Result<void> verify(const NamedTensors& own, const NamedTensors& given, const std::string& subject)
{
    for (const auto& [name, tensor] : own) {
        const auto found = given.find(name);
        if (found == given.end()) {
            return refused(subject, "the tensor " + name + " is missing; these weights belong to another network");
        }
        if (found->second.sizes() != tensor.sizes()) {
            return refused(subject, "the tensor " + name + " has the shape " + shapeText(found->second) + " instead of " +
                                        shapeText(tensor) + "; these weights belong to another network");
        }
        if (!found->second.is_floating_point() || !torch::isfinite(found->second).all().item<bool>()) {
            return refused(subject, "the tensor " + name + " holds values that are not finite numbers");
        }
    }
    for (const auto& [name, tensor] : given) {
        if (!own.contains(name)) {
            return refused(subject, "the tensor " + name + " is unknown to this network");
        }
    }
    return {};
}

}  // namespace

NamedTensors namedState(const torch::nn::Module& module, const std::string& prefix)
{
    NamedTensors tensors;
    const auto add = [&](const torch::OrderedDict<std::string, torch::Tensor>& items) {
        for (const auto& item : items) {
            if (item.value().is_floating_point() && item.key().starts_with(prefix)) {
                tensors.emplace(item.key(), item.value().detach());
            }
        }
    };
    add(module.named_parameters());
    add(module.named_buffers());
    return tensors;
}

Result<Bytes> toSafetensors(const NamedTensors& tensors, const std::map<std::string, std::string>& metadata)
{
    std::vector<torch::Tensor> kept;  // the views below point into these
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : tensors) {
        const auto type = tensorType(tensor.scalar_type());
        if (!type) {
            return Error{ErrorKind::BadInput, "tensor " + name, "its element type cannot be stored; convert it to float32"};
        }
        kept.push_back(tensor.detach().to(torch::kCPU).contiguous());
        const auto& own = kept.back();
        views.push_back({name, *type, own.sizes().vec(), {static_cast<const std::byte*>(own.data_ptr()), own.nbytes()}});
    }
    return writeSafetensors(views, metadata);
}

Result<NamedTensors> fromSafetensors(const SafetensorsFile& file, const std::string& subject)
{
    NamedTensors tensors;
    for (const auto& view : file.tensors()) {
        const auto type = scalarType(view.type);
        if (!type) {
            return refused(subject, "the tensor " + view.name + " has the element type " + std::string(key(view.type)) +
                                        ", which no network here uses");
        }
        auto tensor = torch::empty(view.shape, *type);
        if (!view.data.empty()) {
            std::memcpy(tensor.data_ptr(), view.data.data(), view.data.size());
        }
        tensors.emplace(view.name, std::move(tensor));
    }
    return tensors;
}

Result<void> loadState(torch::nn::Module& module, const NamedTensors& tensors, const std::string& subject,
                       const std::string& prefix)
{
    auto own = namedState(module, prefix);
    CICATRIX_TRY(verify(own, tensors, subject));
    const torch::NoGradGuard noGrad;
    for (auto& [name, tensor] : own) {
        tensor.copy_(tensors.at(name));
    }
    return {};
}

Result<void> loadStateFile(torch::nn::Module& module, const std::filesystem::path& path, const std::string& prefix)
{
    const std::string subject = path.string();
    CICATRIX_ASSIGN(auto bytes, readFile(path));
    CICATRIX_ASSIGN(const auto file, SafetensorsFile::parse(std::move(bytes), subject));
    CICATRIX_ASSIGN(const auto tensors, fromSafetensors(file, subject));
    return loadState(module, tensors, subject, prefix);
}

}  // namespace cicatrix::nn
