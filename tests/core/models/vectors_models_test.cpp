// SPDX-License-Identifier: GPL-3.0-or-later
// The published goldens of whole networks, their gradients and parameter counts.
#include "core/models/model.h"
#include "core/nn/checkpoint.h"
#include "core/nn/lite_encoder.h"
#include "core/nn/losses.h"
#include "core/nn/pyramid_decoder.h"
#include "core/nn/unet.h"
#include "tests/support/torch_vectors.h"

#include <QTest>

using namespace cicatrix;
using namespace cicatrix::models;
using namespace cicatrix::testing;
using nlohmann::json;

namespace {

constexpr Tolerance kExact{1e-9};
constexpr Tolerance kFloat{1e-4};
constexpr const char* kLite0File = CICATRIX_SOURCE_DIR "/resources/encoders/efficientnet_lite0_imagenet.safetensors";

json fourTissues()
{
    return {{{"name", "wound"}, {"kind", "seg_binary"}}, {{"name", "tissue"}, {"kind", "seg_multi"}, {"classes", 4}}};
}

json wing(int base, const std::string& layout, bool gates)
{
    return {{"system", "wing_mtl"}, {"base", base}, {"layout", layout}, {"gates", gates}, {"tasks", fourTissues()}};
}

std::shared_ptr<Model> built(const json& spec)
{
    auto model = makeModel(spec);
    if (!model) {
        qFatal("%s", model.error().message().c_str());
    }
    return *model;
}

/// The finest gate's attention map, walked by the decoder's normative module names.
torch::Tensor finestAttention(Model& model, const std::string& decoder, const torch::Tensor& image)
{
    const auto modules = model.named_modules();
    const auto levels = modules["enc"]->as<nn::UnetEncoder>()->forward(image);
    auto y = levels[4];
    for (std::size_t level = 3;; --level) {
        const auto name = [&](const char* part) { return decoder + part + std::to_string(level); };
        const auto u = modules[name(".up")]->as<nn::Up>()->forward(y);
        auto* gate = modules[name(".gate")]->as<nn::Gate>();
        if (level == 0) {
            return gate->attention(u, levels[0]);
        }
        y = modules[name(".stage")]->as<nn::ConvBlock>()->forward(torch::cat({gate->forward(u, levels[level]), u}, 1));
    }
}

double norm(const std::vector<torch::Tensor>& gradients)
{
    double squares = 0;
    for (const auto& gradient : gradients) {
        squares += gradient.defined() ? gradient.square().sum().item<double>() : 0;
    }
    return std::sqrt(squares);
}

}  // namespace

class VectorsModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void attentionUnet_data()
    {
        QTest::addColumn<QString>("id");
        for (const char* id : {"GOLD-wing-split", "GOLD-wing-joint", "GOLD-unet-split"}) {
            QTest::newRow(id) << id;
        }
    }
    void attentionUnet()
    {
        QFETCH(QString, id);
        const json entry = vectorEntry("models", id.toStdString());
        const bool gates = !entry["hp"].contains("gates");
        const std::string layout = entry["hp"]["layout"];
        auto model = built(wing(4, layout, gates));
        QCOMPARE(parameterCount(*model), entry["hp"]["params"].get<std::int64_t>());
        for (const auto type : {torch::kDouble, torch::kFloat}) {
            const auto tolerance = type == torch::kDouble ? kExact : kFloat;
            model->to(type);
            fillByName(*model);
            model->eval();
            const auto image = sym("input", entry["hp"]["input"]).to(type);
            const auto outputs = model->forward(image);
            QVERIFY(matches(outputs.at("wound"), entry["out"]["wound"], tolerance));
            QVERIFY(matches(outputs.at("tissue"), entry["out"]["tissue"], tolerance));
            if (gates) {
                const std::string decoder = layout == "split" ? "dec_wound" : "dec";
                QVERIFY(matches(finestAttention(*model, decoder, image), entry["out"]["gate0"], tolerance));
            }
        }
    }

    void tensorNamesAndShapes_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("split") << "GOLD-wing-split";
        QTest::newRow("joint") << "GOLD-wing-joint";
    }
    void tensorNamesAndShapes()
    {
        QFETCH(QString, id);
        const json names = vectorSection("model_parameters")[id.toStdString()];
        const auto model = built(wing(4, id.endsWith("split") ? "split" : "joint", true));
        const auto state = nn::namedState(*model);
        QCOMPARE(state.size(), names.size());
        for (const auto& [name, tensor] : state) {
            QVERIFY2(names.contains(name), name.c_str());
            QCOMPARE(tensor.sizes().vec(), names[name].get<std::vector<std::int64_t>>());
        }
    }

    void sharedGradients_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("split") << "GOLD-grad-split";
        QTest::newRow("joint") << "GOLD-grad-joint";
    }
    void sharedGradients()
    {
        QFETCH(QString, id);
        const json entry = vectorEntry("models", id.toStdString());
        const Tolerance tolerance{entry["tol"].get<double>(), true};
        auto model = built(wing(4, entry["hp"]["layout"], true));
        model->to(torch::kDouble);
        fillByName(*model);
        model->eval();
        auto outputs = model->forward(sym("input", entry["hp"]["input"]));
        const auto wound = (sym("t.wound", {2, 1, 32, 32}) > 0.3).to(torch::kByte);
        const auto tissue = torch::clamp(torch::floor((sym("t.tissue", {2, 32, 32}) + 1) * 2.5), 0, 4).to(torch::kByte);
        const std::vector<torch::Tensor> losses{nn::taskLoss({"bce_dice"}, outputs["wound"], wound).value,
                                                nn::taskLoss({"ce_dice"}, outputs["tissue"], tissue).value};
        const std::pair<nn::NormScope, const char*> scopes[] = {{nn::NormScope::LastLayer, "norm_last_layer_weight"},
                                                                {nn::NormScope::LastStage, "norm_last_stage"},
                                                                {nn::NormScope::AllShared, "norm_all_shared"}};
        for (std::size_t t = 0; t < 2; ++t) {
            QVERIFY(near(losses[t].item<double>(), entry["out"]["L"][t].get<double>(), tolerance));
            for (const auto& [scope, key] : scopes) {
                const auto gradients = torch::autograd::grad({losses[t]}, model->normParameters(scope), {}, true, false, true);
                QVERIFY(near(norm(gradients), entry["out"][key][t].get<double>(), tolerance));
            }
        }
        std::int64_t shared = 0;
        for (const auto& parameter : model->sharedParameters()) {
            shared += parameter.numel();
        }
        QCOMPARE(shared, entry["out"]["n_shared"].get<std::int64_t>());
    }

    void lite0Taps_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("64") << "GOLD-lite0-64";
        QTest::newRow("224") << "GOLD-lite0-224";
    }
    void lite0Taps()
    {
        QFETCH(QString, id);
        const json entry = vectorEntry("models", id.toStdString());
        auto model = built({{"system", "hps"}, {"encoder", "lite0"}});
        const auto loaded = nn::loadStateFile(*model, kLite0File, "enc.");
        QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().message().c_str());
        model->eval();
        const torch::NoGradGuard noGrad;
        for (const auto type : {torch::kDouble, torch::kFloat}) {
            model->to(type);
            const auto levels =
                model->named_modules()["enc"]->as<nn::LiteEncoder>()->forward(sym("input", entry["hp"]["input"]).to(type));
            for (std::size_t tap = 0; tap < levels.size(); ++tap) {
                const std::string key = "stride" + std::to_string(2 << tap);
                const Tolerance tolerance = type == torch::kDouble ? Tolerance{entry["tol"].get<double>()} : kFloat;
                QVERIFY2(matches(levels[tap], entry["out"]["taps"][key], tolerance), key.c_str());
            }
        }
    }

    void parameterCountsOfTheUnets_data()
    {
        QTest::addColumn<int>("base");
        QTest::addColumn<QString>("layout");
        QTest::addColumn<bool>("gates");
        for (const int base : {16, 32}) {
            for (const char* layout : {"split", "joint"}) {
                for (const bool gates : {true, false}) {
                    QTest::addRow("%d %s %s", base, layout, gates ? "gates" : "plain") << base << layout << gates;
                }
            }
        }
    }
    void parameterCountsOfTheUnets()
    {
        QFETCH(int, base);
        QFETCH(QString, layout);
        QFETCH(bool, gates);
        const std::string key =
            "wing base" + std::to_string(base) + " " + layout.toStdString() + (gates ? " gates" : " plain") + " K=4";
        QCOMPARE(parameterCount(*built(wing(base, layout.toStdString(), gates))),
                 vectorSection("parameter_counts")[key].get<std::int64_t>());
    }

    void parameterCountsOfTheParts()
    {
        const json counts = vectorSection("parameter_counts");
        for (const int base : {16, 32, 64}) {
            const json& parts = counts["parts base" + std::to_string(base)];
            const auto encoder = parameterCount(nn::UnetEncoder(base));
            const auto decoder = parameterCount(nn::UnetDecoder(base, true));
            QCOMPARE(encoder, parts["encoder"].get<std::int64_t>());
            QCOMPARE(decoder, parts["decoder_gated"].get<std::int64_t>());
            QCOMPARE(parameterCount(nn::UnetDecoder(base, false)), parts["decoder_plain"].get<std::int64_t>());
            const auto oneOutput = encoder + decoder + base + 1;
            const auto fiveOutputs = encoder + decoder + 5 * (base + 1);
            QCOMPARE(oneOutput + fiveOutputs,
                     counts["STL pair base" + std::to_string(base) + " K=4 (two separate nets)"].get<std::int64_t>());
            if (base == 64) {
                QCOMPARE(oneOutput, counts["AttU-Net base 64, one output"].get<std::int64_t>());
            }
        }
    }

    void parameterCountsOfTheLiteNetworks_data()
    {
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<qint64>("joint");
        QTest::addColumn<qint64>("split");
        QTest::newRow("lite0") << "lite0" << qint64{6049394} << qint64{9139838};
        QTest::newRow("lite1") << "lite1" << qint64{6814066} << qint64{9904510};
        QTest::newRow("lite2") << "lite2" << qint64{7551410} << qint64{10744766};
    }
    void parameterCountsOfTheLiteNetworks()
    {
        QFETCH(QString, encoder);
        QFETCH(qint64, joint);
        QFETCH(qint64, split);
        json spec{{"system", "hps"},
                  {"encoder", encoder.toStdString()},
                  {"widths", {256, 128, 64, 32, 16}},
                  {"tasks", fourTissues()}};
        const auto model = built(spec);
        QCOMPARE(parameterCount(*model), joint);
        QCOMPARE(parameterCount(*model->named_modules()["enc"]),
                 vectorSection("parameter_counts")[encoder.toStdString() + " encoder (no head)"].get<std::int64_t>());
        const std::string decoder = encoder == "lite2" ? "lite2" : "lite0/1";
        QCOMPARE(parameterCount(*model->named_modules()["dec"]),
                 vectorSection("parameter_counts")["PyrDec on " + decoder].get<std::int64_t>());
        spec["layout"] = "split";
        QCOMPARE(parameterCount(*built(spec)), split);
    }
};

QTEST_GUILESS_MAIN(VectorsModelsTest)
#include "vectors_models_test.moc"
