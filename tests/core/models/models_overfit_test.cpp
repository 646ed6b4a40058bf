// SPDX-License-Identifier: GPL-3.0-or-later
// Four samples must be learnt by heart (multitask-models.md 10.5, 5): the test that a network, its losses and its backward
// passes fit together.
#include "core/models/model.h"
#include "core/nn/balanced_backward.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace cicatrix;
using namespace cicatrix::models;
using nlohmann::json;

namespace {

constexpr std::int64_t kSize = 64;
constexpr int kTissues = 4;

struct Samples {
    torch::Tensor image, wound, tissue;
};

/// Discs of four coloured sectors, each sample elsewhere, with noise.
Samples fourSamples()
{
    torch::manual_seed(3);
    const auto line = torch::arange(kSize, torch::kFloat);
    const auto colours =
        torch::tensor({{0.8F, 0.6F, 0.5F}, {0.7F, 0.1F, 0.1F}, {0.8F, 0.7F, 0.2F}, {0.1F, 0.1F, 0.1F}, {0.9F, 0.5F, 0.7F}});
    Samples samples{torch::empty({4, 3, kSize, kSize}), {}, torch::zeros({4, kSize, kSize}, torch::kLong)};
    for (std::int64_t i = 0; i < 4; ++i) {
        const auto y = (line - (24 + 5.0 * static_cast<double>(i))).unsqueeze(1).expand({kSize, kSize});
        const auto x = (line - (38 - 4.0 * static_cast<double>(i))).unsqueeze(0).expand({kSize, kSize});
        const auto inside = (x * x + y * y) < (18.0 + static_cast<double>(i)) * (18.0 + static_cast<double>(i));
        const auto sector = 1 + (x > 0).to(torch::kLong) + 2 * (y > 0).to(torch::kLong);
        samples.tissue[i] = torch::where(inside, sector, torch::zeros_like(sector));
        samples.image[i] = colours.index_select(0, samples.tissue[i].flatten()).reshape({kSize, kSize, 3}).permute({2, 0, 1});
    }
    samples.image += 0.05 * torch::randn_like(samples.image);
    samples.wound = (samples.tissue > 0).to(torch::kByte);
    samples.tissue = samples.tissue.to(torch::kByte);
    return samples;
}

double dice(const torch::Tensor& a, const torch::Tensor& b)
{
    const auto overlap = (a & b).sum().item<double>();
    return 2 * overlap / (a.sum().item<double>() + b.sum().item<double>());
}

}  // namespace

class ModelsOverfitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fourSamplesAreLearntByHeart_data()
    {
        QTest::addColumn<QString>("layout");
        QTest::newRow("split") << "split";
        QTest::newRow("joint") << "joint";
    }
    void fourSamplesAreLearntByHeart()
    {
        QFETCH(QString, layout);
        at::set_num_threads(1);
        const json tasks{{{"name", "wound"}, {"kind", "seg_binary"}},
                         {{"name", "tissue"}, {"kind", "seg_multi"}, {"classes", kTissues}}};
        auto made = makeModel({{"system", "wing_mtl"}, {"base", 8}, {"layout", layout.toStdString()}, {"tasks", tasks}});
        QVERIFY(made.has_value());
        auto& model = **made;
        auto balancer = std::move(*nn::makeBalancer({{"id", "ew"}}, {{"wound", 1}, {"tissue", 1}}));
        torch::optim::AdamW optimiser(model.parameters(), torch::optim::AdamWOptions(1e-2));
        const auto samples = fourSamples();
        for (int step = 0; step < 60; ++step) {
            optimiser.zero_grad();
            const auto outputs = model.forward(samples.image);
            const auto report = nn::balancedBackward({{nn::taskLoss({"bce_dice"}, outputs.at("wound"), samples.wound),
                                                       nn::taskLoss({"ce_dice"}, outputs.at("tissue"), samples.tissue)},
                                                      {},
                                                      0},
                                                     *balancer);
            QVERIFY(report.has_value());
            optimiser.step();
        }
        model.eval();
        const torch::NoGradGuard noGrad;
        const auto outputs = model.forward(samples.image);
        const double wound = dice(outputs.at("wound").squeeze(1) > 0, samples.wound == 1);
        QVERIFY2(wound > 0.95, qPrintable(QString::number(wound)));
        const auto labels = outputs.at("tissue").argmax(1);
        for (int code = 1; code <= kTissues; ++code) {
            const double tissue = dice(labels == code, samples.tissue == code);
            QVERIFY2(tissue > 0.9, qPrintable(QString("tissue %1: %2").arg(code).arg(tissue)));
        }
    }
};

QTEST_GUILESS_MAIN(ModelsOverfitTest)
#include "models_overfit_test.moc"
