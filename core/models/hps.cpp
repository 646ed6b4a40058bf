// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/hard_sharing.h"

namespace cicatrix::models {

namespace {

class HardSharing : public Model {
public:
    HardSharing(const Backbone& backbone, std::vector<TaskSpec> tasks, bool split)
        : Model(std::move(tasks), backbone.encoder->stride()), m_encoder(register_module("enc", backbone.encoder))
    {
        Sharing sharing;
        sharing.shared = {"enc."};
        sharing.lastWeight = split ? "enc." + m_encoder->lastWeight() : "dec.stage0.conv1.weight";
        sharing.lastStage = split ? "enc." + m_encoder->lastStage() : "dec.stage0.";
        sharing.defaultScope = split ? nn::NormScope::AllShared : nn::NormScope::LastLayer;
        if (!split) {
            m_decoders.push_back(register_module("dec", backbone.makeDecoder()));
            sharing.shared.emplace_back("dec.");
        }
        for (const auto& task : this->tasks()) {
            sharing.own[task.name].push_back("head_" + task.name + ".");
            if (split) {
                m_decoders.push_back(register_module("dec_" + task.name, backbone.makeDecoder()));
                sharing.own[task.name].push_back("dec_" + task.name + ".");
            }
            m_heads.push_back(
                register_module("head_" + task.name, torch::nn::Conv2d(m_decoders.back()->outChannels(), task.channels(), 1)));
        }
        declareSharing(std::move(sharing));
    }

    Outputs forward(torch::Tensor image) override
    {
        const auto levels = m_encoder->forward(image);
        Outputs outputs;
        torch::Tensor decoded;
        for (std::size_t t = 0; t < m_heads.size(); ++t) {
            if (t < m_decoders.size()) {
                decoded = m_decoders[t]->forward(levels);
            }
            outputs[tasks()[t].name] = m_heads[t]->forward(decoded);
        }
        return outputs;
    }

private:
    std::shared_ptr<nn::Encoder> m_encoder;
    std::vector<std::shared_ptr<nn::Decoder>> m_decoders;  ///< one, or one for each task
    std::vector<torch::nn::Conv2d> m_heads;
};

}  // namespace

std::shared_ptr<Model> makeHardSharing(nn::SpecReader& spec, const HardSharingDefaults& defaults)
{
    const auto backbone = makeBackbone(spec, defaults.encoder);
    const bool split = spec.choice("layout", defaults.layout, {"joint", "split"}) == "split";
    auto tasks = readTasks(spec, {{"wound", TaskKind::SegBinary, 1}, {"tissue", TaskKind::SegMulti, 6}});
    return backbone.encoder ? std::make_shared<HardSharing>(backbone, std::move(tasks), split) : nullptr;
}

namespace systems::hps {

std::shared_ptr<Model> make(nn::SpecReader& spec) { return makeHardSharing(spec, {"lite0", "joint"}); }

}  // namespace systems::hps

}  // namespace cicatrix::models
