// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/post_processing.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cicatrix;
using namespace cicatrix::infer;

namespace {

constexpr std::uint8_t kCallus = 5;

void disc(LabelMap& labels, double x, double y, double radius, std::uint8_t code)
{
    for (int j = 0; j < labels.height(); ++j) {
        for (int i = 0; i < labels.width(); ++i) {
            if (std::hypot(i + 0.5 - x, j + 0.5 - y) <= radius) {
                labels.at(i, j) = code;
            }
        }
    }
}

std::int64_t count(const LabelMap& labels, std::uint8_t code)
{
    return std::count(labels.values().begin(), labels.values().end(), code);
}

}  // namespace

class PostProcessingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callusIsKeptAsFarAsTheWoundReaches_data()
    {
        QTest::addColumn<int>("gap");  // px between a wound of 40 px diameter and a callus
        QTest::addColumn<int>("magnified");
        QTest::addColumn<bool>("kept");
        for (const int magnified : {1, 4, 10}) {
            const auto row = [&](const char* name, int gap, bool kept) {
                QTest::addRow("%s, %dx", name, magnified) << gap << magnified << kept;
            };
            row("touching", 0, true);
            row("near", 17, true);
            row("beyond half a diameter", 24, false);
            row("far", 150, false);
        }
    }
    void callusIsKeptAsFarAsTheWoundReaches()
    {
        QFETCH(int, gap);
        QFETCH(int, magnified);
        QFETCH(bool, kept);
        LabelMap labels(300 * magnified, 200 * magnified);
        disc(labels, 40.0 * magnified, 100.0 * magnified, 20.0 * magnified, 255);
        disc(labels, (60.0 + gap + 15) * magnified, 100.0 * magnified, 15.0 * magnified, kCallus);
        const std::int64_t callus = count(labels, kCallus);
        const std::int64_t wound = count(labels, 255);
        dropFarCallus(labels, 0.5);
        QCOMPARE(count(labels, kCallus), kept ? callus : 0);
        QCOMPARE(count(labels, 255), wound);
    }

    void aBroadCallusRoundAPinholeStaysWhole()
    {
        LabelMap labels(400, 300);
        disc(labels, 200, 150, 90, kCallus);
        disc(labels, 170, 150, 4, 1);
        const LabelMap before = labels;
        dropFarCallus(labels, 0.5);
        QVERIFY(labels == before);
    }

    void everyWoundPartReachesByItsOwnSize()
    {
        LabelMap labels(500, 300);
        disc(labels, 100, 150, 50, 1);  // reaches 50 px
        disc(labels, 400, 150, 5, 2);   // reaches 5 px
        disc(labels, 100, 60, 8, kCallus);
        disc(labels, 400, 120, 8, kCallus);  // 17 px from the small wound
        labels.at(10, 10) = kCallus;
        LabelMap expected = labels;
        disc(expected, 400, 120, 8, 0);
        expected.at(10, 10) = 0;
        dropFarCallus(labels, 0.5);
        QVERIFY(labels == expected);
    }

    void withoutAWoundNoCallusIsBelieved()
    {
        LabelMap labels(60, 50);
        disc(labels, 30, 25, 10, kCallus);
        dropFarCallus(labels, 0.5);
        QVERIFY(labels == LabelMap(60, 50));
        LabelMap pixel(1, 1, std::uint8_t{kCallus});
        dropFarCallus(pixel, 0.5);
        QCOMPARE(pixel.at(0, 0), std::uint8_t{0});
    }

    void otherTissueIsLeftAlone()
    {
        LabelMap labels(80, 60);
        for (const std::uint8_t code : std::initializer_list<std::uint8_t>{1, 2, 3, 4, 6, 255}) {
            disc(labels, 10 + code % 7 * 10.0, 30, 3, code);
        }
        const LabelMap before = labels;
        dropFarCallus(labels, 0);
        QVERIFY(labels == before);
    }
};

QTEST_GUILESS_MAIN(PostProcessingTest)
#include "post_processing_test.moc"
