// SPDX-License-Identifier: GPL-3.0-or-later
// The published test vectors MET-*, STAT-* and INF-temp, in double precision.
#include "core/metrics/classification.h"
#include "core/metrics/overlap.h"
#include "core/metrics/statistics.h"
#include "core/metrics/surface.h"
#include "core/metrics/temperature.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <array>
#include <cmath>
#include <fstream>
#include <limits>

using namespace cicatrix;
using namespace cicatrix::metrics;
using nlohmann::json;

namespace {

double number(const json& value)
{
    if (!value.is_string()) {
        return value.get<double>();
    }
    return value == "nan" ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
}

/// |a − b| <= tol·max(1, |b|), and the same kind of non-finite.
bool near(double actual, const json& expected, double tolerance)
{
    const double wanted = number(expected);
    const bool good = std::isnan(wanted)   ? std::isnan(actual)
                      : std::isinf(wanted) ? actual == wanted
                                           : std::abs(actual - wanted) <= tolerance * std::max(1.0, std::abs(wanted));
    if (!good) {
        qWarning("got %.17g, expected %.17g", actual, wanted);
    }
    return good;
}

std::vector<std::uint8_t> flat(const json& rows)
{
    std::vector<std::uint8_t> values;
    for (const json& row : rows) {
        for (const json& value : row) {
            values.push_back(value.get<std::uint8_t>());
        }
    }
    return values;
}

Grid<std::uint8_t> grid(const json& rows)
{
    return {static_cast<int>(rows[0].size()), static_cast<int>(rows.size()), flat(rows)};
}

bool sameCounts(const Counts& actual, const json& expected)
{
    return actual == Counts{expected["tp"], expected["fp"], expected["fn"]};
}

bool sameRatios(const Ratios& actual, const json& expected)
{
    return near(actual.dice, expected["dice"], 1e-9) && near(actual.iou, expected["iou"], 1e-9) &&
           near(actual.precision, expected["precision"], 1e-9) && near(actual.recall, expected["recall"], 1e-9);
}

constexpr std::array<std::uint8_t, 3> kClasses{1, 2, 3};

}  // namespace

class VectorsMetricsTest : public QObject {
    Q_OBJECT

private:
    json m_vectors;

    json vector(const std::string& id) const
    {
        for (const json& entry : m_vectors["metrics_losses_inference"]) {
            if (entry["id"] == id) {
                return entry;
            }
        }
        return {};
    }

    std::vector<MapPair> segmentation(std::vector<std::vector<std::uint8_t>>& store) const
    {
        const json in = vector("MET-seg")["in"];
        for (std::size_t i = 0; i < in["target"].size(); ++i) {
            store.push_back(flat(in["target"][i]));
            store.push_back(flat(in["pred"][i]));
        }
        std::vector<MapPair> pairs;
        for (std::size_t i = 0; i < store.size(); i += 2) {
            pairs.push_back({store[i], store[i + 1], std::uint8_t{255}});
        }
        return pairs;
    }

private Q_SLOTS:
    void initTestCase()
    {
        std::ifstream file(CICATRIX_SOURCE_DIR "/tests/data/vectors.json");
        QVERIFY2(file.good(), "tests/data/vectors.json is missing");
        m_vectors = json::parse(file);
    }

