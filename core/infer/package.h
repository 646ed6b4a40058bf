// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/safetensors.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cicatrix::infer {

/// One output of a network.
struct TaskInfo {
    std::string name;        ///< "wound", "tissue"
    std::string kind;        ///< seg_binary, seg_multi
    double temperature = 1;  ///< logits are divided by it before they become probabilities
};

/// How the card asks for a photo to be looked at.
struct InferencePlan {
    int side = 512;                   ///< long side in network pixels of the pass over the whole picture
    double maxEnlarge = 1;            ///< a smaller picture is enlarged at most so much, then padded
    int multiple = 32;                ///< sides are padded to multiples of this
    bool square = false;              ///< the network takes side × side only
    std::vector<double> scales{1.0};  ///< passes over the whole picture, relative to `side`
    bool flips = false;               ///< the mirrored picture is looked at too
    int regionSide = 0;               ///< long side of the pass over the wound's own region; 0 = no such pass
    double regionMaxScale = 2;        ///< largest magnification of that pass against the pass over the whole picture
    double regionWeight = 1;          ///< its weight against the whole picture's pass inside the region
};

/// What the card prescribes after threshold and argmax; `RunOptions::raw` leaves it out.
struct PostProcessing {
    bool tissueInWound = true;  ///< tissue only inside the wound; a wound pixel takes its best tissue
    double smallestPx = 20;     ///< a wound part below min(this, smallestCm2 where the scale is known) is dropped
    double smallestCm2 = 0.05;
    /// A callus part that keeps farther from every wound part than this share of that part's diameter (of a disc of its
    /// area) is dropped. Tissue labels lie in and near wounds, so nothing was learnt of callus elsewhere. In DFUTissue's 80
    /// crops with both, parts with 98 % of the callus come as near as half a diameter (most touch).
    double callusReach = 0.5;
};

/// A figure the card states, with its 95 % interval where it has one.
struct CardFigure {
    std::string protocol;  ///< "official", "clean", "fold:0", …
    std::string data;
    std::string task;
    std::string tissue;  ///< tissue key, empty for the wound
    std::string metric;  ///< "pooled dice", "per-image dice", …
    double value = 0;
    std::optional<double> low;
    std::optional<double> high;
};

/// What a package's card says, as plain values. `cardJson` holds the rest (data, splits, seeds).
struct ModelInfo {
    std::string name;
    std::string version;
    std::string title;
    std::string system;   ///< wing_mtl, resformer, ctan, mt_ids, mtlm
    std::string licence;  ///< of the weights
    bool nonCommercial = false;
    std::vector<std::string> limits;
    std::vector<TaskInfo> tasks;
    std::vector<std::uint8_t> codes;            ///< tissue codes it can predict, without background
    std::array<double, 3> mean{127, 127, 127};  ///< of 0 … 255 values, per channel R, G, B
    std::array<double, 3> sd{128, 128, 128};
    double woundThreshold = 0.5;
    InferencePlan plan;
    PostProcessing post;
    std::vector<CardFigure> figures;
    std::string weightsSha256;
    std::string sha256;  ///< of manifest.json: identifies the package as a whole
    std::uint64_t bytes = 0;
    std::string modelSpec;  ///< canonical JSON for models::makeModel
    std::string cardJson;   ///< canonical JSON of the whole card

    [[nodiscard]] const TaskInfo* task(std::string_view taskName) const;
};

/// The bytes of a package's files by name (card.json, weights.safetensors, golden.json, manifest.json).
using PackageFiles = std::map<std::string, Bytes>;

/// A package read from a folder or a zip: hashes checked, card and weights parsed. That the weights fit the network and
/// give the golden output is shown by `Engine::open`. Every failure is ModelRefused with its reason.
class ModelPackage {
public:
    [[nodiscard]] static Result<ModelPackage> open(const std::filesystem::path& path);
    [[nodiscard]] static Result<ModelPackage> fromFiles(PackageFiles files, const std::string& subject);

    [[nodiscard]] const ModelInfo& info() const { return m_info; }
    [[nodiscard]] const SafetensorsFile& weights() const { return m_weights; }
    [[nodiscard]] const std::string& goldenJson() const { return m_golden; }

private:
    ModelPackage(ModelInfo info, SafetensorsFile weights, std::string golden);

    ModelInfo m_info;
    SafetensorsFile m_weights;
    std::string m_golden;
};

/// Reads a card (schema cicatrix.model/1) into plain values; ModelRefused names what is missing or impossible.
[[nodiscard]] Result<ModelInfo> parseCard(std::string_view json, const std::string& subject);

/// Makes a package from a card and a checkpoint's weights: runs the network for its golden output, writes the four files
/// into the new folder `target`, or into a zip where its name ends in ".zip", and opens the result as a user would.
/// An existing target is refused.
[[nodiscard]] Result<void> writePackage(std::string_view cardJson, const Bytes& weights, const std::filesystem::path& target);

}  // namespace cicatrix::infer
