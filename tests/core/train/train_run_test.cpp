// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/nn/checkpoint.h"
#include "core/train/average.h"
#include "core/train/evaluate.h"
#include "core/train/metrics_file.h"
#include "core/train/optimiser.h"
#include "core/train/report.h"
#include "core/train/run_state.h"
#include "core/train/trainer.h"
#include "tests/core/train/tiny_set.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <sstream>

using namespace cicatrix;
using namespace cicatrix::train;
namespace fs = std::filesystem;

namespace {

/// Stops a run before its n-th step.
class StopAt : public Progress {
public:
    explicit StopAt(std::int64_t step) : m_step(step) {}
    bool update(std::int64_t done, std::int64_t, std::string_view stage) override { return stage != "train" || done < m_step; }

private:
    std::int64_t m_step;
};

std::string hashOf(const fs::path& path)
{
    const Result<Bytes> bytes = readFile(path);
    return bytes ? sha256Hex(*bytes) : "missing";
}

}  // namespace

class TrainRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto written = testing::writeTinySet(folder() / "tiny.cds", 18);
        QVERIFY2(written.has_value(), written ? "" : written.error().message().c_str());
    }

    void trainingLowersTheLoss()
    {
        TrainConfig config = tinyConfig();
        config.epochs = 6;
        std::ostringstream log;
        const auto outcome = runTraining(config, {folder() / "learns"}, Progress::none(), log);
        QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().message().c_str());
        const std::vector<nlohmann::json> epochs = epochLines(log.str());
        QCOMPARE(epochs.size(), std::size_t{6});
        for (const char* key : {"loss_wound", "loss_tissue"}) {
            const double first = epochs.front()[key];
            const double last = epochs.back()[key];
            QVERIFY2(last < 0.8 * first, qPrintable(QString("%1: %2 to %3").arg(key).arg(first).arg(last)));
        }
        QVERIFY(fs::exists(folder() / "learns" / "best.safetensors"));
        const auto metrics = readTextFile(folder() / "learns" / "metrics.csv");
        QCOMPARE(std::count(metrics->begin(), metrics->end(), '\n'), 7);
    }

    void aStoppedRunGoesOnBitForBit_data()
    {
        QTest::addColumn<QString>("balancer");
        QTest::newRow("equal") << "ew";
        QTest::newRow("gradnorm") << "gradnorm";
    }
    void aStoppedRunGoesOnBitForBit()
    {
        QFETCH(QString, balancer);
        TrainConfig config = tinyConfig();
        config.balancer = {{"id", balancer.toStdString()}};
        std::ostringstream log;
        const fs::path whole = folder() / ("whole " + balancer.toStdString());
        const fs::path parts = folder() / ("parts " + balancer.toStdString());
        QVERIFY(runTraining(config, {whole}, Progress::none(), log).has_value());
        StopAt early(3);
        const auto stopped = runTraining(config, {parts}, early, log);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        const auto resumed = runTraining(config, {parts, true}, Progress::none(), log);
        QVERIFY2(resumed.has_value(), resumed ? "" : resumed.error().message().c_str());
        QCOMPARE(hashOf(parts / "ema.safetensors"), hashOf(whole / "ema.safetensors"));
        QCOMPARE(hashOf(parts / "best.safetensors"), hashOf(whole / "best.safetensors"));
    }

    void aRunIsNotOverwrittenAndNotMixedUp()
    {
        TrainConfig config = tinyConfig();
        config.epochs = 1;
        const fs::path run = folder() / "kept";
        std::ostringstream log;
        QVERIFY(runTraining(config, {run}, Progress::none(), log).has_value());
        const auto again = runTraining(config, {run}, Progress::none(), log);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::BadInput);
        config.epochs = 2;
        const auto other = runTraining(config, {run, true}, Progress::none(), log);
        QVERIFY(!other);
        QVERIFY(QByteArray(other.error().message().c_str()).contains("configuration"));
    }

    void aLossThatIsNotFiniteStopsAndKeepsTheCheckpoint()
    {
        TrainConfig config = tinyConfig();
        const fs::path run = folder() / "nan";
        std::ostringstream log;
        StopAt early(2);
        QVERIFY(!runTraining(config, {run}, early, log));
        const fs::path file = run / "checkpoint.safetensors";
        blowUp(file);
        const std::string before = hashOf(file);
        const auto outcome = runTraining(config, {run, true}, Progress::none(), log);
        QVERIFY(!outcome);
        QVERIFY2(QByteArray(outcome.error().message().c_str()).contains("checkpoint is kept"),
                 outcome.error().message().c_str());
        QCOMPARE(hashOf(file), before);
    }

    void aFaultyModelOrLossIsRefusedBeforeAnythingIsWritten_data()
    {
        QTest::addColumn<QString>("patch");
        QTest::newRow("model") << R"({"model":{"system":"nonesuch"}})";
        QTest::newRow("loss") << R"({"losses":{"wound":{"id":"bce_dice"}}})";
        QTest::newRow("balancer") << R"({"balancer":{"id":"nonesuch"}})";
        QTest::newRow("size") << R"({"augment":{"size":50}})";
        QTest::newRow("encoder") << R"({"encoder_weights":"/nowhere/enc.safetensors"})";
        QTest::newRow("start") << R"({"start_weights":"/nowhere/run.safetensors"})";
    }
    void aFaultyModelOrLossIsRefusedBeforeAnythingIsWritten()
    {
        QFETCH(QString, patch);
        nlohmann::json json = toJson(tinyConfig());
        const nlohmann::json change = nlohmann::json::parse(patch.toStdString());
        json[change.begin().key()] = change.begin().value();
        const auto config = parseTrainConfig(json, "run.json");
        QVERIFY(config.has_value());
        std::ostringstream log;
        const fs::path run = folder() / (std::string("refused ") + QTest::currentDataTag());
        QVERIFY(!runTraining(*config, {run}, Progress::none(), log));
        QVERIFY(!fs::exists(run));
    }

    void aRunGoesOnFromGivenWeights()
    {
        TrainConfig config = tinyConfig();
        const fs::path first = folder() / "first";
        std::ostringstream log;
        QVERIFY(runTraining(config, {first}, Progress::none(), log).has_value());
        config.startWeights = (first / "best.safetensors").string();
        const auto model = makeConfiguredModel(config);
        QVERIFY2(model.has_value(), model ? "" : model.error().message().c_str());
        const auto file = readFile(config.startWeights);
        QVERIFY(file.has_value());
        const auto opened = SafetensorsFile::parse(*file, "best.safetensors");
        QVERIFY(opened.has_value());
        const auto given = nn::fromSafetensors(*opened, "best.safetensors");
        QVERIFY(given.has_value());
        for (const auto& [name, tensor] : nn::namedState(**model)) {
            QVERIFY2(torch::equal(tensor, given->at(name).to(tensor.dtype())), name.c_str());
        }
        // Another draw of the hold-out: these weights were trained on some of its photos.
        ++config.seed;
        QVERIFY(!makeConfiguredModel(config));
        --config.seed;
        config.validationFraction /= 2;
        QVERIFY(!makeConfiguredModel(config));
        fs::copy_file(first / "best.safetensors", folder() / "alone.safetensors");
        config.startWeights = (folder() / "alone.safetensors").string();
        QVERIFY(!makeConfiguredModel(config));
    }

    void theMeanOfTwoRunsIsAStartAndAResult()
    {
        TrainConfig config = tinyConfig();
        std::ostringstream log;
        const fs::path first = folder() / "mean first";
        const fs::path second = folder() / "mean second";
        QVERIFY(runTraining(config, {first}, Progress::none(), log).has_value());
        config.optimiser.decoderRate *= 2;
        QVERIFY(runTraining(config, {second}, Progress::none(), log).has_value());
        const std::vector<fs::path> files{first / "best.safetensors", second / "best.safetensors"};
        const fs::path folderOfMean = folder() / "mean";
        QVERIFY(averageWeights(files, folderOfMean).has_value());
        const auto state = [&](const fs::path& file) {
            config.startWeights = file.string();
            return nn::namedState(**makeConfiguredModel(config));
        };
        const nn::NamedTensors a = state(files[0]);
        const nn::NamedTensors b = state(files[1]);
        bool differ = false;
        for (const auto& [name, tensor] : state(folderOfMean / "weights.safetensors")) {
            differ = differ || !torch::equal(a.at(name), b.at(name));
            QVERIFY2(torch::allclose(tensor, (a.at(name) + b.at(name)) / 2, 1e-5, 1e-7), name.c_str());
        }
        QVERIFY(differ);

        QVERIFY(!averageWeights(files, folderOfMean));  // nothing is overwritten
        QVERIFY(!averageWeights({files[0]}, folder() / "mean of one"));
        ++config.seed;
        config.startWeights.clear();
        const fs::path other = folder() / "mean other";
        QVERIFY(runTraining(config, {other}, Progress::none(), log).has_value());
        const fs::path refused = folder() / "mean refused";
        QVERIFY(!averageWeights({files[0], other / "best.safetensors"}, refused));
        QVERIFY(!fs::exists(refused));
    }

    void theRateWarmsUpAndFalls()
    {
        torch::nn::Linear model(2, 2);
        OptimiserConfig config;
        config.warmupSteps = 10;
        const AdamW optimiser(*model, config, 110);
        QCOMPARE(optimiser.schedule(0), 0.1);
        QCOMPARE(optimiser.schedule(9), 1.0);
        QVERIFY(std::abs(optimiser.schedule(60) - 0.505) < 1e-9);
        QVERIFY(std::abs(optimiser.schedule(110) - 0.01) < 1e-9);
    }

    void ourAdamWEqualsTorchs()
    {
        torch::manual_seed(3);
        torch::nn::Linear ours(4, 3);
        torch::nn::Linear theirs(4, 3);
        theirs->weight.set_data(ours->weight.detach().clone());
        theirs->bias.set_data(ours->bias.detach().clone());
        OptimiserConfig config;
        config.warmupSteps = 0;
        config.finalShare = 1;
        config.decoderRate = 0.01;
        config.weightDecay = 0.1;
        AdamW mine(*ours, config, 100);
        using Group = torch::optim::OptimizerParamGroup;
        const auto options = [](double decay) {
            return std::make_unique<torch::optim::AdamWOptions>(torch::optim::AdamWOptions(0.01).weight_decay(decay));
        };
        torch::optim::AdamW reference(
            std::vector<Group>{Group({theirs->weight}, options(0.1)), Group({theirs->bias}, options(0))});
        for (int step = 0; step < 20; ++step) {
            const torch::Tensor input = torch::randn({5, 4});
            mine.zeroGradients();
            reference.zero_grad();
            ours->forward(input).pow(2).sum().backward();
            theirs->forward(input).pow(2).sum().backward();
            mine.step(step);
            reference.step();
        }
        QVERIFY(torch::allclose(ours->weight, theirs->weight, 1e-5, 1e-7));
        QVERIFY(torch::allclose(ours->bias, theirs->bias, 1e-5, 1e-7));
    }

    void aRunIsJudgedWithTheHashOfItsWeights()
    {
        TrainConfig config = tinyConfig();
        std::ostringstream log;
        const fs::path run = folder() / "judged";
        QVERIFY(runTraining(config, {run}, Progress::none(), log).has_value());
        const auto report = judgeRun(config, {run / "best.safetensors", false, true}, Progress::none());
        QVERIFY2(report.has_value(), report ? "" : report.error().message().c_str());
        QCOMPARE((*report)["weights_sha256"].get<std::string>(), hashOf(run / "best.safetensors"));
        QCOMPARE((*report)["hold_out"]["wound"]["photos"].get<int>(), 3);
        const double dice = (*report)["hold_out"]["wound"]["pooled"]["dice"];
        QVERIFY2(dice > 0.1 && dice <= 1, qPrintable(QString::number(dice)));
        const nlohmann::json& ece = (*report)["ece"]["wound"];
        QVERIFY(ece["before"].get<double>() > 0 && ece["after"].get<double>() < 0.5);

        const fs::path masks = folder() / "masks";
        const auto written = writePredictions(config, {run / "best.safetensors", false, true}, masks, Progress::none());
        QVERIFY2(written.has_value(), written ? "" : written.error().message().c_str());
        QCOMPARE(*written, std::size_t{3});
        for (const auto& entry : fs::recursive_directory_iterator(masks)) {
            if (entry.is_regular_file()) {
                const auto mask = readTextFile(entry.path());
                const std::string header = "P5\n48 56\n255\n";
                QVERIFY(mask && mask->starts_with(header));
                QCOMPARE(mask->size(), header.size() + std::size_t{48} * 56);
            }
        }
        QVERIFY(!writePredictions(config, {run / "best.safetensors", false, true}, masks, Progress::none()));
    }

    void aTemperatureMendsOverconfidence()
    {
        LogitSample sample{1, {}, {}};
        for (int i = 0; i < 1000; ++i) {  // says 98 %, is right in 80 %
            sample.logits.push_back(4);
            sample.truth.push_back(i % 5 == 0 ? 0 : 1);
        }
        const FittedTemperature fitted = fittedTemperature(sample);
        QVERIFY(std::abs(fitted.value - 4 / std::log(4.0)) < 0.01);
        QVERIFY(std::abs(fitted.eceBefore - (1 / (1 + std::exp(-4.0)) - 0.8)) < 1e-6);
        QVERIFY(fitted.eceAfter < 1e-3);
    }