    void segmentationCountsAndRatios()
    {
        std::vector<std::vector<std::uint8_t>> store;
        const auto pairs = segmentation(store);
        const json out = vector("MET-seg")["out"];
        std::vector<std::vector<Counts>> perImage;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            perImage.push_back(countClasses(pairs[i], kClasses));
            for (std::size_t c = 0; c < kClasses.size(); ++c) {
                const json& expected = out["per_image"][i][std::to_string(kClasses[c])];
                QVERIFY(sameCounts(perImage[i][c], expected));
                QVERIFY(sameRatios(ratios(perImage[i][c]), expected));
            }
            const Counts wound = countUnion(pairs[i], kClasses);
            QVERIFY(sameCounts(wound, out["wound_binary"][i]));
            QVERIFY(sameRatios(ratios(wound), out["wound_binary"][i]));
        }
        const Overlap result = overlap(perImage);
        for (std::size_t c = 0; c < kClasses.size(); ++c) {
            const json& expected = out["micro"][std::to_string(kClasses[c])];
            QVERIFY(sameCounts(result.classes[c].pooledCounts, expected));
            QVERIFY(sameRatios(result.classes[c].pooled, expected));
        }
        QVERIFY(near(result.pooledMean.dice.value, out["micro_dice_mean"], 1e-9));
        QVERIFY(near(result.classThenImage.dice.value, out["macro_nnunet_mean"], 1e-9));
        QVERIFY(near(result.imageThenClass.dice.value, out["image_then_class_mean"], 1e-9));
        QCOMPARE(result.imageThenClass.dice.used, 2);
    }

    void segmentationEmptyRules_data()
    {
        QTest::addColumn<QString>("rule");
        for (const char* rule : {"nnunet", "gt_present", "both_empty_1"}) {
            QTest::newRow(rule) << rule;
        }
    }
    void segmentationEmptyRules()
    {
        QFETCH(QString, rule);
        std::vector<std::vector<std::uint8_t>> store;
        const json expected = vector("MET-seg")["out"]["macro"][rule.toStdString()];
        const EmptyRule emptyRule = emptyRuleFromKey(rule.toStdString()).value();
        std::vector<std::vector<Counts>> perImage;
        for (const MapPair& pair : segmentation(store)) {
            perImage.push_back(countClasses(pair, kClasses));
        }
        const Overlap result = overlap(perImage, emptyRule);
        for (std::size_t c = 0; c < kClasses.size(); ++c) {
            const json& row = expected[std::to_string(kClasses[c])];
            for (std::size_t i = 0; i < perImage.size(); ++i) {
                QVERIFY(near(ratios(perImage[i][c], emptyRule).dice, row["per_image"][i], 1e-9));
            }
            QVERIFY(near(result.classes[c].perImage.dice.value, row["mean"], 1e-9));
        }
    }

    void surface_data()
    {
        QTest::addColumn<QString>("id");
        for (const char* id : {"MET-surf-iso", "MET-surf-aniso", "MET-surf-empty"}) {
            QTest::newRow(id) << id;
        }
    }
    void surface()
    {
        QFETCH(QString, id);
        const json entry = vector(id.toStdString());
        SurfaceOptions options;
        options.spacing = {entry["hp"]["spacing"][0], entry["hp"]["spacing"][1]};
        options.tolerance = entry["hp"]["tau"];
        const SurfaceFigures figures = surfaceFigures(grid(entry["in"]["pred"]), grid(entry["in"]["target"]), options);
        const json& out = entry["out"];
        QVERIFY(near(figures.hausdorff, out["hd"], 1e-9));
        QVERIFY(near(figures.hausdorff95, out["hd95_directed_max"], 1e-9));
        QVERIFY(near(figures.hausdorff95Pooled, out["hd95_pooled"], 1e-9));
        QVERIFY(near(figures.assd, out["assd"], 1e-9));
        QVERIFY(near(figures.nsd, out["nsd"], 1e-9));
        if (out.contains("n_surface")) {
            QCOMPARE(figures.predictionSurface, out["n_surface"][0].get<int>());
            QCOMPARE(figures.truthSurface, out["n_surface"][1].get<int>());
        }
    }

    void binaryClassification()
    {
        const json entry = vector("MET-cls");
        const BinaryFigures figures =
            binaryFigures(entry["in"]["score"].get<std::vector<double>>(), entry["in"]["y"].get<std::vector<std::uint8_t>>(),
                          0.5, entry["hp"]["ece_bins"]);
        const json& out = entry["out"];
        QVERIFY(near(figures.auc, out["auc"], 1e-9));
        QVERIFY(near(figures.accuracy, out["acc"], 1e-9));
        QVERIFY(near(figures.sensitivity, out["sensitivity"], 1e-9));
        QVERIFY(near(figures.specificity, out["specificity"], 1e-9));
        QVERIFY(near(figures.precision, out["precision"], 1e-9));
        QVERIFY(near(figures.f1, out["f1"], 1e-9));
        QVERIFY(near(figures.balancedAccuracy, out["balanced_acc"], 1e-9));
        QVERIFY(near(figures.brier, out["brier"], 1e-9));
        QVERIFY(near(figures.calibration.ece, out["ece"], 1e-9));
        QVERIFY(near(figures.calibration.mce, out["mce"], 1e-9));
        QVERIFY(near(figures.mcc, out["mcc"], 1e-9));
    }

    void multiClassClassification()
    {
        const json entry = vector("MET-multi");
        const Confusion table =
            confusion(entry["in"]["y"].get<std::vector<int>>(), entry["in"]["pred"].get<std::vector<int>>(), 3);
        const MultiClassFigures figures = multiClassFigures(table);
        const json& out = entry["out"];
        for (int t = 0; t < 3; ++t) {
            for (int p = 0; p < 3; ++p) {
                QCOMPARE(static_cast<double>(table.at(t, p)), out["confusion_rows_true"][t][p].get<double>());
            }
            QVERIFY(near(figures.f1[static_cast<std::size_t>(t)], out["f1"][t], 1e-9));
        }
        QVERIFY(near(figures.accuracy, out["acc"], 1e-9));
        QVERIFY(near(figures.macroF1, out["macro_f1"], 1e-9));
        QVERIFY(near(figures.balancedAccuracy, out["balanced_acc"], 1e-9));
        QVERIFY(near(kappa(table), out["kappa"], 1e-9));
        QVERIFY(near(kappa(table, KappaWeights::Linear), out["kappa_linear"], 1e-9));
        QVERIFY(near(kappa(table, KappaWeights::Quadratic), out["kappa_quadratic"], 1e-9));
    }

    void pairedBootstrapOfPatients()
    {
        const json entry = vector("STAT-boot");
        const auto a = entry["in"]["a"].get<std::vector<double>>();
        const auto b = entry["in"]["b"].get<std::vector<double>>();
        const BootstrapOptions options{entry["hp"]["B"], entry["hp"]["seed"], 0.95};
        const PairedBootstrap result = pairedBootstrap(a, b, options);
        const json& out = entry["out"];
        QVERIFY(near(result.mean, out["mean"], 1e-9));
        QVERIFY(near(result.interval.low, out["lo"], 1e-9));
        QVERIFY(near(result.interval.high, out["hi"], 1e-9));
        QVERIFY(near(result.p, out["p_two_sided"], 1e-9));
        std::vector<std::vector<std::size_t>> rows;
        (void)bootstrap(
            a.size(),
            [&](std::span<const std::size_t> drawn) {
                rows.emplace_back(drawn.begin(), drawn.end());
                return 0.0;
            },
            options);
        QVERIFY(rows.front() == out["first_row"].get<std::vector<std::size_t>>());
    }

    void wilcoxon()
    {
        const json entry = vector("STAT-wilcoxon");
        const Wilcoxon result =
            wilcoxonSignedRank(entry["in"]["a"].get<std::vector<double>>(), entry["in"]["b"].get<std::vector<double>>());
        const json& out = entry["out"];
        QCOMPARE(result.n, out["n"].get<int>());
        QVERIFY(near(result.wPlus, out["w_plus"], 1e-9));
        QVERIFY(near(result.wMinus, out["w_minus"], 1e-9));
        QVERIFY(near(result.p, out["p_exact_enumeration"], 1e-9));
        QVERIFY(near(result.z, out["z_no_cc"], 1e-9));
        QVERIFY(near(result.pNormal, out["p_normal_no_cc"], 1e-9));
        QVERIFY(near(result.rankBiserial, out["rank_biserial"], 1e-9));
    }

    void holmAdjustment()
    {
        const json entry = vector("STAT-holm");
        const auto adjusted = holm(entry["in"]["p"].get<std::vector<double>>());
        for (std::size_t i = 0; i < adjusted.size(); ++i) {
            QVERIFY(near(adjusted[i], entry["out"]["adjusted"][i], 1e-9));
        }
    }

    void temperature()
    {
        const json entry = vector("INF-temp");
        const auto logits = entry["in"]["logits"].get<std::vector<double>>();
        std::vector<std::uint8_t> labels;
        std::vector<double> twoClass;
        std::vector<int> classes;
        for (std::size_t i = 0; i < logits.size(); ++i) {
            const double y = entry["in"]["y"][i];
            labels.push_back(y > 0.5 ? 1 : 0);
            twoClass.insert(twoClass.end(), {0.0, logits[i]});
            classes.push_back(labels.back());
        }
        for (const Temperature& fitted : {fitTemperature(logits, labels), fitTemperature(twoClass, classes, 2)}) {
            QVERIFY(near(fitted.value, entry["out"]["T"], 1e-5));
            QVERIFY(near(fitted.nllBefore, entry["out"]["nll_before"], 1e-5));
            QVERIFY(near(fitted.nllAfter, entry["out"]["nll_after"], 1e-5));
        }
    }
};

QTEST_GUILESS_MAIN(VectorsMetricsTest)
#include "vectors_metrics_test.moc"
