// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/nn/balancer.h"

#include <nlohmann/json_fwd.hpp>
#include <torch/torch.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cicatrix::models {

enum class TaskKind { SegBinary, SegMulti };

/// One task of a model. SegBinary: one logit. SegMulti: background and `classes` classes; channel index = tissue code.
struct TaskSpec {
    std::string name;
    TaskKind kind = TaskKind::SegBinary;
    int classes = 1;

    [[nodiscard]] int channels() const { return kind == TaskKind::SegBinary ? 1 : classes + 1; }
};

/// Task name → logits, N × channels × H × W.
using Outputs = std::map<std::string, torch::Tensor>;

/// Which of a model's parameters belong to whom, by the prefixes of their dotted names.
struct Sharing {
    std::vector<std::string> shared;                      ///< reached by the losses of at least two tasks
    std::map<std::string, std::vector<std::string>> own;  ///< task → what only its loss reaches
    std::string lastWeight;                               ///< full name of the last shared convolution weight
    std::string lastStage;                                ///< prefix of the stage that holds it
    nn::NormScope defaultScope = nn::NormScope::LastLayer;
};

/// A multi-task network. Parameter names are normative (multitask-models.md 4.1, 4.5); the encoder's begin with "enc.".
class Model : public torch::nn::Module {
public:
    /// `image` N×3×H×W, already normalised; H and W must be multiples of stride().
    virtual Outputs forward(torch::Tensor image) = 0;

    [[nodiscard]] const std::vector<TaskSpec>& tasks() const { return m_tasks; }
    /// Height and width of an input must be multiples of this.
    [[nodiscard]] int stride() const { return m_stride; }

    [[nodiscard]] std::vector<torch::Tensor> sharedParameters() const { return parametersUnder(m_sharing.shared); }
    /// Empty for a task that the model does not have.
    [[nodiscard]] std::vector<torch::Tensor> taskParameters(const std::string& task) const;
    [[nodiscard]] torch::Tensor lastSharedWeight() const;
    [[nodiscard]] std::vector<torch::Tensor> normParameters(nn::NormScope scope) const;
    [[nodiscard]] nn::NormScope defaultNormScope() const { return m_sharing.defaultScope; }
    /// Those of the encoder, for its own learning rate; everything else is the decoder's side.
    [[nodiscard]] std::vector<torch::Tensor> encoderParameters() const { return parametersUnder({"enc."}); }

    /// While on, the encoder's batch norms use and keep their stored statistics, also in training mode.
    void freezeEncoderStatistics(bool on);
    void train(bool on = true) override;

protected:
    Model(std::vector<TaskSpec> tasks, int stride) : m_tasks(std::move(tasks)), m_stride(stride) {}
    void declareSharing(Sharing sharing) { m_sharing = std::move(sharing); }

private:
    [[nodiscard]] std::vector<torch::Tensor> parametersUnder(const std::vector<std::string>& prefixes) const;

    std::vector<TaskSpec> m_tasks;
    Sharing m_sharing;
    int m_stride;
    bool m_encoderStatisticsFrozen = false;
};

/// Builds and initialises a model from
/// {"system": "hps" | "wing_mtl", "encoder": row of encoders.def, "layout": "joint" | "split", "gates": true,
///  "tasks": [{"name": "wound", "kind": "seg_binary"}, {"name": "tissue", "kind": "seg_multi", "classes": 6}], "seed": 1,
///  "base": 16 (attunet, unet), "widths": [128,64,32,24,16] and "drop_connect": 0.2 (lite0, lite1, lite2)}.
/// Only "system" is required; a system fills the others. An unknown or unfit key is BadInput and named.
/// The same seed gives the same weights, whatever torch's own generator does.
[[nodiscard]] Result<std::shared_ptr<Model>> makeModel(const nlohmann::json& spec);

/// The rows of models.def and encoders.def, in order.
[[nodiscard]] std::vector<std::string> systemIds();
[[nodiscard]] std::vector<std::string> encoderIds();

}  // namespace cicatrix::models
