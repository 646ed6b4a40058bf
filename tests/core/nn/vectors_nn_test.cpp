// SPDX-License-Identifier: GPL-3.0-or-later
// The published vectors EW, GN-*, LOSS-* and the goldens of single blocks.
#include "core/nn/balanced_backward.h"
#include "core/nn/balancers/gradnorm.h"
#include "core/nn/pyramid_decoder.h"
#include "tests/support/torch_vectors.h"

#include <QTest>

using namespace cicatrix;
using namespace cicatrix::nn;
using namespace cicatrix::testing;
using nlohmann::json;

namespace {

constexpr Tolerance kExact{1e-9};
constexpr Tolerance kFloat{1e-4};

std::vector<BalancedTask> tasks(std::size_t count)
{
    std::vector<BalancedTask> list;
    for (std::size_t t = 0; t < count; ++t) {
        list.push_back({"t" + std::to_string(t), 1.0});
    }
    return list;
}

std::vector<double> numbers(const json& values) { return values.get<std::vector<double>>(); }

BalancerInput balancerInput(const json& step)
{
    BalancerInput input;
    input.losses = numbers(step["L"]);
    input.active.assign(input.losses.size(), true);
    input.norms = numbers(step["norms"]);
    return input;
}

/// A GradNorm whose L0 and weights are given, as in the vectors.
std::unique_ptr<Balancer> gradNorm(const json& spec, const std::vector<double>& w, std::vector<double> initial)
{
    auto balancer = makeBalancer(spec, tasks(w.size()));
    auto state = balancer.value()->state();
    for (auto& value : initial) {
        value *= 20;
    }
    state["w"] = w;
    state["l0_sum"] = initial;
    state["l0_count"].assign(w.size(), 20);
    state["begun_step"].assign(w.size(), 0);
    state["begun_epoch"].assign(w.size(), 0);
    if (!balancer.value()->load(state)) {
        qFatal("the state of a vector was refused");
    }
    return std::move(*balancer);
}

bool sameTerms(const gradnorm::Terms& terms, const json& out)
{
    return near(terms.weightedNorms, out["G"], kExact) && near(terms.meanNorm, out["Gbar"].get<double>(), kExact) &&
           near(terms.rates, out["r"], kExact) && near(terms.targets, out["target"], kExact) &&
           near(terms.loss, out["grad_loss"].get<double>(), kExact) && near(terms.gradient, out["dw"], kExact);
}

double lossValue(const LossSpec& spec, const json& entry, torch::ScalarType type)
{
    const auto logits = tensorOf(entry["in"]["logits"]).to(type);
    const auto target = tensorOf(entry["in"]["target"]).to(torch::kByte);
    return taskLoss(spec, logits, target).value.item<double>();
}

}  // namespace

class VectorsNnTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void equalWeights()
    {
        const json entry = vectorEntry("balancers", "EW-3");
        auto balancer = makeBalancer({{"id", "ew"}}, tasks(3));
        const auto losses = numbers(entry["in"]["L"]);
        const auto weights = balancer.value()->step({losses, {true, true, true}, {}, 0});
        QVERIFY(near(weights.value(), entry["out"]["w"], kExact));
    }

    void gradNormStep_data()
    {
        QTest::addColumn<QString>("id");
        for (const char* id : {"GN-1", "GN-2", "GN-alpha0"}) {
            QTest::newRow(id) << id;
        }
    }
    void gradNormStep()
    {
        QFETCH(QString, id);
        const json entry = vectorEntry("balancers", id.toStdString());
        const json& in = entry["in"];
        const json& hp = entry["hp"];
        QVERIFY(sameTerms(gradnorm::terms({numbers(in["w"]), numbers(in["norms"]), numbers(in["L"]), numbers(in["L0"]),
                                           hp["alpha"].get<double>()}),
                          entry["out"]));
        auto balancer = gradNorm({{"id", "gradnorm"}, {"alpha", hp["alpha"]}, {"lr", hp["lr"]}, {"optimiser", "sgd"}},
                                 numbers(in["w"]), numbers(in["L0"]));
        const auto used = balancer->step(balancerInput(in));
        QVERIFY(near(used.value(), in["w"], kExact));
        QVERIFY(near(balancer->state()["w"], entry["out"]["w_new"], kExact));
    }

    void gradNormTrace()
    {
        const json entry = vectorEntry("balancers", "GN-trace");
        auto balancer = gradNorm({{"id", "gradnorm"}}, numbers(entry["in"]["w0"]), numbers(entry["in"]["L0"]));
        for (const json& step : entry["out"]["trace"]) {
            const auto before = balancer->state()["w"];
            QVERIFY(sameTerms(gradnorm::terms({before, numbers(step["norms"]), numbers(step["L"]), {1, 1}, 1.5}), step));
            QVERIFY(balancer->step(balancerInput(step)).has_value());
            QVERIFY(near(balancer->state()["w"], step["w_new"], kExact));
        }
    }

    void gradNormOfAToyNetwork()
    {
        const json entry = vectorEntry("balancers", "GN-toy");
        const json& in = entry["in"];
        auto shared = tensorOf(in["W"]).requires_grad_(true);
        const auto hidden = shared.matmul(tensorOf(in["x"]));
        BackwardPlan plan;
        plan.normParameters = {shared};
        for (int t = 0; t < 2; ++t) {
            const auto residual = tensorOf(in["heads"][t]).dot(hidden) - in["y"][t].get<double>();
            plan.losses.push_back({0.5 * residual * residual, true});
        }
        auto balancer = gradNorm({{"id", "gradnorm"}}, {0.5, 1.5}, {1, 1});
        const auto report = balancedBackward(plan, *balancer);
        QVERIFY(near(report.value().losses, entry["out"]["L"], kExact));
        QVERIFY(near(report.value().norms, entry["out"]["norms"], kExact));
        const auto grads = tensorOf(entry["out"]["grads"]);
        QVERIFY(torch::allclose(shared.grad(), 0.5 * grads[0] + 1.5 * grads[1], 1e-9));
    }

    void multiClassLoss_data()
    {
        QTest::addColumn<QString>("part");
        for (const char* part :
             {"ce", "focal_g2", "dice_image_fg", "dice_batch_fg", "dice_image_all", "dice_image_fg_present_only"}) {
            QTest::newRow(part) << part;
        }
    }
    void multiClassLoss()
    {
        QFETCH(QString, part);
        const json entry = vectorEntry("metrics_losses_inference", "LOSS-multi");
        LossSpec cross{"ce_dice"};
        cross.dice = 0;
        LossSpec spec = cross;
        spec.focalGamma = part == "focal_g2" ? 2 : 0;
        spec.dice = part.startsWith("dice") ? 1 : 0;
        spec.batchDice = part == "dice_batch_fg";
        spec.presentOnly = part.endsWith("present_only");
        spec.background = part == "dice_image_all";
        const double expected = entry["out"][part.toStdString()];
        for (const auto type : {torch::kDouble, torch::kFloat}) {
            const double base = spec.dice > 0 ? lossValue(cross, entry, type) : 0;
            QVERIFY(near(lossValue(spec, entry, type) - base, expected, type == torch::kDouble ? kExact : kFloat));
        }
    }

    void binaryLoss()
    {
        const json entry = vectorEntry("metrics_losses_inference", "LOSS-bin");
        LossSpec cross{"bce_dice"};
        cross.dice = 0;
        LossSpec batch{"bce_dice"};
        batch.batchDice = true;
        const double bce = lossValue(cross, entry, torch::kDouble);
        QVERIFY(near(bce, entry["out"]["bce"].get<double>(), kExact));
        QVERIFY(near(lossValue({"bce_dice"}, entry, torch::kDouble) - bce, entry["out"]["dice_image"].get<double>(), kExact));
        QVERIFY(near(lossValue(batch, entry, torch::kDouble) - bce, entry["out"]["dice_batch"].get<double>(), kExact));
    }

    void partialLabels()
    {
        const json entry = vectorEntry("metrics_losses_inference", "LOSS-masked");
        const auto wanted = tensorOf(entry["in"]["per_sample_loss"]);
        const auto has = tensorOf(entry["in"]["has"]).to(torch::kBool);
        LossSpec spec{"bce_dice"};
        spec.dice = 0;
        for (std::int64_t t = 0; t < 2; ++t) {
            // The logit of an object pixel whose cross-entropy is the wanted loss.
            const auto logits = -torch::log(torch::expm1(wanted.select(1, t))).reshape({3, 1, 1, 1}).expand({3, 1, 2, 2});
            const auto loss = taskLoss(spec, logits, torch::ones({3, 2, 2}, torch::kByte), has.select(1, t));
            QCOMPARE(loss.active, entry["out"]["active"][static_cast<std::size_t>(t)].get<int>() == 1);
            QVERIFY(
                near(loss.value.item<double>(), entry["out"]["task_loss"][static_cast<std::size_t>(t)].get<double>(), kExact));
        }
    }

    void convBlock()
    {
        const json entry = vectorEntry("models", "GOLD-convblock");
        ConvBlock block(2, 3);
        for (const auto type : {torch::kDouble, torch::kFloat}) {
            block.to(type);
            fillByName(block);
            block.eval();
            const auto out = block.forward(sym("x", entry["hp"]["shape"]).to(type));
            QVERIFY(matches(out, entry["out"]["out"], type == torch::kDouble ? kExact : kFloat));
        }
    }

    void attentionGate()
    {
        const json entry = vectorEntry("models", "GOLD-gate");
        Gate gate({3, 2, 2});
        for (const auto type : {torch::kDouble, torch::kFloat}) {
            gate.to(type);
            fillByName(gate);
            gate.eval();
            const auto g = sym("g", entry["hp"]["g"]).to(type);
            const auto x = sym("x", entry["hp"]["x"]).to(type);
            const auto tolerance = type == torch::kDouble ? kExact : kFloat;
            QVERIFY(matches(gate.attention(g, x), entry["out"]["alpha"], tolerance));
            QVERIFY(matches(gate.forward(g, x), entry["out"]["out"], tolerance));
        }
    }

    void pyramidDecoder()
    {
        const json entry = vectorEntry("models", "GOLD-pyrdec");
        const std::vector<std::int64_t> taps{16, 24, 40, 112, 320};
        PyramidDecoder decoder(taps, entry["hp"]["widths"], true);
        QCOMPARE(parameterCount(decoder), entry["hp"]["params"].get<std::int64_t>());
        for (const auto type : {torch::kDouble, torch::kFloat}) {
            decoder.to(type);
            fillByName(decoder);
            decoder.eval();
            Levels levels;
            for (std::size_t i = 0; i < taps.size(); ++i) {
                levels.push_back(sym("tap" + std::to_string(i), {1, taps[i], 32 >> i, 32 >> i}).to(type));
            }
            QVERIFY(matches(decoder.forward(levels), entry["out"]["out"], type == torch::kDouble ? kExact : kFloat));
        }
    }
};

QTEST_GUILESS_MAIN(VectorsNnTest)
#include "vectors_nn_test.moc"
