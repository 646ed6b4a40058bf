// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tissue.h"
#include "core/infer/planes.h"

#include <optional>
#include <vector>

/// From probabilities at network resolution to labels at the photo's pixels. Plain C++: also the trainer uses it.
namespace cicatrix::infer {

/// Probabilities over a part of a photo: channel 0 = wound where the network has that task, then background and the tissue
/// codes where it has that one.
struct ProbabilityMap {
    PixelRect area;  ///< of the photo
    Planes planes;
};

/// How channels become codes.
struct LabelRules {
    bool wound = true;                 ///< channel 0 is the wound task's
    std::vector<std::uint8_t> tissue;  ///< codes that the network knows, rising; empty without a tissue task
    double threshold = 0.5;
    bool tissueInWound = true;

    /// Channel of a tissue code: background is 0 of the tissue task, code k its channel k.
    [[nodiscard]] int channel(int code) const { return (wound ? 1 : 0) + code; }
};

/// Adds weight × `source` to `target`, drawing the source bilinearly at the target's grid where areas overlap.
/// `weights` is the sum of weights so far at each pixel of the target.
void accumulate(ProbabilityMap& target, std::vector<float>& weights, const ProbabilityMap& source, float weight);
/// Divides by the weights: the weighted mean.
void finish(ProbabilityMap& target, const std::vector<float>& weights);

/// Box, in pixels of the photo, around everything whose wound or callus probability reaches `least`; empty without any.
[[nodiscard]] PixelRect suspectBox(const ProbabilityMap& map, const LabelRules& rules, double least);

/// Draws codes and confidence of the part `part` of the photo from a map that covers it, bilinearly, row by row: never a
/// full-size copy of the probabilities. Threshold and argmax come last.
void drawLabels(const ProbabilityMap& map, const LabelRules& rules, const PixelRect& part, LabelMap& labels,
                Grid<std::uint8_t>& confidence);

}  // namespace cicatrix::infer
