// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/calibration.h"
#include "core/base/date.h"
#include "core/base/figures.h"
#include "core/base/geometry.h"
#include "core/base/json.h"
#include "core/base/letterbox.h"
#include "core/base/random.h"
#include "core/base/sha256.h"
#include "core/base/tissue.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <numeric>

using namespace cicatrix;

class BaseValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void impossibleDatesAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << "2026-03-09" << true;
        QTest::newRow("leap day") << "2024-02-29" << true;
        QTest::newRow("no leap year") << "2026-02-29" << false;
        QTest::newRow("month 13") << "2026-13-01" << false;
        QTest::newRow("day first") << "09.03.2026" << false;
        QTest::newRow("minus") << "2026--1-01" << false;
        QTest::newRow("empty") << "" << false;
    }
    void impossibleDatesAreRefused()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const Result<Date> date = parseDate(text.toStdString());
        QCOMPARE(date.has_value(), good);
        if (good) {
            QCOMPARE(isoDate(*date), text.toStdString());
        }
    }

    void timestampsComeBack()
    {
        const std::string text = "2026-03-09T14:05:06.123Z";
        const Result<Timestamp> time = parseTimestamp(text);
        QVERIFY(time.has_value());
        QCOMPARE(isoTimestamp(*time), text);
        QVERIFY(!parseTimestamp("2026-03-09T25:05:06.123Z"));
    }

    void percentagesAddUpToHundred()
    {
        QCOMPARE(wholePercentages({1.0, 1.0, 1.0}), (std::vector<int>{34, 33, 33}));
        QCOMPARE(wholePercentages({0.626, 0.374}), (std::vector<int>{63, 37}));
        QCOMPARE(wholePercentages({0, 0}), (std::vector<int>{0, 0}));
        SplitMix64 random(1);
        for (int draw = 0; draw < 200; ++draw) {
            std::vector<double> shares(1 + random.below(6));
            for (double& share : shares) {
                share = random.uniform() + 1e-9;
            }
            const std::vector<int> whole = wholePercentages(shares);
            QCOMPARE(std::accumulate(whole.begin(), whole.end(), 0), 100);
        }
    }

    void duplicateKeysInJsonAreRefused()
    {
        QVERIFY(parseJson(R"({"a":1,"b":{"a":2}})", "x.json").has_value());
        const auto twice = parseJson(R"({"a":1,"a":2})", "x.json");
        QVERIFY(!twice.has_value());
        QCOMPARE(twice.error().kind, ErrorKind::BadInput);
        QVERIFY(!parseJson("{", "x.json"));
        QVERIFY(!parseJson("{} x", "x.json"));
        QVERIFY(!parseJson(std::string(100, '[') + std::string(100, ']'), "x.json"));
    }

    void canonicalJsonSortsKeys()
    {
        const auto value = parseJson("{ \"b\": 1, \"a\": [1, 2] }", "x");
        QCOMPARE(canonicalJson(*value), std::string(R"({"a":[1,2],"b":1})"));
    }

    void sha256OfKnownTexts()
    {
        QCOMPARE(sha256Hex(std::string_view{}),
                 std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(sha256Hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256Hex(std::string(1'000'000, 'a')),
                 std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    }

    void homographyMapsAndScales()
    {
        const Homography h{0.2, 0, 5, 0, 0.2, -3, 0, 0, 1};
        QCOMPARE(apply(h, {10, 20}), (Point{7, 1}));
        QVERIFY(std::abs(areaScale(h, {10, 20}) - 0.04) < 1e-12);
        QVERIFY(std::abs(shoelace({{0, 0}, {4, 0}, {4, 3}, {0, 3}}) - 12) < 1e-12);
    }

    void callusIsNoOpenWound()
    {
        QVERIFY(!isWound(0));
        QVERIFY(!isWound(5));
        for (const int code : {1, 2, 3, 4, 6, 255}) {
            QVERIFY(isWound(static_cast<std::uint8_t>(code)));
        }
        QVERIFY(!isTissueCode(7));
    }
};

QTEST_GUILESS_MAIN(BaseValuesTest)
#include "base_values_test.moc"
