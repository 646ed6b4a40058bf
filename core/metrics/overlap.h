// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cicatrix::metrics {

/// Pixels of one class in one image, or summed over images; ignored pixels are in none of them.
struct Counts {
    std::int64_t tp = 0;
    std::int64_t fp = 0;
    std::int64_t fn = 0;
    [[nodiscard]] bool referenceEmpty() const { return tp + fn == 0; }
    [[nodiscard]] bool predictionEmpty() const { return tp + fp == 0; }
    Counts& operator+=(const Counts& other)
    {
        tp += other.tp;
        fp += other.fp;
        fn += other.fn;
        return *this;
    }
    friend bool operator==(const Counts&, const Counts&) = default;
};

enum class Ratio { Dice, Iou, Precision, Recall };

/// All four ratios; NaN where not defined.
struct Ratios {
    double dice = 0;
    double iou = 0;
    double precision = 0;
    double recall = 0;
    [[nodiscard]] double value(Ratio ratio) const;
};

/// What one image counts when reference or prediction hold nothing of the class (`multitask-models.md` 2.2).
enum class EmptyRule {
    NnUnet,      ///< both empty: left out; one empty: 0. The default (MIC-DKFZ/nnUNet, nanmean)
    GtPresent,   ///< empty reference: left out, whatever is predicted (MONAI ignore_empty)
    BothEmpty1,  ///< both empty: 1; one empty: 0
    FusegImage,  ///< as BothEmpty1, and any other 0/0 counts 0 (mrinal054/FUSegNet, utils/eval.py, HARD_LINE)
};
/// "nnunet", "gt_present", "both_empty_1", "fuseg_image": what `--empty-rule` takes.
[[nodiscard]] std::string_view key(EmptyRule rule);
[[nodiscard]] std::optional<EmptyRule> emptyRuleFromKey(std::string_view key);

/// Two maps of one image, same size, row-major. Pixels whose *reference* is `ignore` are left out.
struct MapPair {
    std::span<const std::uint8_t> truth;
    std::span<const std::uint8_t> prediction;
    std::optional<std::uint8_t> ignore;
};

/// One Counts for each code of `classes`, in that order.
[[nodiscard]] std::vector<Counts> countClasses(const MapPair& maps, std::span<const std::uint8_t> classes);
/// Any code of `classes` against everything else, e.g. the wound = {1, 2, 3, 4, 6, 255} without ignore.
[[nodiscard]] Counts countUnion(const MapPair& maps, std::span<const std::uint8_t> classes);

/// Ratios of (summed) counts, 0/0 = NaN: what *pooled* figures use.
[[nodiscard]] Ratios ratios(const Counts& counts);
/// Ratios of one image under the rule: NaN means "left out of the mean".
[[nodiscard]] Ratios ratios(const Counts& counts, EmptyRule rule);

/// A mean over the values that are not NaN, and how many there were; NaN when there were none.
struct Mean {
    double value = 0;
    int used = 0;
};
[[nodiscard]] Mean meanOfDefined(std::span<const double> values);

struct MeanRatios {
    Mean dice;
    Mean iou;
    Mean precision;
    Mean recall;
};

/// One class over a test set. The two last figures stand beside every `gt_present` mean.
struct ClassOverlap {
    Counts pooledCounts;
    Ratios pooled;        ///< micro: TP, FP, FN summed over the images
    MeanRatios perImage;  ///< macro: the ratio per image, then the mean
    int emptyReferences = 0;
    int falsePositiveImages = 0;  ///< of those, images where something was predicted
};

/// A test set. `classes` in the order of the counts; class means leave out the background by not being given it.
struct Overlap {
    std::vector<ClassOverlap> classes;
    MeanRatios pooledMean;      ///< mean over classes of the pooled ratios
    MeanRatios classThenImage;  ///< mean over classes of the per-image means
    MeanRatios imageThenClass;  ///< mean over images of the mean over the classes present in that image's reference
    int images = 0;
};

/// `perImage[i][c]` = counts of class c in image i.
[[nodiscard]] Overlap overlap(std::span<const std::vector<Counts>> perImage, EmptyRule rule = EmptyRule::NnUnet);

}  // namespace cicatrix::metrics
