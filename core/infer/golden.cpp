// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/infer/network.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace cicatrix::infer {

namespace {

constexpr int kSamples = 64;
constexpr double kTolerance = 1e-3;  ///< of a probability: float sums differ between processors
constexpr double kLeastDice = 0.999;
constexpr int kPictureFactor = 5;  ///< the picture's side in units of the network's multiple

/// A limb-coloured field with a red and yellow wound, by integers alone, so that it is the same everywhere.
Grid<Rgb> goldenPicture(std::uint64_t seed, int side)
{
    SplitMix64 random(seed);
    Grid<Rgb> picture(side, side);
    const int radius = side / 4;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const int dx = x - side / 2;
            const int dy = y - side / 2;
            const bool wound = dx * dx + 2 * dy * dy < radius * radius;
            const bool slough = wound && dx > radius / 4;
            const Rgb base = slough ? Rgb{196, 170, 96} : wound ? Rgb{150, 40, 38} : Rgb{206, 160, 132};
            const auto noisy = [&](std::uint8_t v) {
                return static_cast<std::uint8_t>(v - 8 + static_cast<int>(random.next() >> 60));
            };
            picture.at(x, y) = {noisy(base.r), noisy(base.g), noisy(base.b)};
        }
    }
    return picture;
}

struct Answer {
    std::vector<double> samples;  ///< probabilities at fixed places of every channel
    LabelMap labels;
};

Result<Answer> answerOf(Network& network, const ModelInfo& info, std::uint64_t seed)
{
    const int wanted = kPictureFactor * network.multiple();
    const int side = info.plan.square ? info.plan.side : wanted;
    const Grid<Rgb> picture = goldenPicture(seed, side);
    const PixelRect whole{0, 0, side, side};
    const Planes input = samplePhoto(picture, whole, {side, side, 0, 0, side, side}, {info.mean, info.sd});
    CICATRIX_ASSIGN(Planes output, network.probabilities(input));
    Answer answer;
    for (int i = 0; i < kSamples; ++i) {
        answer.samples.push_back(
            static_cast<double>(output.values[output.values.size() * static_cast<std::size_t>(i) / kSamples]));
    }
    answer.labels = LabelMap(side, side);
    Grid<std::uint8_t> confidence(side, side);
    drawLabels({whole, std::move(output)}, network.rules(), whole, answer.labels, confidence);
    return answer;
}

/// Codes as [code, length, code, length, …].
nlohmann::json runsOf(const LabelMap& labels)
{
    nlohmann::json runs = nlohmann::json::array();
    const std::span<const std::uint8_t> codes = labels.values();
    for (std::size_t i = 0; i < codes.size();) {
        std::size_t end = i;
        while (end < codes.size() && codes[end] == codes[i]) {
            ++end;
        }
        runs.push_back(int{codes[i]});
        runs.push_back(end - i);
        i = end;
    }
    return runs;
}

/// Dice over all labelled pixels: a pixel agrees when its code does. Both empty: 1.
double agreement(const LabelMap& labels, const std::vector<std::uint64_t>& runs)
{
    std::size_t at = 0;
    std::int64_t both = 0;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i + 1 < runs.size(); i += 2) {
        for (std::uint64_t k = 0; k < runs[i + 1] && at < labels.size(); ++k, ++at) {
            const std::uint8_t ours = labels.values()[at];
            both += ours == runs[i] && ours != 0 ? 1 : 0;
            sum += (ours != 0 ? 1 : 0) + (runs[i] != 0 ? 1 : 0);
        }
    }
    if (at != labels.size()) {
        return 0;
    }
    return sum == 0 ? 1 : 2.0 * static_cast<double>(both) / static_cast<double>(sum);
}

}  // namespace

Result<std::string> makeGolden(Network& network, const ModelInfo& info)
{
    constexpr std::uint64_t kSeed = 1;
    CICATRIX_ASSIGN(const Answer answer, answerOf(network, info, kSeed));
    return canonicalJson({{"schema", "cicatrix.golden/1"},
                          {"seed", kSeed},
                          {"probabilities", answer.samples},
                          {"labels", runsOf(answer.labels)}});
}

Result<void> checkGolden(Network& network, const ModelInfo& info, std::string_view goldenJson)
{
    const auto refuse = [&](const std::string& why) {
        return Error{ErrorKind::ModelRefused, info.name, "golden.json " + why + "; install the package again"};
    };
    auto golden = parseJson(goldenJson, "golden.json");
    if (!golden) {
        return refuse("is not valid JSON");
    }
    std::uint64_t seed = 0;
    std::vector<double> samples;
    std::vector<std::uint64_t> runs;
    try {
        if (golden->at("schema") != "cicatrix.golden/1") {
            return refuse("has an unknown schema");
        }
        seed = golden->at("seed").get<std::uint64_t>();
        samples = golden->at("probabilities").get<std::vector<double>>();
        runs = golden->at("labels").get<std::vector<std::uint64_t>>();
    } catch (const nlohmann::json::exception&) {
        return refuse("is incomplete");
    }
    CICATRIX_ASSIGN(const Answer answer, answerOf(network, info, seed));
    if (samples.size() != answer.samples.size()) {
        return refuse("belongs to another network");
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (!(std::abs(samples[i] - answer.samples[i]) <= kTolerance)) {
            return refuse("differs from what the network gives on its test picture");
        }
    }
    if (agreement(answer.labels, runs) < kLeastDice) {
        return refuse("holds another label map than the network gives on its test picture");
    }
    return {};
}

}  // namespace cicatrix::infer
