// SPDX-License-Identifier: GPL-3.0-or-later
// What every network with every balancer must keep (multitask-models.md 10.5), at tiny size.
#include "core/models/model.h"
#include "core/nn/balanced_backward.h"
#include "core/nn/checkpoint.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace cicatrix;
using namespace cicatrix::models;
using nlohmann::json;

namespace {

std::shared_ptr<Model> built(const json& spec)
{
    auto model = makeModel(spec);
    if (!model) {
        qFatal("%s", model.error().message().c_str());
    }
    return *model;
}

json tinySpec(const std::string& system, const std::string& encoder, const std::string& layout)
{
    json spec{{"system", system}, {"encoder", encoder}, {"layout", layout}};
    if (encoder.starts_with("lite")) {
        spec["widths"] = {16, 8, 8, 8, 4};
        spec["drop_connect"] = 0;
    } else {
        spec["base"] = 4;
    }
    return spec;
}

struct Batch {
    torch::Tensor image, wound, tissue;
};

Batch batchOf(std::int64_t count, std::int64_t size = 64)
{
    torch::manual_seed(7);
    const auto tissue = torch::randint(0, 7, {count, size, size}).to(torch::kByte);
    return {torch::randn({count, 3, size, size}), (tissue > 0).to(torch::kByte), tissue};
}

std::vector<nn::TaskLoss> losses(Model& model, const Batch& batch, const torch::Tensor& hasTissue = {})
{
    const auto outputs = model.forward(batch.image);
    std::vector<nn::TaskLoss> list;
    for (const auto& task : model.tasks()) {
        const bool binary = task.kind == TaskKind::SegBinary;
        list.push_back(nn::taskLoss({binary ? "bce_dice" : "ce_dice"}, outputs.at(task.name),
                                    binary ? batch.wound : batch.tissue, task.name == "tissue" ? hasTissue : torch::Tensor()));
    }
    return list;
}

std::unique_ptr<nn::Balancer> balancerFor(const Model& model, const std::string& id)
{
    std::vector<nn::BalancedTask> tasks;
    for (const auto& task : model.tasks()) {
        tasks.push_back({task.name, 2.0});
    }
    json spec{{"id", id}};
    if (id == "gradnorm") {
        spec["l0"] = "theory";
    }
    return std::move(*nn::makeBalancer(spec, std::move(tasks)));
}

nn::BackwardReport backward(Model& model, nn::Balancer& balancer, std::vector<nn::TaskLoss> list)
{
    const auto scope = balancer.scope().value_or(model.defaultNormScope());
    model.zero_grad();
    return nn::balancedBackward({std::move(list), model.normParameters(scope), 0}, balancer).value();
}

bool contains(const std::vector<torch::Tensor>& list, const torch::Tensor& tensor)
{
    return std::any_of(list.begin(), list.end(), [&](const torch::Tensor& other) { return other.is_same(tensor); });
}

std::vector<torch::Tensor> copies(const std::vector<torch::Tensor>& tensors)
{
    std::vector<torch::Tensor> list;
    for (const auto& tensor : tensors) {
        list.push_back(tensor.detach().clone());
    }
    return list;
}

bool equal(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) { return torch::equal(x, y); });
}

}  // namespace

class ModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void outputsHaveTheImagesSize_data() { everyModel(); }
    void outputsHaveTheImagesSize()
    {
        const auto model = fetched();
        model->eval();
        const torch::NoGradGuard noGrad;
        for (const std::int64_t count : {1, 2}) {
            for (const std::int64_t width : {64, 96}) {
                const auto outputs = model->forward(torch::randn({count, 3, 64, width}));
                QCOMPARE(outputs.size(), std::size_t{2});
                QCOMPARE(outputs.at("wound").sizes().vec(), (std::vector<std::int64_t>{count, 1, 64, width}));
                QCOMPARE(outputs.at("tissue").sizes().vec(), (std::vector<std::int64_t>{count, 7, 64, width}));
            }
        }
    }

    void declaredSharingIsAutogradsOwn_data() { everyModel(); }
    void declaredSharingIsAutogradsOwn()
    {
        const auto model = fetched();
        const auto list = losses(*model, batchOf(2));
        std::vector<std::vector<torch::Tensor>> gradients;
        for (const auto& loss : list) {
            gradients.push_back(torch::autograd::grad({loss.value}, model->parameters(), {}, true, false, true));
        }
        const auto shared = model->sharedParameters();
        const auto names = model->named_parameters();
        for (std::size_t p = 0; p < names.size(); ++p) {
            int reached = 0;
            for (std::size_t t = 0; t < list.size(); ++t) {
                const auto& gradient = gradients[t][p];
                reached += gradient.defined();
                QVERIFY(!gradient.defined() || torch::isfinite(gradient).all().item<bool>());
                QCOMPARE(gradient.defined(), contains(shared, names[p].value()) ||
                                                 contains(model->taskParameters(model->tasks()[t].name), names[p].value()));
            }
            QVERIFY2(reached > 0, names[p].key().c_str());
            QCOMPARE(reached > 1, contains(shared, names[p].value()));
        }
        QVERIFY(model->lastSharedWeight().defined());
        QVERIFY(contains(shared, model->lastSharedWeight()));
        QVERIFY(contains(model->normParameters(nn::NormScope::LastStage), model->lastSharedWeight()));
    }

    void aSmallStepLowersTheLossAsItsGradientSays_data() { everyModelWithEveryBalancer(); }
    void aSmallStepLowersTheLossAsItsGradientSays()
    {
        const auto model = fetched();
        const auto balancer = fetchedBalancer(*model);
        model->to(torch::kDouble);
        auto batch = batchOf(2);
        batch.image = batch.image.to(torch::kDouble);
        const auto before = backward(*model, *balancer, losses(*model, batch));
        constexpr double kRate = 1e-8;  // the loss bends within 1e-6 where few pixels feed a batch norm
        double predicted = 0;           // to first order: rate times the squared gradient
        for (const auto& parameter : model->parameters()) {
            predicted += kRate * parameter.grad().square().sum().item<double>();
        }
        torch::optim::SGD(model->parameters(), torch::optim::SGDOptions(kRate)).step();
        const auto after = losses(*model, batch);
        double drop = before.total;
        for (std::size_t t = 0; t < after.size(); ++t) {
            drop -= before.weights[t] * after[t].value.item<double>();
        }
        QVERIFY2(std::abs(drop / predicted - 1) < 0.05, qPrintable(QString("%1 instead of %2").arg(drop).arg(predicted)));
    }

    void aBatchWithoutTissueLeavesItsHeadAndTheBalancerAlone_data() { everyModelWithEveryBalancer(); }
    void aBatchWithoutTissueLeavesItsHeadAndTheBalancerAlone()
    {
        const auto model = fetched();
        const auto balancer = fetchedBalancer(*model);
        torch::optim::AdamW optimiser(model->parameters(), torch::optim::AdamWOptions(1e-3));
        const auto batch = batchOf(2);
        (void)backward(*model, *balancer, losses(*model, batch));
        optimiser.step();
        const auto state = balancer->state();
        const auto head = copies(model->taskParameters("tissue"));
        for (auto& parameter : model->parameters()) {
            parameter.mutable_grad() = torch::Tensor();
        }
        const auto report = nn::balancedBackward({losses(*model, batch, torch::zeros({2}, torch::kBool)),
                                                  model->normParameters(model->defaultNormScope()), 0},
                                                 *balancer)
                                .value();
        optimiser.step();
        QVERIFY(std::isfinite(report.total));
        QVERIFY(balancer->state() == state);
        QVERIFY(equal(model->taskParameters("tissue"), head));
        for (const auto& parameter : model->parameters()) {
            QVERIFY(torch::isfinite(parameter).all().item<bool>());
        }
    }

    void aSingleTaskTrainsAsItWouldAlone_data() { everyModelWithEveryBalancer(); }
    void aSingleTaskTrainsAsItWouldAlone()
    {
        const auto model = fetched({{"name", "wound"}, {"kind", "seg_binary"}});
        const auto balancer = fetchedBalancer(*model);
        const auto batch = batchOf(2);
        model->eval();  // the same statistics in both passes
        (void)backward(*model, *balancer, losses(*model, batch));
        std::vector<torch::Tensor> balanced;
        for (const auto& parameter : model->parameters()) {
            balanced.push_back(parameter.grad().clone());
        }
        const auto alone = torch::autograd::grad({losses(*model, batch)[0].value}, model->parameters());
        QVERIFY(equal(balanced, alone));
    }

    void aResumedRunGoesOnBitForBit_data() { everyModelWithEveryBalancer(); }
    void aResumedRunGoesOnBitForBit()
    {
        const auto model = fetched();
        const auto balancer = fetchedBalancer(*model);
        const auto batch = batchOf(2);
        const auto train = [&](Model& network, nn::Balancer& weigher) {
            (void)backward(network, weigher, losses(network, batch));
            torch::optim::SGD(network.parameters(), torch::optim::SGDOptions(1e-2)).step();
        };
        train(*model, *balancer);
        const auto bytes = nn::toSafetensors(nn::namedState(*model), {});
        const auto resumed = fetched();
        const auto resumedBalancer = fetchedBalancer(*resumed);
        const auto file = SafetensorsFile::parse(*bytes, "test");
        QVERIFY(nn::loadState(*resumed, nn::fromSafetensors(*file, "test").value(), "test").has_value());
        QVERIFY(resumedBalancer->load(balancer->state()).has_value());
        train(*model, *balancer);
        train(*resumed, *resumedBalancer);
        const auto resumedState = nn::namedState(*resumed);
        for (const auto& [name, tensor] : nn::namedState(*model)) {
            QVERIFY2(torch::equal(tensor, resumedState.at(name)), name.c_str());
        }
        QVERIFY(balancer->state() == resumedBalancer->state());
    }

    void evaluationDependsOnNoOtherImageOfTheBatch_data() { everyModel(); }
    void evaluationDependsOnNoOtherImageOfTheBatch()
    {
        const auto model = fetched();
        model->to(torch::kDouble);
        model->eval();
        const torch::NoGradGuard noGrad;
        const auto image = batchOf(3).image.to(torch::kDouble);
        const auto all = model->forward(image);
        const auto again = model->forward(image);
        const auto one = model->forward(image.slice(0, 1, 2));
        for (const auto& [task, logits] : all) {
            QVERIFY(torch::equal(logits, again.at(task)));
            QVERIFY(torch::allclose(logits.slice(0, 1, 2), one.at(task), 1e-9, 1e-9));
        }
    }

    void frozenStatisticsStandStill_data() { everyModel(); }
    void frozenStatisticsStandStill()
    {
        const auto model = fetched();
        model->freezeEncoderStatistics(true);
        model->train();
        std::map<std::string, torch::Tensor> before;
        for (const auto& item : model->named_buffers()) {
            before[item.key()] = item.value().clone();
        }
        (void)model->forward(batchOf(2).image);
        for (const auto& item : model->named_buffers()) {
            const bool stands = torch::equal(item.value(), before[item.key()]);
            QVERIFY2(stands == item.key().starts_with("enc."), item.key().c_str());
        }
        model->freezeEncoderStatistics(false);
        (void)model->forward(batchOf(2).image);
        for (const auto& item : model->named_buffers()) {
            QVERIFY2(!torch::equal(item.value(), before[item.key()]), item.key().c_str());
        }
    }

    void permutingTheTasksPermutesTheOutputs()
    {
        const json wound{{"name", "wound"}, {"kind", "seg_binary"}};
        const json tissue{{"name", "tissue"}, {"kind", "seg_multi"}, {"classes", 6}};
        auto spec = tinySpec("wing_mtl", "attunet", "split");
        spec["tasks"] = {wound, tissue};
        const auto straight = built(spec);
        spec["tasks"] = {tissue, wound};
        const auto turned = built(spec);
        straight->eval();
        turned->eval();
        const auto image = batchOf(1).image;
        for (const auto& [task, logits] : straight->forward(image)) {
            QVERIFY(torch::equal(logits, turned->forward(image).at(task)));
        }
    }

    void theSeedAloneDecidesTheStart()
    {
        auto spec = tinySpec("hps", "attunet", "joint");
        torch::manual_seed(1);
        const auto first = built(spec);
        torch::manual_seed(2);
        QVERIFY(equal(first->parameters(), built(spec)->parameters()));
        spec["seed"] = 2;
        QVERIFY(!equal(first->parameters(), built(spec)->parameters()));
    }

    void aWrongSpecificationNamesItsKey_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        QTest::newRow("no system") << R"({})"
                                   << "system";
        QTest::newRow("unknown system") << R"({"system":"gpt"})"
                                        << "system";
        QTest::newRow("unknown encoder") << R"({"system":"hps","encoder":"vgg"})"
                                         << "encoder";
        QTest::newRow("unknown key") << R"({"system":"hps","gate":true})"
                                     << "gate";
        QTest::newRow("key of another encoder") << R"({"system":"hps","encoder":"lite0","base":16})"
                                                << "base";
        QTest::newRow("layout") << R"({"system":"hps","layout":"both"})"
                                << "layout";
        QTest::newRow("gates") << R"({"system":"hps","gates":1})"
                               << "gates";
        QTest::newRow("widths too few") << R"({"system":"hps","widths":[64,32]})"
                                        << "widths";
        QTest::newRow("widths of text") << R"({"system":"hps","widths":["a",1,1,1,1]})"
                                        << "widths";
        QTest::newRow("base too large") << R"({"system":"wing_mtl","base":100000})"
                                        << "base";
        QTest::newRow("no tasks") << R"({"system":"hps","tasks":[]})"
                                  << "tasks";
        QTest::newRow("task kind") << R"({"system":"hps","tasks":[{"name":"wound","kind":"cls"}]})"
                                   << "kind";
        QTest::newRow("task classes") << R"({"system":"hps","tasks":[{"name":"tissue","kind":"seg_multi"}]})"
                                      << "classes";
        QTest::newRow("task twice")
            << R"({"system":"hps","tasks":[{"name":"a","kind":"seg_binary"},{"name":"a","kind":"seg_binary"}]})"
            << "name";
        QTest::newRow("task name") << R"({"system":"hps","tasks":[{"name":"a.b","kind":"seg_binary"}]})"
                                   << "name";
        QTest::newRow("no object") << R"("hps")"
                                   << "object";
    }
    void aWrongSpecificationNamesItsKey()
    {
        QFETCH(QString, text);
        QFETCH(QString, key);
        const auto made = makeModel(json::parse(text.toStdString()));
        QVERIFY(!made.has_value());
        QVERIFY(made.error().kind == ErrorKind::BadInput);
        QVERIFY2(made.error().message().find(key.toStdString()) != std::string::npos, made.error().message().c_str());
    }

