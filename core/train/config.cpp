// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/config.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/train/selection.h"

#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <type_traits>

namespace cicatrix::train {

namespace {

constexpr double kNoLimit = std::numeric_limits<double>::max();

struct Range {
    double low;
    double high;
};

/// Reads an object's members into variables; the first problem is kept and names its key.
class Reader {
public:
    Reader(const nlohmann::json& json, std::string subject, std::string prefix)
        : m_json(json), m_subject(std::move(subject)), m_prefix(std::move(prefix))
    {
        if (!json.is_object()) {
            fail("", "must be an object");
        }
    }

    template <typename Number>
    void number(const char* key, Number& value, Range range)
    {
        const nlohmann::json* member = find(key);
        if (member == nullptr) {
            return;
        }
        const bool fits = std::is_integral_v<Number> ? member->is_number_integer() : member->is_number();
        const double read = fits ? member->get<double>() : 0;
        if (!fits || !std::isfinite(read) || read < range.low || read > range.high) {
            fail(key, "must be " + std::string(std::is_integral_v<Number> ? "a whole number" : "a number") + described(range));
        } else {
            value = member->get<Number>();
        }
    }
    void text(const char* key, std::string& value)
    {
        if (const nlohmann::json* member = find(key)) {
            member->is_string() ? static_cast<void>(value = member->get<std::string>()) : fail(key, "must be a text");
        }
    }
    void object(const char* key, nlohmann::json& value)
    {
        if (const nlohmann::json* member = find(key)) {
            member->is_object() ? static_cast<void>(value = *member) : fail(key, "must be an object");
        }
    }
    template <typename Read>
    void section(const char* key, Read read)
    {
        if (const nlohmann::json* member = find(key)) {
            Reader inner(*member, m_subject, m_prefix + key + ".");
            read(inner);
            if (const Result<void> done = inner.finish(); !done && !m_problem) {
                m_problem = done.error();
            }
        }
    }
    void fail(const std::string& key, const std::string& detail)
    {
        if (!m_problem) {
            m_problem = Error{ErrorKind::BadInput, m_subject, "\"" + m_prefix + key + "\" " + detail};
        }
    }
    /// The first problem; an unknown key is one.
    Result<void> finish()
    {
        if (m_json.is_object()) {
            for (const auto& [key, value] : m_json.items()) {
                if (!m_known.contains(key)) {
                    fail(key, "is no known setting");
                }
            }
        }
        return m_problem ? Result<void>(*m_problem) : Result<void>();
    }

private:
    const nlohmann::json* find(const char* key)
    {
        m_known.insert(key);
        const auto found = m_json.is_object() ? m_json.find(key) : m_json.end();
        return m_json.is_object() && found != m_json.end() ? &*found : nullptr;
    }
    static std::string described(Range range)
    {
        const nlohmann::json low = range.low;
        const nlohmann::json high = range.high;
        return range.high == kNoLimit ? " of at least " + low.dump() : " from " + low.dump() + " to " + high.dump();
    }

