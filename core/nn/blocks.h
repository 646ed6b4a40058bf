// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <memory>
#include <string>
#include <vector>

/// The pieces of the segmentation networks (multitask-models.md 4.1). Member names are normative: weights go by them.
namespace cicatrix::nn {

/// conv0 3×3 – bn0 – ReLU – conv1 3×3 – bn1 – ReLU.
class ConvBlock : public torch::nn::Module {
public:
    ConvBlock(std::int64_t in, std::int64_t out);
    torch::Tensor forward(torch::Tensor x);

private:
    torch::nn::Conv2d m_conv0, m_conv1;
    torch::nn::BatchNorm2d m_bn0, m_bn1;
};

/// Nearest ×2 – conv 3×3 – bn – ReLU.
class Up : public torch::nn::Module {
public:
    Up(std::int64_t in, std::int64_t out);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::nn::Conv2d m_conv;
    torch::nn::BatchNorm2d m_bn;
};

/// Attention gate, 2-D form: x · sigmoid(bnpsi(psi(ReLU(bng(wg g) + bnx(wx x))))).
class Gate : public torch::nn::Module {
public:
    struct Widths {
        std::int64_t gating;  ///< channels of g
        std::int64_t skip;    ///< channels of x
        std::int64_t inner;
    };
    explicit Gate(const Widths& widths);
    torch::Tensor forward(const torch::Tensor& g, const torch::Tensor& x);
    /// The map in 0…1 by which x is multiplied, N×1×H×W.
    torch::Tensor attention(const torch::Tensor& g, const torch::Tensor& x);

private:
    torch::nn::Conv2d m_wg, m_wx, m_psi;
    torch::nn::BatchNorm2d m_bng, m_bnx, m_bnpsi;
};

/// Feature maps, fine to coarse.
using Levels = std::vector<torch::Tensor>;

/// Image → feature maps.
class Encoder : public torch::nn::Module {
public:
    virtual Levels forward(torch::Tensor image) = 0;

    [[nodiscard]] const std::vector<std::int64_t>& channels() const { return m_channels; }
    /// Of the coarsest level; an input's height and width must be its multiples.
    [[nodiscard]] virtual int stride() const = 0;
    /// Name of the last convolution's weight, within the encoder, and the prefix of its stage.
    [[nodiscard]] virtual std::string lastWeight() const = 0;
    [[nodiscard]] virtual std::string lastStage() const = 0;

protected:
    explicit Encoder(std::vector<std::int64_t> channels) : m_channels(std::move(channels)) {}

private:
    std::vector<std::int64_t> m_channels;
};

/// Feature maps → one map at the image's resolution. Its last convolution is `stage0.conv1`.
class Decoder : public torch::nn::Module {
public:
    virtual torch::Tensor forward(const Levels& levels) = 0;
    [[nodiscard]] std::int64_t outChannels() const { return m_outChannels; }

protected:
    explicit Decoder(std::int64_t outChannels) : m_outChannels(outChannels) {}
    /// Registers up{l}, stage{l} and, where asked for, gate{l}.
    struct Step {
        int level;
        std::int64_t in, skip, out;
        bool gated;
    };
    void addStep(const Step& step);
    /// y at one level → y at the next finer one, by the step's modules.
    torch::Tensor ascend(std::size_t index, const torch::Tensor& y, const torch::Tensor& skip);

private:
    struct Modules {
        std::shared_ptr<Up> up;
        std::shared_ptr<Gate> gate;  ///< null where plain
        std::shared_ptr<ConvBlock> stage;
    };
    std::vector<Modules> m_steps;
    std::int64_t m_outChannels;
};

}  // namespace cicatrix::nn