private:
    struct Row {
        std::string system, encoder;
        const char* layout;
    };
    static void addRows(const std::vector<Row>& rows, const std::vector<std::string>& balancers)
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<QString>("layout");
        QTest::addColumn<QString>("balancer");
        for (const auto& row : rows) {
            for (const auto& balancer : balancers) {
                QTest::addRow("%s %s %s %s", row.system.c_str(), row.encoder.c_str(), row.layout, balancer.c_str())
                    << QString::fromStdString(row.system) << QString::fromStdString(row.encoder) << row.layout
                    << QString::fromStdString(balancer);
            }
        }
    }
    /// Every row of both registries in both layouts.
    static void everyModel()
    {
        std::vector<Row> rows;
        for (const char* layout : {"joint", "split"}) {
            for (const auto& encoder : encoderIds()) {
                rows.push_back({"hps", encoder, layout});
            }
            for (const auto& system : systemIds()) {
                if (system != "hps") {
                    rows.push_back({system, "attunet", layout});
                }
            }
        }
        addRows(rows, {""});
    }
    /// One encoder of each family: what depends on the balancer does not depend on the encoder's size.
    static void everyModelWithEveryBalancer()
    {
        addRows({{"hps", "lite0", "joint"},
                 {"hps", "lite0", "split"},
                 {"wing_mtl", "attunet", "joint"},
                 {"wing_mtl", "attunet", "split"}},
                {"ew", "gradnorm"});
    }

    static std::shared_ptr<Model> fetched(const json& onlyTask = {})
    {
        QFETCH(QString, system);
        QFETCH(QString, encoder);
        QFETCH(QString, layout);
        auto spec = tinySpec(system.toStdString(), encoder.toStdString(), layout.toStdString());
        if (!onlyTask.is_null()) {
            spec["tasks"] = json::array({onlyTask});
        }
        return built(spec);
    }
    static std::unique_ptr<nn::Balancer> fetchedBalancer(const Model& model)
    {
        QFETCH(QString, balancer);
        return balancerFor(model, balancer.toStdString());
    }
};

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