private:
    [[nodiscard]] fs::path folder() const { return m_folder.path().toStdString(); }

    [[nodiscard]] TrainConfig tinyConfig() const
    {
        TrainConfig config;
        config.data = (folder() / "tiny.cds").string();
        config.protocol = "clean";
        config.model = nlohmann::json::parse(R"({"system":"hps","encoder":"unet","base":4,"seed":1,"tasks":[
            {"name":"wound","kind":"seg_binary"},{"name":"tissue","kind":"seg_multi","classes":6}]})");
        config.inputMean = 127.5;
        config.augment.size = 32;
        config.batch = 4;
        config.tissuePerBatch = 2;
        config.epochs = 2;
        config.optimiser.warmupSteps = 2;
        config.optimiser.encoderRate = 5e-3;
        config.optimiser.decoderRate = 5e-3;
        config.optimiser.emaDecay = 0.9;
        return config;
    }

    static std::vector<nlohmann::json> epochLines(const std::string& log)
    {
        std::vector<nlohmann::json> lines;
        std::istringstream text(log);
        for (std::string line; std::getline(text, line);) {
            const nlohmann::json json = nlohmann::json::parse(line);
            if (json.contains("rate_factor")) {
                lines.push_back(json);
            }
        }
        return lines;
    }

    /// Makes every weight of the stored network so large that its next forward pass overflows.
    static void blowUp(const fs::path& file)
    {
        auto parsed = SafetensorsFile::parse(*readFile(file), "checkpoint");
        QVERIFY(parsed.has_value());
        nn::NamedTensors tensors = *nn::fromSafetensors(*parsed, "checkpoint");
        for (auto& [name, tensor] : tensors) {
            if (name.starts_with("model/") && name.ends_with("weight")) {
                tensor.fill_(3e38);
            }
        }
        QVERIFY(saveWeights(file, tensors, parsed->metadata()).has_value());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TrainRunTest)
#include "train_run_test.moc"
