// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/evaluate.h"

#include "core/base/random.h"
#include "core/metrics/classification.h"
#include "core/metrics/temperature.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <numeric>

namespace cicatrix::train {

namespace {

constexpr std::uint8_t kIgnore = 255;
constexpr std::size_t kSampledPixels = 200;

/// A photo as the network sees it, and where the photo lies in it.
struct PaddedPhoto {
    torch::Tensor image;
    std::int64_t top, left, height, width;
};

PaddedPhoto padded(const PackedRow& row, const PackedPlanes& planes, const EvaluateOptions& options, int stride)
{
    const auto up = [stride](std::int64_t n) { return (n + stride - 1) / stride * stride; };
    PaddedPhoto photo{{}, 0, 0, row.height, row.width};
    const torch::Tensor bytes =
        torch::from_blob(const_cast<Rgb*>(planes.rgb.data()), {photo.height, photo.width, 3}, torch::kUInt8);
    const torch::Tensor values = bytes.permute({2, 0, 1}).to(torch::kFloat32);
    photo.image = torch::empty({1, 3, up(photo.height), up(photo.width)}, torch::MemoryFormat::ChannelsLast);
    photo.image.copy_(values.mean({1, 2}).round_().view({1, 3, 1, 1}).expand_as(photo.image));
    photo.top = (photo.image.size(2) - photo.height) / 2;
    photo.left = (photo.image.size(3) - photo.width) / 2;
    photo.image[0].slice(1, photo.top, photo.top + photo.height).slice(2, photo.left, photo.left + photo.width).copy_(values);
    photo.image.sub_(options.inputMean).div_(options.inputSd);
    return photo;
}

/// Logits of the photo's own pixels, channels × height × width, and probabilities averaged over the passes.
struct TaskMaps {
    torch::Tensor logits;
    torch::Tensor probabilities;
};

using Maps = std::map<std::string, TaskMaps>;

Maps predict(models::Model& model, const PaddedPhoto& photo, const EvaluateOptions& options)
{
    using Dims = std::vector<std::int64_t>;
    const std::vector<Dims> passes = options.flips ? std::vector<Dims>{{}, {3}, {2}, {2, 3}} : std::vector<Dims>{{}};
    Maps maps;
    for (const Dims& dims : passes) {
        const torch::Tensor input = dims.empty() ? photo.image : photo.image.flip(dims);
        const models::Outputs outputs = model.forward(input.to(options.device).contiguous(torch::MemoryFormat::ChannelsLast));
        for (const auto& [task, output] : outputs) {
            torch::Tensor logits = output.to(torch::kCPU, torch::kFloat32);
            logits = (dims.empty() ? logits : logits.flip(dims))[0];
            logits = logits.slice(1, photo.top, photo.top + photo.height)
                         .slice(2, photo.left, photo.left + photo.width)
                         .contiguous();
            const bool binary = logits.size(0) == 1;
            const double temperature = task == "wound" ? options.woundTemperature : options.tissueTemperature;
            torch::Tensor probability = binary ? (logits / temperature).sigmoid() : (logits / temperature).softmax(0);
            TaskMaps& kept = maps[task];
            kept.probabilities = kept.probabilities.defined() ? kept.probabilities + probability : probability;
            if (!kept.logits.defined()) {
                kept.logits = logits;
            }
        }
    }
    for (auto& [task, kept] : maps) {
        kept.probabilities = (kept.probabilities / static_cast<double>(passes.size())).contiguous();
    }
    return maps;
}

std::array<metrics::Counts, kThresholds> countThresholds(std::span<const std::uint8_t> truth, const torch::Tensor& probability)
{
    std::array<std::array<std::int64_t, kThresholds + 1>, 2> passed{};  // [truth][number of thresholds the pixel reaches]
    const float* values = probability.data_ptr<float>();
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (truth[i] != kIgnore) {
            const auto reached = std::clamp(static_cast<int>(values[i] * (kThresholds + 1) + 1e-6F), 0, kThresholds);
            ++passed[truth[i] == 1 ? 1 : 0][static_cast<std::size_t>(reached)];
        }
    }
    const std::int64_t positives = std::accumulate(passed[1].begin(), passed[1].end(), std::int64_t{0});
    std::array<metrics::Counts, kThresholds> counts{};
    for (std::size_t i = kThresholds; i-- > 0;) {
        const bool last = i + 1 == kThresholds;
        counts[i].tp = passed[1][i + 1] + (last ? 0 : counts[i + 1].tp);
        counts[i].fp = passed[0][i + 1] + (last ? 0 : counts[i + 1].fp);
        counts[i].fn = positives - counts[i].tp;
    }
    return counts;
}

std::vector<metrics::Counts> countTissue(std::span<const std::uint8_t> truth, const torch::Tensor& probabilities)
{
    const torch::Tensor predicted = probabilities.argmax(0).to(torch::kUInt8).contiguous();
    std::vector<std::uint8_t> classes(static_cast<std::size_t>(probabilities.size(0) - 1));
    std::iota(classes.begin(), classes.end(), std::uint8_t{1});
    return metrics::countClasses({truth, {predicted.data_ptr<std::uint8_t>(), truth.size()}, kIgnore}, classes);
}

/// Draws labelled pixels at random places that only the photo's id decides.
void sampleLogits(LogitSample& sample, const std::string& id, std::span<const std::uint8_t> truth, const torch::Tensor& logits)
{
    const auto channels = static_cast<std::size_t>(logits.size(0));
    const float* values = logits.data_ptr<float>();
    sample.channels = static_cast<int>(channels);
    SplitMix64 random(fnv1a64("temperature:" + id));
    std::size_t taken = 0;
    for (std::size_t attempt = 0; attempt < 20 * kSampledPixels && taken < kSampledPixels; ++attempt) {
        const auto pixel = static_cast<std::size_t>(random.below(truth.size()));
        if (truth[pixel] != kIgnore && (channels == 1 || truth[pixel] < channels)) {
            for (std::size_t channel = 0; channel < channels; ++channel) {
                sample.logits.push_back(values[channel * truth.size() + pixel]);
            }
            sample.truth.push_back(truth[pixel]);
            ++taken;
        }
    }
}

/// A photo's labels and what the model made of them.
struct Judged {
    const PackedRow& row;
    const PackedPlanes& planes;
    const Maps& maps;
};

void judge(Evaluation& evaluation, const Judged& judged, bool sampled)
{
    const auto& [row, planes, maps] = judged;
    const auto wound = maps.find("wound");
    const auto tissue = maps.find("tissue");
    if (row.hasWound && wound != maps.end()) {
        evaluation.ids.push_back(row.id);
        evaluation.wound.push_back(countThresholds(planes.wound, wound->second.probabilities));
        if (sampled) {
            sampleLogits(evaluation.woundLogits, row.id, planes.wound, wound->second.logits);
        }
    }
    if (row.hasTissue && tissue != maps.end()) {
        evaluation.tissueIds.push_back(row.id);
        evaluation.tissue.push_back(countTissue(planes.tissue, tissue->second.probabilities));
        if (sampled) {
            sampleLogits(evaluation.tissueLogits, row.id, planes.tissue, tissue->second.logits);
        }
    }
}

}  // namespace

