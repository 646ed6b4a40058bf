// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/classification.h"
#include "core/metrics/overlap.h"
#include "core/metrics/statistics.h"
#include "core/metrics/surface.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace cicatrix;
using namespace cicatrix::metrics;

namespace {

Grid<std::uint8_t> randomMask(SplitMix64& random, double density)
{
    Grid<std::uint8_t> mask(static_cast<int>(1 + random.below(17)), static_cast<int>(1 + random.below(17)));
    for (std::uint8_t& value : mask.values()) {
        value = random.uniform() < density ? 1 : 0;
    }
    return mask;
}

}  // namespace

class MetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void diceFollowsFromIou()
    {
        SplitMix64 random(1);
        for (int i = 0; i < 500; ++i) {
            const Counts counts{static_cast<std::int64_t>(random.below(50)), static_cast<std::int64_t>(random.below(50)),
                                static_cast<std::int64_t>(1 + random.below(50))};
            const Ratios r = ratios(counts);
            QVERIFY(std::abs(r.dice - 2 * r.iou / (1 + r.iou)) < 1e-12);
        }
    }

    void fusegRuleOnEmptyMasks_data()
    {
        QTest::addColumn<qint64>("tp");
        QTest::addColumn<qint64>("fp");
        QTest::addColumn<qint64>("fn");
        QTest::addColumn<double>("dice");
        QTest::addColumn<double>("precision");
        QTest::addColumn<double>("recall");
        QTest::newRow("both empty") << qint64{0} << qint64{0} << qint64{0} << 1.0 << 1.0 << 1.0;
        QTest::newRow("healthy, something predicted") << qint64{0} << qint64{9} << qint64{0} << 0.0 << 0.0 << 0.0;
        QTest::newRow("wound missed") << qint64{0} << qint64{0} << qint64{9} << 0.0 << 0.0 << 0.0;
        QTest::newRow("half found") << qint64{5} << qint64{0} << qint64{5} << 10.0 / 15 << 1.0 << 0.5;
    }
    void fusegRuleOnEmptyMasks()
    {
        QFETCH(qint64, tp);
        QFETCH(qint64, fp);
        QFETCH(qint64, fn);
        const Ratios r = ratios({tp, fp, fn}, EmptyRule::FusegImage);
        QTEST(r.dice, "dice");
        QTEST(r.precision, "precision");
        QTEST(r.recall, "recall");
    }

    void emptyReferencesAreCountedBesideTheMean()
    {
        const std::vector<std::vector<Counts>> images{{{4, 0, 0}}, {{0, 3, 0}}, {{0, 0, 0}}};
        const Overlap result = overlap(images, EmptyRule::GtPresent);
        QCOMPARE(result.classes[0].perImage.dice.value, 1.0);
        QCOMPARE(result.classes[0].perImage.dice.used, 1);
        QCOMPARE(result.classes[0].emptyReferences, 2);
        QCOMPARE(result.classes[0].falsePositiveImages, 1);
        QVERIFY(std::isnan(overlap({}).pooledMean.dice.value));
    }

    void distanceTransformEqualsBruteForce()
    {
        SplitMix64 random(7);
        for (int round = 0; round < 120; ++round) {
            const Grid<std::uint8_t> mask = randomMask(random, 0.08);
            const Spacing spacing{random.uniform(0.3, 3), random.uniform(0.3, 3)};
            const Grid<double> squared = squaredDistances(mask, spacing);
            for (int y = 0; y < mask.height(); ++y) {
                for (int x = 0; x < mask.width(); ++x) {
                    double nearest = std::numeric_limits<double>::infinity();
                    for (int v = 0; v < mask.height(); ++v) {
                        for (int u = 0; u < mask.width(); ++u) {
                            if (mask.at(u, v) != 0) {
                                nearest =
                                    std::min(nearest, std::pow((u - x) * spacing.x, 2) + std::pow((v - y) * spacing.y, 2));
                            }
                        }
                    }
                    QVERIFY(squared.at(x, y) == nearest || std::abs(squared.at(x, y) - nearest) < 1e-9 * (1 + nearest));
                }
            }
        }
    }

    void surfaceDistancesOfAShiftedSquare()
    {
        Grid<std::uint8_t> a(40, 30);
        Grid<std::uint8_t> b(40, 30);
        for (int y = 5; y < 25; ++y) {
            for (int x = 5; x < 25; ++x) {
                a.at(x, y) = 1;
                b.at(x + 4, y) = 255;
            }
        }
        const SurfaceFigures same = surfaceFigures(a, a);
        QCOMPARE(same.hausdorff, 0.0);
        QCOMPARE(same.nsd, 1.0);
        const SurfaceFigures shifted = surfaceFigures(a, b);
        QCOMPARE(shifted.hausdorff, 4.0);
        QCOMPARE(surfaceFigures(b, a).assd, shifted.assd);
        QVERIFY(std::isnan(surfaceFigures(Grid<std::uint8_t>(8, 8), Grid<std::uint8_t>(8, 8)).hausdorff));
    }

    void infiniteDistancesAreCountedNotAveraged()
    {
        const double inf = std::numeric_limits<double>::infinity();
        const std::vector<double> values{1, inf, 3, std::numeric_limits<double>::quiet_NaN()};
        const FiniteMean mean = finiteMean(values);
        QCOMPARE(mean.value, 2.0);
        QCOMPARE(mean.used, 2);
        QCOMPARE(mean.infinite, 1);
    }

    void exactWilcoxonOfFivePairsAllBetter()
    {
        // W+ = 15 of 15: two of 32 sign patterns are as extreme.
        const std::vector<double> a{1, 2, 3, 4, 5};
        const std::vector<double> b{0.5, 1, 1, 1, 1};
        const Wilcoxon result = wilcoxonSignedRank(a, b);
        QCOMPARE(result.wPlus, 15.0);
        QCOMPARE(result.p, 2.0 / 32);
        QCOMPARE(result.rankBiserial, 1.0);
        QCOMPARE(wilcoxonSignedRank(a, a).p, 1.0);
    }

    void groupsAreTheUnitOfResampling()
    {
        // Ten copies of two patients' values: the interval must stay that of two patients.
        std::vector<double> values;
        std::vector<std::string> groups;
        std::vector<Counts> counts;
        for (int i = 0; i < 20; ++i) {
            values.push_back(i % 2 == 0 ? 0.2 : 0.8);
            counts.push_back(i % 2 == 0 ? Counts{1, 4, 4} : Counts{4, 1, 1});
            groups.push_back(i % 2 == 0 ? "a" : "b");
        }
        const BootstrapOptions options{2000, 3, 0.95};
        const Interval mean = meanInterval(values, groups, options);
        QVERIFY(std::abs(mean.low - 0.2) < 1e-12 && std::abs(mean.high - 0.8) < 1e-12);
        const Interval pooled = pooledInterval(counts, groups, Ratio::Dice, options);
        QVERIFY(std::abs(pooled.low - 0.2) < 1e-12 && std::abs(pooled.high - 0.8) < 1e-12);
        QCOMPARE(groupMeans(values, groups).size(), std::size_t{2});
    }

    void bootstrapCoversTheMeanAboutAsOftenAsItSays()
    {
        SplitMix64 random(11);
        int covered = 0;
        const int rounds = 300;
        for (int r = 0; r < rounds; ++r) {
            std::vector<double> values(30);
            std::vector<std::string> groups;
            for (std::size_t i = 0; i < values.size(); ++i) {
                values[i] = random.normal();
                groups.push_back(std::to_string(i));
            }
            const Interval interval = meanInterval(values, groups, {400, static_cast<std::uint64_t>(r), 0.95});
            covered += interval.low <= 0 && interval.high >= 0 ? 1 : 0;
        }
        QVERIFY2(covered >= 0.89 * rounds && covered <= 0.98 * rounds, qPrintable(QString::number(covered)));
    }

    void percentilesInterpolate()
    {
        QCOMPARE(percentile({3, 1, 2, 4}, 50), 2.5);
        QCOMPARE(percentile({3, 1, 2, 4}, 0), 1.0);
        QCOMPARE(percentile({3, 1, 2, 4}, 100), 4.0);
        QVERIFY(std::isnan(percentile({}, 50)));
    }

    void undefinedClassFiguresAreSkippedNotZero()
    {
        // Class 2 neither occurs nor is predicted.
        const std::vector<int> truth{0, 1, 1, 0};
        const std::vector<int> prediction{0, 1, 0, 0};
        const MultiClassFigures figures = multiClassFigures(confusion(truth, prediction, 3));
        QVERIFY(std::isnan(figures.f1[2]));
        QCOMPARE(figures.macroF1, (0.8 + 2.0 / 3) / 2);
        const std::vector<std::uint8_t> allPositive{1, 1};
        const std::vector<double> scores{0.4, 0.6};
        QVERIFY(std::isnan(auc(scores, allPositive)));
    }

    void multiClassAucAndBrierByHand()
    {
        const std::vector<double> probabilities{0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4};
        const std::vector<int> truth{0, 1, 2};
        QCOMPARE(multiClassAuc(probabilities, truth, 3), 1.0);
        // 0.14 + 0.06 + 0.54, over three samples
        QVERIFY(std::abs(multiClassBrier(probabilities, truth, 3) - 0.74 / 3) < 1e-12);
    }

    void relativeChangeOverTasks()
    {
        const std::vector<TaskFigure> figures{{0.88, 0.80, false}, {9, 10, true}};
        QVERIFY(std::abs(averageRelativeChange(figures) - 10.0) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(MetricsTest)
#include "metrics_test.moc"