    const nlohmann::json& m_json;
    std::string m_subject;
    std::string m_prefix;
    std::set<std::string> m_known;
    std::optional<Error> m_problem;
};

void readAugment(Reader& reader, AugmentOptions& options)
{
    reader.number("size", options.size, {32, 4096});
    reader.number("scale_low", options.scaleLow, {0.05, 20});
    reader.number("scale_high", options.scaleHigh, {0.05, 20});
    reader.number("rotation_degrees", options.rotationDegrees, {0, 180});
    reader.number("flip", options.flip, {0, 1});
    reader.number("brightness", options.brightness, {0, 1});
    reader.number("contrast", options.contrast, {0, 0.95});
    reader.number("gamma", options.gamma, {0, 4});
    reader.number("saturation", options.saturation, {0, 1});
    reader.number("hue", options.hue, {0, 0.02});
    reader.number("wound_centred", options.woundCentred, {0, 1});
    if (options.scaleLow > options.scaleHigh) {
        reader.fail("scale_low", "must not be larger than scale_high");
    }
}

void readOptimiser(Reader& reader, OptimiserConfig& optimiser)
{
    reader.number("encoder_rate", optimiser.encoderRate, {0, 1});
    reader.number("decoder_rate", optimiser.decoderRate, {0, 1});
    reader.number("weight_decay", optimiser.weightDecay, {0, 1});
    reader.number("warmup_steps", optimiser.warmupSteps, {0, 1e9});
    reader.number("final_share", optimiser.finalShare, {0, 1});
    reader.number("clip", optimiser.clip, {0, kNoLimit});
    reader.number("ema_decay", optimiser.emaDecay, {0, 0.999999});
    reader.number("frozen_statistics_epochs", optimiser.frozenStatisticsEpochs, {0, 1e6});
}

}  // namespace

Result<TrainConfig> parseTrainConfig(const nlohmann::json& json, const std::string& subject)
{
    TrainConfig config;
    Reader reader(json, subject, "");
    reader.text("data", config.data);
    reader.text("protocol", config.protocol);
    reader.number("validation_fraction", config.validationFraction, {0, 0.9});
    reader.object("model", config.model);
    reader.text("encoder_weights", config.encoderWeights);
    reader.text("start_weights", config.startWeights);
    reader.number("input_mean", config.inputMean, {0, 255});
    reader.number("input_sd", config.inputSd, {1, 255});
    reader.section("augment", [&](Reader& inner) { readAugment(inner, config.augment); });
    reader.object("losses", config.losses);
    reader.object("balancer", config.balancer);
    reader.section("optimiser", [&](Reader& inner) { readOptimiser(inner, config.optimiser); });
    reader.number("batch", config.batch, {2, 4096});
    reader.number("tissue_per_batch", config.tissuePerBatch, {0, 4096});
    reader.number("epochs", config.epochs, {1, 1e6});
    reader.number("validate_every", config.validateEvery, {1, 1e6});
    reader.number("seed", config.seed, {0, 9e15});
    reader.number("threads", config.threads, {1, 1024});
    reader.number("workers", config.workers, {1, 64});
    reader.text("device", config.device);
    if (config.data.empty()) {
        reader.fail("data", "must name a packed data set (.cds)");
    }
    if (const auto protocol = Protocol::parse(config.protocol); !protocol) {
        reader.fail("protocol", "must be official, clean, fold:K or all");
    }
    if (config.tissuePerBatch >= config.batch) {
        reader.fail("tissue_per_batch", "must be smaller than batch");
    }
    CICATRIX_TRY(reader.finish());
    return config;
}

nlohmann::json toJson(const TrainConfig& config)
{
    const AugmentOptions& augment = config.augment;
    const OptimiserConfig& optimiser = config.optimiser;
    return {{"data", config.data},
            {"protocol", config.protocol},
            {"validation_fraction", config.validationFraction},
            {"model", config.model},
            {"encoder_weights", config.encoderWeights},
            {"start_weights", config.startWeights},
            {"input_mean", config.inputMean},
            {"input_sd", config.inputSd},
            {"augment",
             {{"size", augment.size},
              {"scale_low", augment.scaleLow},
              {"scale_high", augment.scaleHigh},
              {"rotation_degrees", augment.rotationDegrees},
              {"flip", augment.flip},
              {"brightness", augment.brightness},
              {"contrast", augment.contrast},
              {"gamma", augment.gamma},
              {"saturation", augment.saturation},
              {"hue", augment.hue},
              {"wound_centred", augment.woundCentred}}},
            {"losses", config.losses},
            {"balancer", config.balancer},
            {"optimiser",
             {{"encoder_rate", optimiser.encoderRate},
              {"decoder_rate", optimiser.decoderRate},
              {"weight_decay", optimiser.weightDecay},
              {"warmup_steps", optimiser.warmupSteps},
              {"final_share", optimiser.finalShare},
              {"clip", optimiser.clip},
              {"ema_decay", optimiser.emaDecay},
              {"frozen_statistics_epochs", optimiser.frozenStatisticsEpochs}}},
            {"batch", config.batch},
            {"tissue_per_batch", config.tissuePerBatch},
            {"epochs", config.epochs},
            {"validate_every", config.validateEvery},
            {"seed", config.seed},
            {"threads", config.threads},
            {"workers", config.workers},
            {"device", config.device}};
}

Result<TrainConfig> readTrainConfig(const std::filesystem::path& file)
{
    CICATRIX_ASSIGN(const std::string text, readTextFile(file));
    CICATRIX_ASSIGN(const nlohmann::json json, parseJson(text, file.filename().string()));
    return parseTrainConfig(json, file.filename().string());
}

Result<void> checkStartWeights(const TrainConfig& config)
{
    const std::filesystem::path weights = config.startWeights;
    const Result<TrainConfig> earlier = readTrainConfig(weights.parent_path() / "config.json");
    if (!earlier) {
        return Error{earlier.error().kind, weights.string(),
                     "lies beside no config.json that says which photos it has seen: " + earlier.error().message()};
    }
    if (earlier->protocol != config.protocol || earlier->seed != config.seed ||
        earlier->validationFraction != config.validationFraction) {
        return Error{ErrorKind::BadInput, weights.string(),
                     "has seen this run's hold-out: give both runs the same protocol, seed and validation_fraction"};
    }
    return {};
}

}  // namespace cicatrix::train
