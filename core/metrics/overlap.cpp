// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/overlap.h"

#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace cicatrix::metrics {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<std::pair<EmptyRule, std::string_view>, 4> kRules{{{EmptyRule::NnUnet, "nnunet"},
                                                                        {EmptyRule::GtPresent, "gt_present"},
                                                                        {EmptyRule::BothEmpty1, "both_empty_1"},
                                                                        {EmptyRule::FusegImage, "fuseg_image"}}};
constexpr std::array<double Ratios::*, 4> kRatios{&Ratios::dice, &Ratios::iou, &Ratios::precision, &Ratios::recall};
constexpr std::array<Mean MeanRatios::*, 4> kMeans{&MeanRatios::dice, &MeanRatios::iou, &MeanRatios::precision,
                                                   &MeanRatios::recall};

double quotient(std::int64_t numerator, std::int64_t denominator)
{
    return denominator == 0 ? kNaN : static_cast<double>(numerator) / static_cast<double>(denominator);
}

/// Means of the four ratios of a list of Ratios, NaN left out.
MeanRatios means(std::span<const Ratios> list)
{
    MeanRatios result;
    std::vector<double> values(list.size());
    for (std::size_t r = 0; r < kRatios.size(); ++r) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            values[i] = list[i].*kRatios[r];
        }
        result.*kMeans[r] = meanOfDefined(values);
    }
    return result;
}

Ratios valuesOf(const MeanRatios& mean) { return {mean.dice.value, mean.iou.value, mean.precision.value, mean.recall.value}; }

ClassOverlap classOverlap(std::span<const std::vector<Counts>> perImage, std::size_t index, EmptyRule rule)
{
    ClassOverlap result;
    std::vector<Ratios> list;
    list.reserve(perImage.size());
    for (const std::vector<Counts>& image : perImage) {
        const Counts& counts = image[index];
        result.pooledCounts += counts;
        list.push_back(ratios(counts, rule));
        if (counts.referenceEmpty()) {
            ++result.emptyReferences;
            result.falsePositiveImages += counts.predictionEmpty() ? 0 : 1;
        }
    }
    result.pooled = ratios(result.pooledCounts);
    result.perImage = means(list);
    return result;
}

MeanRatios meanOverImages(std::span<const std::vector<Counts>> perImage)
{
    std::vector<Ratios> images;
    images.reserve(perImage.size());
    for (const std::vector<Counts>& image : perImage) {
        std::vector<Ratios> present;
        for (const Counts& counts : image) {
            if (!counts.referenceEmpty()) {
                present.push_back(ratios(counts));
            }
        }
        images.push_back(valuesOf(means(present)));
    }
    return means(images);
}

}  // namespace

double Ratios::value(Ratio ratio) const { return this->*kRatios[static_cast<std::size_t>(ratio)]; }

std::string_view key(EmptyRule rule) { return kRules[static_cast<std::size_t>(rule)].second; }

std::optional<EmptyRule> emptyRuleFromKey(std::string_view text)
{
    for (const auto& [rule, name] : kRules) {
        if (name == text) {
            return rule;
        }
    }
    return std::nullopt;
}

std::vector<Counts> countClasses(const MapPair& maps, std::span<const std::uint8_t> classes)
{
    assert(maps.truth.size() == maps.prediction.size());
    std::array<std::int64_t, 256> truth{};
    std::array<std::int64_t, 256> predicted{};
    std::array<std::int64_t, 256> both{};
    for (std::size_t i = 0; i < maps.truth.size(); ++i) {
        const std::uint8_t t = maps.truth[i];
        const std::uint8_t p = maps.prediction[i];
        if (maps.ignore == t) {
            continue;
        }
        ++truth[t];
        ++predicted[p];
        both[t] += t == p ? 1 : 0;
    }
    std::vector<Counts> result;
    result.reserve(classes.size());
    for (const std::uint8_t code : classes) {
        result.push_back({both[code], predicted[code] - both[code], truth[code] - both[code]});
    }
    return result;
}

Counts countUnion(const MapPair& maps, std::span<const std::uint8_t> classes)
{
    assert(maps.truth.size() == maps.prediction.size());
    std::array<std::uint8_t, 256> inside{};
    for (const std::uint8_t code : classes) {
        inside[code] = 1;
    }
    std::array<std::int64_t, 4> table{};
    for (std::size_t i = 0; i < maps.truth.size(); ++i) {
        if (maps.ignore != maps.truth[i]) {
            ++table[static_cast<std::size_t>(2 * inside[maps.truth[i]] + inside[maps.prediction[i]])];
        }
    }
    return {table[3], table[1], table[2]};
}

Ratios ratios(const Counts& counts)
{
    return {quotient(2 * counts.tp, 2 * counts.tp + counts.fp + counts.fn),
            quotient(counts.tp, counts.tp + counts.fp + counts.fn), quotient(counts.tp, counts.tp + counts.fp),
            quotient(counts.tp, counts.tp + counts.fn)};
}

Ratios ratios(const Counts& counts, EmptyRule rule)
{
    const bool bothEmpty = counts.referenceEmpty() && counts.predictionEmpty();
    if (rule == EmptyRule::GtPresent && counts.referenceEmpty()) {
        return {kNaN, kNaN, kNaN, kNaN};
    }
    if (bothEmpty && (rule == EmptyRule::BothEmpty1 || rule == EmptyRule::FusegImage)) {
        return {1, 1, 1, 1};
    }
    Ratios result = ratios(counts);
    if (rule == EmptyRule::FusegImage) {
        for (const auto member : kRatios) {
            result.*member = std::isnan(result.*member) ? 0.0 : result.*member;
        }
    }
    return result;
}

Mean meanOfDefined(std::span<const double> values)
{
    double sum = 0;
    int used = 0;
    for (const double value : values) {
        if (!std::isnan(value)) {
            sum += value;
            ++used;
        }
    }
    return {used == 0 ? kNaN : sum / used, used};
}

Overlap overlap(std::span<const std::vector<Counts>> perImage, EmptyRule rule)
{
    Overlap result;
    result.images = static_cast<int>(perImage.size());
    const std::size_t classes = perImage.empty() ? 0 : perImage.front().size();
    std::vector<Ratios> pooled;
    std::vector<Ratios> macro;
    for (std::size_t c = 0; c < classes; ++c) {
        result.classes.push_back(classOverlap(perImage, c, rule));
        pooled.push_back(result.classes.back().pooled);
        macro.push_back(valuesOf(result.classes.back().perImage));
    }
    result.pooledMean = means(pooled);
    result.classThenImage = means(macro);
    result.imageThenClass = meanOverImages(perImage);
    return result;
}

}  // namespace cicatrix::metrics
