// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeline/scales.h"

#include <QTest>

#include <cmath>

using namespace cicatrix;
using namespace cicatrix::timeline;

class ScalesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void detectableReductionIsTheFormulasTable_data()
    {
        QTest::addColumn<double>("sd");
        QTest::addColumn<double>("percent");
        QTest::newRow("2") << 0.02 << 5.0;
        QTest::newRow("3") << 0.03 << 8.0;
        QTest::newRow("5") << 0.05 << 13.0;
        QTest::newRow("8") << 0.08 << 20.0;
        QTest::newRow("10") << 0.10 << 24.0;
        QTest::newRow("15") << 0.15 << 34.0;
    }
    void detectableReductionIsTheFormulasTable()
    {
        QFETCH(double, sd);
        QTEST(std::round(detectableReductionPercent(sd)), "percent");
    }

    void pushBands_data()
    {
        QTest::addColumn<double>("product");
        QTest::addColumn<int>("score");
        const QList<QPair<double, int>> rows{{0.01, 1}, {0.24, 1}, {0.26, 2},  {0.3, 2},   {0.64, 2}, {0.66, 3},
                                             {1.0, 3},  {1.04, 3}, {1.06, 4},  {2.0, 4},   {2.1, 5},  {3.0, 5},
                                             {3.1, 6},  {4.0, 6},  {4.1, 7},   {8.0, 7},   {8.1, 8},  {12.0, 8},
                                             {12.1, 9}, {24.0, 9}, {24.04, 9}, {24.1, 10}, {500, 10}};
        for (const auto& [product, score] : rows) {
            QTest::addRow("%g", product) << product << score;
        }
    }
    void pushBands()
    {
        QFETCH(double, product);
        QTEST(pushAreaBand(product), "score");
    }

    void pushNeedsTheHeadOrSaysWhatItUsed()
    {
        Figures figures;
        QVERIFY(!pushArea(figures, false));
        QCOMPARE(pushArea(figures, true)->score, 0);
        figures.total.lengthMm = Estimate{30, 1};
        figures.total.widthMm = Estimate{20, 1};
        QCOMPARE(pushArea(figures, false)->score, 7);
        QVERIFY(pushArea(figures, false)->note.find("head direction not known") != std::string::npos);
        figures.total.clockLengthMm = 20;
        figures.total.clockWidthMm = 10;
        QCOMPARE(pushArea(figures, false)->score, 4);
        QVERIFY(pushArea(figures, false)->note.empty());
    }

    void sinbadCountsFromOneSquareCentimetre()
    {
        Figures figures;
        QVERIFY(!sinbadAreaPoint(figures));
        figures.total.areaCm2 = Estimate{0.99, 0.1};
        QCOMPARE(*sinbadAreaPoint(figures), 0);
        figures.total.areaCm2 = Estimate{1.0, 0.1};
        QCOMPARE(*sinbadAreaPoint(figures), 1);
    }
};

QTEST_GUILESS_MAIN(ScalesTest)
#include "scales_test.moc"