metrics::ClassOverlap Evaluation::woundOverlap(int threshold, metrics::EmptyRule rule) const
{
    std::vector<std::vector<metrics::Counts>> perImage;
    for (const auto& counts : wound) {
        perImage.push_back({counts[static_cast<std::size_t>(threshold)]});
    }
    const metrics::Overlap overlap = metrics::overlap(perImage, rule);
    return overlap.classes.empty() ? metrics::ClassOverlap{} : overlap.classes.front();
}

int Evaluation::bestThreshold() const
{
    int best = (kThresholds - 1) / 2;
    double bestDice = -1;
    for (int i = 0; i < kThresholds; ++i) {
        const double dice = woundOverlap(i, metrics::EmptyRule::NnUnet).perImage.dice.value;
        if (dice > bestDice) {
            best = i;
            bestDice = dice;
        }
    }
    return best;
}

std::vector<metrics::Counts> Evaluation::tissuePooled() const
{
    std::vector<metrics::Counts> pooled(tissue.empty() ? 0 : tissue.front().size());
    for (const auto& image : tissue) {
        for (std::size_t c = 0; c < pooled.size(); ++c) {
            pooled[c] += image[c];
        }
    }
    return pooled;
}

namespace {

/// Runs `work` without gradients; what LibTorch throws becomes an Error here.
template <typename Value, typename Work>
Result<Value> guarded(models::Model& model, const EvaluateOptions& options, Work work)
{
    try {
        torch::NoGradGuard noGrad;
        model.eval();
        return work();
    } catch (const std::bad_alloc&) {
        return Error{ErrorKind::OutOfMemory, "", "there is not enough memory to evaluate the model"};
    } catch (const std::exception& error) {
        return Error{ErrorKind::Device, options.device, std::string("LibTorch could not evaluate the model: ") + error.what()};
    }
}

/// Expected calibration error of the predicted class at a temperature.
double calibrationErrorAt(const LogitSample& sample, double temperature)
{
    const auto channels = static_cast<std::int64_t>(sample.channels);
    const torch::Tensor logits =
        torch::tensor(sample.logits, torch::kFloat64).view({static_cast<std::int64_t>(sample.truth.size()), channels}) /
        temperature;
    const torch::Tensor probabilities =
        channels == 1 ? torch::cat({1 - logits.sigmoid(), logits.sigmoid()}, 1) : logits.softmax(1);
    const auto [confidence, predicted] = probabilities.max(1);
    std::vector<std::uint8_t> correct(sample.truth.size());
    for (std::size_t i = 0; i < correct.size(); ++i) {
        correct[i] = predicted[static_cast<std::int64_t>(i)].item<std::int64_t>() == sample.truth[i] ? 1 : 0;
    }
    const torch::Tensor sure = confidence.contiguous();
    return metrics::calibrationError({sure.data_ptr<double>(), correct.size()}, correct).ece;
}

}  // namespace

