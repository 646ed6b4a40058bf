// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/blocks.h"

namespace cicatrix::nn {

/// stage0…stage4 of widths base · 2^l, a 2×2 max-pool before stages 1…4 (multitask-models.md 4.1).
class UnetEncoder : public Encoder {
public:
    explicit UnetEncoder(std::int64_t base);
    Levels forward(torch::Tensor image) override;
    [[nodiscard]] int stride() const override { return 16; }
    [[nodiscard]] std::string lastWeight() const override { return "stage4.conv1.weight"; }
    [[nodiscard]] std::string lastStage() const override { return "stage4."; }

private:
    std::vector<std::shared_ptr<ConvBlock>> m_stages;
};

/// up, gate (where gated) and stage of the levels 3, 2, 1, 0.
class UnetDecoder : public Decoder {
public:
    UnetDecoder(std::int64_t base, bool gated);
    torch::Tensor forward(const Levels& levels) override;
};

}  // namespace cicatrix::nn
