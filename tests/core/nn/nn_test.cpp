// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/balanced_backward.h"
#include "core/nn/checkpoint.h"
#include "core/nn/lite_encoder.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace cicatrix;
using namespace cicatrix::nn;
using nlohmann::json;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::unique_ptr<Balancer> balancer(const json& spec,
                                   std::vector<BalancedTask> tasks = {{"wound", 1.7}, {"tissue", 2.9}, {"depth", 1}})
{
    auto made = makeBalancer(spec, std::move(tasks));
    if (!made) {
        qFatal("%s", made.error().message().c_str());
    }
    return std::move(*made);
}

/// Losses and norms that move, the same for the same step.
BalancerInput inputAt(int step, int epoch = 0)
{
    const double s = step;
    return {{1.5 + std::sin(s), 0.7 + 0.1 * std::cos(s), 2.0 / (1 + 0.05 * s)},
            {true, true, true},
            {2.0, 0.5 + 0.01 * s, 1.1},
            epoch};
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

Bytes fileOf(const NamedTensors& tensors) { return toSafetensors(tensors, {}).value(); }

NamedTensors reread(Bytes bytes)
{
    return fromSafetensors(SafetensorsFile::parse(std::move(bytes), "test").value(), "test").value();
}

}  // namespace

class NnTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void gradNormWeightsStayOneUntilEveryTaskHasItsInitialLoss()
    {
        auto gradNorm = balancer({{"id", "gradnorm"}});
        for (int step = 0; step < 20; ++step) {
            QCOMPARE(gradNorm->step(inputAt(step)).value(), (std::vector<double>{1, 1, 1}));
        }
        QVERIFY(gradNorm->step(inputAt(20)).value() != (std::vector<double>{1, 1, 1}));
    }

    void gradNormWeightsSumToTheNumberOfTasks_data()
    {
        QTest::addColumn<QString>("initial");
        QTest::addColumn<QString>("optimiser");
        for (const char* initial : {"first", "first_epoch", "theory"}) {
            for (const char* optimiser : {"sgd", "adam"}) {
                QTest::addRow("%s %s", initial, optimiser) << initial << optimiser;
            }
        }
    }
    void gradNormWeightsSumToTheNumberOfTasks()
    {
        QFETCH(QString, initial);
        QFETCH(QString, optimiser);
        auto gradNorm = balancer({{"id", "gradnorm"}, {"l0", initial.toStdString()}, {"optimiser", optimiser.toStdString()}});
        for (int step = 0; step < 80; ++step) {
            const auto weights = gradNorm->step(inputAt(step, step / 30)).value();
            QVERIFY(std::abs(sum(weights) - 3) < 1e-9);
            QVERIFY(*std::min_element(weights.begin(), weights.end()) > 0);
        }
        QVERIFY(gradNorm->state()["w"] != (std::vector<double>{1, 1, 1}));
    }

    void gradNormUsesEqualWeightsInItsFirstEpoch()
    {
        auto gradNorm = balancer({{"id", "gradnorm"}, {"l0", "first_epoch"}});
        for (int step = 0; step < 60; ++step) {
            QCOMPARE(gradNorm->step(inputAt(step, 0)).value(), (std::vector<double>{1, 1, 1}));
        }
        (void)gradNorm->step(inputAt(60, 1));
        QVERIFY(gradNorm->step(inputAt(61, 1)).value() != (std::vector<double>{1, 1, 1}));
    }

    void anInactiveTaskKeepsItsState()
    {
        auto gradNorm = balancer({{"id", "gradnorm"}});
        for (int step = 0; step < 30; ++step) {
            (void)gradNorm->step(inputAt(step));
        }
        const auto before = gradNorm->state();
        auto input = inputAt(30);
        input.active[1] = false;
        input.losses[1] = kNan;
        const auto weights = gradNorm->step(input).value();
        const auto after = gradNorm->state();
        QCOMPARE(weights[1], 0.0);
        for (const char* name : {"w", "l0_sum", "l0_count", "adam_m", "adam_v", "adam_steps"}) {
            QCOMPARE(after.at(name)[1], before.at(name)[1]);
        }
        QVERIFY(after.at("w")[0] != before.at("w")[0]);
        QVERIFY(std::abs(sum(after.at("w")) - 3) < 1e-9);
    }

    void aTaskWithoutGradientSitsTheStepOut()
    {
        auto gradNorm = balancer({{"id", "gradnorm"}, {"l0", "theory"}});
        auto input = inputAt(0);
        input.norms[2] = 1e-13;
        QCOMPARE(gradNorm->step(input).value()[2], 0.0);
        QCOMPARE(gradNorm->state()["w"][2], 1.0);
    }

    void aTaskSeenLaterJoinsWithWeightOne()
    {
        auto gradNorm = balancer({{"id", "gradnorm"}});
        for (int step = 0; step < 60; ++step) {
            auto input = inputAt(step);
            input.active[2] = step >= 35;
            (void)gradNorm->step(input);
            QVERIFY(std::abs(sum(gradNorm->state()["w"]) - 3) < 1e-9);
            QCOMPARE(gradNorm->state()["w"][2] == 1.0, step < 54);
        }
    }

    void oneActiveTaskHasWeightOneAndMovesNothing_data() { everyBalancer(); }
    void oneActiveTaskHasWeightOneAndMovesNothing()
    {
        QFETCH(QString, id);
        auto some = balancer(specOf(id));
        for (int step = 0; step < 25; ++step) {
            (void)some->step(inputAt(step));
        }
        const auto before = some->state();
        auto input = inputAt(25);
        input.active = {false, true, false};
        QCOMPARE(some->step(input).value(), (std::vector<double>{0, 1, 0}));
        input.active = {false, false, false};
        QCOMPARE(some->step(input).value(), (std::vector<double>{0, 0, 0}));
        QVERIFY(some->state() == before);
    }

    void identicalTasksHaveEqualWeights_data() { everyBalancer(); }
    void identicalTasksHaveEqualWeights()
    {
        QFETCH(QString, id);
        auto some = balancer(id == "fixed" ? json{{"id", "fixed"}, {"weights", {{"a", 2}, {"b", 2}}}} : specOf(id),
                             {{"a", 1}, {"b", 1}});
        for (int step = 0; step < 40; ++step) {
            const double loss = 1 + std::cos(step);
            const auto weights = some->step({{loss, loss}, {true, true}, {0.3, 0.3}, 0}).value();
            QVERIFY(std::abs(weights[0] - weights[1]) < 1e-12);
        }
    }

    void permutingTheTasksPermutesTheWeights()
    {
        auto straight = balancer({{"id", "gradnorm"}});
        auto turned = balancer({{"id", "gradnorm"}}, {{"depth", 1}, {"wound", 1.7}, {"tissue", 2.9}});
        const auto turn = [](const std::vector<double>& v) { return std::vector<double>{v[2], v[0], v[1]}; };
        for (int step = 0; step < 50; ++step) {
            const auto input = inputAt(step);
            const auto a = turn(straight->step(input).value());
            const auto b = turned->step({turn(input.losses), {true, true, true}, turn(input.norms), 0}).value();
            for (std::size_t t = 0; t < 3; ++t) {
                QVERIFY(std::abs(a[t] - b[t]) < 1e-12);
            }
        }
    }

    void aResumedBalancerGoesOnBitForBit_data() { everyBalancer(); }
    void aResumedBalancerGoesOnBitForBit()
    {
        QFETCH(QString, id);
        auto whole = balancer(specOf(id));
        for (int step = 0; step < 33; ++step) {
            (void)whole->step(inputAt(step));
        }
        auto resumed = balancer(specOf(id));
        QVERIFY(resumed->load(whole->state()).has_value());
        for (int step = 33; step < 50; ++step) {
            QCOMPARE(resumed->step(inputAt(step)).value(), whole->step(inputAt(step)).value());
        }
    }

    void aWrongBalancerStateIsRefused()
    {
        auto gradNorm = balancer({{"id", "gradnorm"}});
        const auto good = gradNorm->state();
        for (const int fault : {0, 1, 2, 3}) {
            auto bad = good;
            if (fault == 0)
                bad.erase("w");
            if (fault == 1)
                bad["extra"] = {1};
            if (fault == 2)
                bad["w"].pop_back();
            if (fault == 3)
                bad["w"][0] = kNan;
            QVERIFY(!gradNorm->load(bad).has_value());
            QVERIFY(gradNorm->state() == good);
        }
    }

    void aLossThatIsNotFiniteNamesItsTask()
    {
        auto gradNorm = balancer({{"id", "gradnorm"}});
        auto input = inputAt(0);
        input.losses[1] = kNan;
        const auto weights = gradNorm->step(input);
        QVERIFY(!weights.has_value());
        QVERIFY(weights.error().message().find("tissue") != std::string::npos);
    }

    void aWrongBalancerConfigurationNamesItsKey_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        QTest::newRow("no id") << R"({})"
                               << "id";
        QTest::newRow("unknown id") << R"({"id":"magic"})"
                                    << "id";
        QTest::newRow("unknown key") << R"({"id":"ew","alpha":1})"
                                     << "alpha";
        QTest::newRow("wrong type") << R"({"id":"gradnorm","alpha":"high"})"
                                    << "alpha";
        QTest::newRow("out of range") << R"({"id":"gradnorm","lr":-1})"
                                      << "lr";
        QTest::newRow("scope") << R"({"id":"gradnorm","scope":"first_layer"})"
                               << "scope";
        QTest::newRow("weights missing") << R"({"id":"fixed"})"
                                         << "weights";
        QTest::newRow("weights of other tasks") << R"({"id":"fixed","weights":{"wound":1,"tissue":1,"x":1}})"
                                                << "weights";
        QTest::newRow("no object") << R"([1])"
                                   << "object";
    }
    void aWrongBalancerConfigurationNamesItsKey()
    {
        QFETCH(QString, text);
        QFETCH(QString, key);
        const auto made = makeBalancer(json::parse(text.toStdString()), {{"wound", 1}, {"tissue", 1}, {"depth", 1}});
        QVERIFY(!made.has_value());
        QVERIFY2(made.error().message().find(key.toStdString()) != std::string::npos, made.error().message().c_str());
    }

    void ignoredPixelsCountNowhere()
    {
        torch::manual_seed(1);
        const auto logits = torch::randn({2, 5, 6, 6}, torch::kDouble).requires_grad_(true);
        auto target = torch::randint(0, 5, {2, 6, 6}, torch::kLong).to(torch::kByte);
        target.slice(1, 0, 2).fill_(kIgnore);
        const auto loss = taskLoss({"ce_dice"}, logits, target);
        const auto cropped = taskLoss({"ce_dice"}, logits.slice(2, 2), target.slice(1, 2));
        QVERIFY(std::abs(loss.value.item<double>() - cropped.value.item<double>()) < 1e-12);
        const auto gradient = torch::autograd::grad({loss.value}, {logits})[0];
        QCOMPARE(gradient.slice(2, 0, 2).abs().max().item<double>(), 0.0);
    }

    void nothingToLearnFromIsInactive()
    {
        const auto logits = torch::randn({2, 1, 4, 4}).requires_grad_(true);
        const auto target = torch::full({2, 4, 4}, kIgnore, torch::kByte);
        for (const auto& loss : {taskLoss({"bce_dice"}, logits, target),
                                 taskLoss({"bce_dice"}, logits, torch::zeros_like(target), torch::zeros({2}, torch::kBool))}) {
            QVERIFY(!loss.active);
            QCOMPARE(loss.value.item<float>(), 0.0F);
            QVERIFY(!loss.value.requires_grad());
        }
    }

    void theoreticalLosses()
    {
        QVERIFY(std::abs(theoreticalLoss({"bce_dice"}, 1) - (std::log(2.0) + 1)) < 1e-12);
        QVERIFY(std::abs(theoreticalLoss({"ce_dice"}, 7) - (std::log(7.0) + 1)) < 1e-12);
    }

    void aWrongLossNamesItsKey()
    {
        QVERIFY(parseLossSpec({{"id", "ce_dice"}, {"focal_gamma", 2}}).value().focalGamma == 2);
        for (const json& bad :
             {json{{"id", "mse"}}, json{{"id", "bce_dice"}, {"dice", -1}}, json{{"id", "bce_dice"}, {"gamma", 1}}}) {
            QVERIFY(!parseLossSpec(bad).has_value());
        }
    }

    void stridedLayersPadAsTensorFlowDoes_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        QTest::newRow("even 3") << 8 << 3 << 0 << 1;
        QTest::newRow("even 5") << 8 << 5 << 1 << 2;
        QTest::newRow("odd 3") << 7 << 3 << 1 << 1;
        QTest::newRow("odd 5") << 7 << 5 << 2 << 2;
    }
    void stridedLayersPadAsTensorFlowDoes()
    {
        QFETCH(int, size);
        QFETCH(int, kernel);
        QFETCH(int, before);
        QFETCH(int, after);
        const auto padded = padSame(torch::ones({1, 1, size, size}), kernel, 2);
        QCOMPARE(padded.size(3), std::int64_t{size + before + after});
        QCOMPARE(padded.slice(3, 0, before).sum().item<float>(), 0.0F);
        QCOMPARE(padded.slice(3, before, before + size).slice(2, before, before + size).min().item<float>(), 1.0F);
    }

    void weightsSurviveAFileBitForBit()
    {
        ConvBlock saved(3, 4);
        saved.forward(torch::randn({2, 3, 8, 8}));  // moves the batch norms' statistics
        ConvBlock loaded(3, 4);
        QVERIFY(loadState(loaded, reread(fileOf(namedState(saved))), "test").has_value());
        for (const auto& [name, tensor] : namedState(saved)) {
            QVERIFY2(torch::equal(tensor, namedState(loaded).at(name)), name.c_str());
        }
    }

    void everyElementTypeSurvivesAFile()
    {
        NamedTensors tensors;
        for (const auto type :
             {torch::kDouble, torch::kFloat, torch::kHalf, torch::kBFloat16, torch::kLong, torch::kInt, torch::kByte}) {
            tensors.emplace("t" + std::to_string(static_cast<int>(type)), torch::arange(6).reshape({2, 3}).to(type));
        }
        tensors.emplace("scalar", torch::tensor(3.5));
        const auto back = reread(fileOf(tensors));
        QCOMPARE(back.size(), tensors.size());
        for (const auto& [name, tensor] : tensors) {
            QCOMPARE(back.at(name).scalar_type(), tensor.scalar_type());
            QVERIFY(torch::equal(back.at(name), tensor));
        }
    }

    void unfitWeightsAreRefusedAndChangeNothing_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char* fault : {"missing", "extra", "shape", "nan", "infinite", "integer"}) {
            QTest::newRow(fault) << fault;
        }
    }
    void unfitWeightsAreRefusedAndChangeNothing()
    {
        QFETCH(QString, fault);
        ConvBlock block(3, 4);
        NamedTensors tensors;
        for (const auto& [name, tensor] : namedState(block)) {
            tensors.emplace(name, tensor + 1);
        }
        const std::string victim = "conv1.weight";
        if (fault == "missing")
            tensors.erase(victim);
        if (fault == "extra")
            tensors["conv2.weight"] = torch::ones({1});
        if (fault == "shape")
            tensors[victim] = torch::ones({4, 4, 3, 1});
        if (fault == "nan")
            tensors[victim][0][0][0][0] = kNan;
        if (fault == "infinite")
            tensors[victim][0][0][0][0] = std::numeric_limits<double>::infinity();
        if (fault == "integer")
            tensors[victim] = tensors[victim].to(torch::kLong);
        const auto before = block.parameters()[0].clone();
        const auto loaded = loadState(block, tensors, "weights.safetensors");
        QVERIFY(!loaded.has_value());
        QVERIFY(loaded.error().kind == ErrorKind::ModelRefused);
        QVERIFY(loaded.error().message().find(fault == "extra" ? "conv2.weight" : victim) != std::string::npos);
        QVERIFY(torch::equal(block.parameters()[0], before));
    }

private:
    static void everyBalancer()
    {
        QTest::addColumn<QString>("id");
        for (const auto& id : balancerIds()) {
            QTest::newRow(id.c_str()) << QString::fromStdString(id);
        }
    }
    static json specOf(const QString& id)
    {
        json spec{{"id", id.toStdString()}};
        if (id == "fixed") {
            spec["weights"] = {{"wound", 1}, {"tissue", 0.25}, {"depth", 2}};
        }
        return spec;
    }
};

QTEST_GUILESS_MAIN(NnTest)
#include "nn_test.moc"
