// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/blocks.h"

namespace cicatrix::nn {

/// One row of the table in multitask-models.md 4.5.
struct LiteStage {
    std::int64_t kernel, stride, expand, out;
    int repeats;
    bool tap;  ///< its last block's output is a level
};

/// Everything in which lite0, lite1 and lite2 differ.
struct LiteLayout {
    std::vector<LiteStage> stages;
    double dropConnect = 0.2;  ///< of the last block; earlier ones less, in proportion
};

/// The seven stages; lite0 repeats (1,2,2,3,3,4,1), lite1 and lite2 (1,3,3,4,4,5,1).
[[nodiscard]] LiteLayout liteLayout(const std::vector<int>& repeats, const std::vector<std::int64_t>& widths);

/// Mobile inverted bottleneck: expand (bn0) – depthwise (bn1) – project (bn2), TF "SAME" padding, BN eps 1e-3.
class MbConv : public torch::nn::Module {
public:
    struct Shape {
        std::int64_t in, out, kernel, stride, expand;
        double dropConnect;
    };
    explicit MbConv(const Shape& shape);
    torch::Tensor forward(const torch::Tensor& x);

private:
    Shape m_shape;
    torch::nn::Conv2d m_expand{nullptr}, m_depthwise{nullptr}, m_project{nullptr};
    torch::nn::BatchNorm2d m_bn0{nullptr}, m_bn1{nullptr}, m_bn2{nullptr};
};

/// Convolution and batch norm of the stem, as one module so that the names are `stem.conv` and `stem.bn`.
class LiteStem : public torch::nn::Module {
public:
    LiteStem();
    torch::Tensor forward(const torch::Tensor& image);

private:
    torch::nn::Conv2d m_conv{nullptr};
    torch::nn::BatchNorm2d m_bn{nullptr};
};

/// EfficientNet-lite without its head: levels at strides 2, 4, 8, 16, 32. Input (v − 127) / 128, RGB.
class LiteEncoder : public Encoder {
public:
    explicit LiteEncoder(const LiteLayout& layout);
    Levels forward(torch::Tensor image) override;
    [[nodiscard]] int stride() const override { return 32; }
    [[nodiscard]] std::string lastWeight() const override { return lastStage() + "project.weight"; }
    [[nodiscard]] std::string lastStage() const override { return "block" + std::to_string(m_blocks.size() - 1) + "."; }

private:
    std::shared_ptr<LiteStem> m_stem;
    std::vector<std::shared_ptr<MbConv>> m_blocks;
    std::vector<bool> m_taps;
};

/// Input padded as TensorFlow's "SAME" does: what is left over goes after. Public for its test.
[[nodiscard]] torch::Tensor padSame(const torch::Tensor& x, std::int64_t kernel, std::int64_t stride);

}  // namespace cicatrix::nn
