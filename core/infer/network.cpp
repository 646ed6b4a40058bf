// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/network.h"

#include "core/base/json.h"
#include "core/models/model.h"
#include "core/nn/checkpoint.h"

#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <chrono>
#include <new>

namespace cicatrix::infer {

struct Network::Impl {
    std::shared_ptr<models::Model> model;
    LabelRules rules;
    std::vector<TaskInfo> tasks;
    torch::Tensor unknownCodes;  ///< 1 × channels × 1 × 1, −inf where the card does not list the code
    std::string deviceName = "cpu";
    torch::Device device{torch::kCPU};
    bool recording = false;
    std::vector<Planes> recorded;

    torch::Tensor toTensor(const Planes& input) const;
    torch::Tensor forward(const torch::Tensor& image);
};

namespace {

/// What LibTorch threw, as an Error; memory running out is told apart, so that the caller can try smaller.
template <typename Act>
auto guarded(const std::string& subject, Act act) -> Result<std::invoke_result_t<Act>>
{
    try {
        return act();
    } catch (const c10::OutOfMemoryError&) {
        return Error{ErrorKind::OutOfMemory, subject, "the device ran out of memory"};
    } catch (const std::bad_alloc&) {
        return Error{ErrorKind::OutOfMemory, subject, "memory ran out"};
    } catch (const c10::Error& error) {
        const std::string what = error.what_without_backtrace();
        const bool memory =
            what.find("can't allocate memory") != std::string::npos || what.find("not enough memory") != std::string::npos;
        return Error{memory ? ErrorKind::OutOfMemory : ErrorKind::Device, subject,
                     memory ? "memory ran out" : "the network failed: " + what.substr(0, what.find('\n'))};
    } catch (const std::exception& error) {
        const std::string what = error.what();
        return Error{ErrorKind::Device, subject, "the network failed: " + what.substr(0, what.find('\n'))};
    }
}

Error misfit(const ModelInfo& info, const std::string& why) { return Error{ErrorKind::ModelRefused, info.name, why}; }

/// The card's tasks must be the network's, and its codes channels of it.
Result<void> checkTasks(const ModelInfo& info, const models::Model& model)
{
    if (model.tasks().size() != info.tasks.size()) {
        return misfit(info, "the card names other tasks than its network has");
    }
    for (const models::TaskSpec& spec : model.tasks()) {
        const TaskInfo* const task = info.task(spec.name);
        const std::string kind = spec.kind == models::TaskKind::SegBinary ? "seg_binary" : "seg_multi";
        if (task == nullptr || task->kind != kind) {
            return misfit(info, "the card does not describe the network's task \"" + spec.name + "\"");
        }
        for (const std::uint8_t code : info.codes) {
            if (spec.kind == models::TaskKind::SegMulti && int{code} >= spec.channels()) {
                return misfit(info,
                              "the card lists tissue code " + std::to_string(int{code}) + ", which the network cannot give");
            }
        }
    }
    return {};
}

}  // namespace

torch::Tensor Network::Impl::toTensor(const Planes& input) const
{
    // from_blob takes no const pointer; the tensor is copied before anyone could write.
    const torch::Tensor view = torch::from_blob(const_cast<float*>(input.values.data()),
                                                {1, input.channels, input.height, input.width}, torch::kFloat32);
    return view.to(torch::TensorOptions(device), false, true, torch::MemoryFormat::ChannelsLast);
}

torch::Tensor Network::Impl::forward(const torch::Tensor& image)
{
    models::Outputs logits = model->forward(image);
    std::vector<torch::Tensor> parts;
    for (const TaskInfo& task : tasks) {
        const torch::Tensor scaled = logits.at(task.name) / task.temperature;
        parts.push_back(task.kind == "seg_binary" ? torch::sigmoid(scaled)
                                                  : torch::softmax(scaled + unknownCodes.to(device), 1));
    }
    return torch::cat(parts, 1).to(torch::kCPU).contiguous();
}

Network::Network(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<Network> Network::load(const ModelInfo& info, const SafetensorsFile& weights)
{
    CICATRIX_ASSIGN(const nlohmann::json spec, parseJson(info.modelSpec, info.name));
    auto impl = std::make_unique<Impl>();
    auto made = guarded(info.name, [&] { return models::makeModel(spec); });
    if (!made) {
        return std::move(made).error();
    }
    if (!*made) {
        return misfit(info, "its network cannot be built: " + made->error().message());
    }
    impl->model = std::move(*made).value();
    CICATRIX_TRY(checkTasks(info, *impl->model));
    auto loaded = guarded(info.name, [&]() -> Result<void> {
        CICATRIX_ASSIGN(const nn::NamedTensors tensors, nn::fromSafetensors(weights, info.name));
        CICATRIX_TRY(nn::loadState(*impl->model, tensors, info.name));
        impl->model->eval();
        for (torch::Tensor& parameter : impl->model->parameters()) {
            parameter.set_requires_grad(false);
            if (parameter.dim() == 4) {
                parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
            }
        }
        return {};
    });
    if (!loaded) {
        return std::move(loaded).error();
    }
    CICATRIX_TRY(*loaded);
    // The wound task first, whatever the network's own order: LabelRules says so.
    impl->rules.wound = info.task("wound") != nullptr;
    impl->rules.threshold = info.woundThreshold;
    impl->rules.tissueInWound = info.post.tissueInWound;
    for (const models::TaskSpec& task : impl->model->tasks()) {
        const auto where = task.kind == models::TaskKind::SegBinary ? impl->tasks.begin() : impl->tasks.end();
        impl->tasks.insert(where, *info.task(task.name));
        if (task.kind == models::TaskKind::SegMulti) {
            impl->rules.tissue = info.codes;
            impl->unknownCodes = torch::full({1, task.channels(), 1, 1}, -std::numeric_limits<float>::infinity());
            impl->unknownCodes[0][0] = 0;
            for (const std::uint8_t code : info.codes) {
                impl->unknownCodes[0][code] = 0;
            }
        }
    }
    return Network(std::move(impl));
}

Result<void> Network::moveTo(const std::string& device)
{
    if (device == m_impl->deviceName) {
        return {};
    }
    const Error absent{ErrorKind::Device, device, "is not a device of this computer; \"cpu\" always works"};
    auto moved = guarded(device, [&] {
        const torch::Device target(device == "cuda" ? "cuda:0" : device);
        if (target.is_cuda() &&
            (!torch::cuda::is_available() || target.index() >= static_cast<int>(torch::cuda::device_count()))) {
            return false;
        }
        m_impl->model->to(target);
        m_impl->device = target;
        m_impl->deviceName = target.str();
        return true;
    });
    if (!moved) {
        return moved.error().kind == ErrorKind::OutOfMemory ? std::move(moved).error() : absent;
    }
    return *moved ? Result<void>() : absent;
}

const std::string& Network::device() const { return m_impl->deviceName; }
const LabelRules& Network::rules() const { return m_impl->rules; }
int Network::multiple() const { return m_impl->model->stride(); }

Result<Planes> Network::probabilities(const Planes& input)
{
    auto output = guarded("model", [&] {
        const c10::InferenceMode inference;
        const torch::Tensor all = m_impl->forward(m_impl->toTensor(input));
        Planes planes(static_cast<int>(all.size(3)), static_cast<int>(all.size(2)), static_cast<int>(all.size(1)));
        std::copy_n(all.data_ptr<float>(), planes.values.size(), planes.values.data());
        return planes;
    });
    if (output && m_impl->recording) {
        m_impl->recorded.push_back(input);
    }
    return output;
}

void Network::record(bool on)
{
    m_impl->recording = on;
    m_impl->recorded.clear();
}

Result<double> Network::replay()
{
    m_impl->recording = false;
    std::vector<torch::Tensor> outputs;
    auto seconds = guarded("model", [&] {
        const torch::NoGradGuard noGradient;
        std::vector<torch::Tensor> inputs;
        for (const Planes& planes : m_impl->recorded) {
            inputs.push_back(m_impl->toTensor(planes));
        }
        const auto start = std::chrono::steady_clock::now();
        for (const torch::Tensor& input : inputs) {
            outputs.push_back(m_impl->forward(input));
        }
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    });
    for (std::size_t i = 0; seconds && i < outputs.size(); ++i) {
        CICATRIX_ASSIGN(const Planes ours, probabilities(m_impl->recorded[i]));
        if (!std::equal(ours.values.begin(), ours.values.end(), outputs[i].data_ptr<float>())) {
            return Error{ErrorKind::Device, "model", "the plain loop and the engine give different outputs"};
        }
    }
    return seconds;
}

}  // namespace cicatrix::infer