Result<Evaluation> evaluate(models::Model& model, const PhotoSet& photos, const EvaluateOptions& options, Progress& progress)
{
    return guarded<Evaluation>(model, options, [&]() -> Result<Evaluation> {
        Evaluation evaluation;
        std::int64_t done = 0;
        for (const std::size_t index : photos.rows) {
            const PackedRow& row = photos.data.rows()[index];
            const PackedPlanes planes = photos.data.planes(index);
            const Maps maps = predict(model, padded(row, planes, options, model.stride()), options);
            judge(evaluation, {row, planes, maps}, options.sampleLogits);
            if (!progress.update(++done, static_cast<std::int64_t>(photos.rows.size()), "evaluate")) {
                return Error{ErrorKind::Cancelled, "", "evaluation was stopped"};
            }
        }
        return evaluation;
    });
}

Result<LabelMap> predictLabels(models::Model& model, const PackedDataset& data, std::size_t row, const EvaluateOptions& options,
                               double threshold)
{
    return guarded<LabelMap>(model, options, [&]() -> Result<LabelMap> {
        const PackedRow& photo = data.rows()[row];
        Maps maps = predict(model, padded(photo, data.planes(row), options, model.stride()), options);
        if (!maps.contains("wound")) {
            return Error{ErrorKind::BadInput, "model", "has no wound head; there are no masks to write"};
        }
        const torch::Tensor wound = maps["wound"].probabilities[0] >= threshold;
        torch::Tensor labels = torch::full_like(wound, static_cast<std::int64_t>(kIgnore), torch::kUInt8);
        if (maps.contains("tissue")) {
            labels = (maps["tissue"].probabilities.slice(0, 1).argmax(0) + 1).to(torch::kUInt8);
        }
        labels = (labels * wound).contiguous();
        LabelMap map(photo.width, photo.height);
        std::copy_n(labels.data_ptr<std::uint8_t>(), map.values().size(), map.values().begin());
        return map;
    });
}

FittedTemperature fittedTemperature(const LogitSample& sample)
{
    FittedTemperature fitted;
    if (sample.truth.empty()) {
        return fitted;
    }
    if (sample.channels == 1) {
        const std::vector<std::uint8_t> labels(sample.truth.begin(), sample.truth.end());
        fitted.value = metrics::fitTemperature(sample.logits, labels).value;
    } else {
        fitted.value = metrics::fitTemperature(sample.logits, sample.truth, sample.channels).value;
    }
    fitted.eceBefore = calibrationErrorAt(sample, 1);
    fitted.eceAfter = calibrationErrorAt(sample, fitted.value);
    return fitted;
}

}  // namespace cicatrix::train
