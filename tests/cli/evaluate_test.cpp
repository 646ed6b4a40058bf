// SPDX-License-Identifier: GPL-3.0-or-later
// `evaluate` on a handful of made masks and photos: what it prints is what one counts by hand.
#include "core/base/csv.h"
#include "core/image/codec.h"
#include "core/phantom/scene_sampler.h"
#include "tests/cli/program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

using namespace cicatrix;
using cicatrix::test::Outcome;
using cicatrix::test::runCli;
using nlohmann::json;

namespace {

constexpr int kWidth = 20;
constexpr int kHeight = 12;

/// A mask of rows: pixel (x, y) has the code of its number y · kWidth + x.
LabelMap mask(const std::function<int(int)>& code)
{
    LabelMap map(kWidth, kHeight);
    for (std::size_t i = 0; i < map.size(); ++i) {
        map.values()[i] = static_cast<std::uint8_t>(code(static_cast<int>(i)));
    }
    return map;
}

/// Pixels first … end − 1 hold the value.
std::function<int(int)> range(int first, int end, int value)
{
    return [=](int i) { return i >= first && i < end ? value : 0; };
}

void putBytes(const QString& path, std::span<const std::byte> bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size())),
             static_cast<qint64>(bytes.size()));
}

void put(const QString& path, const LabelMap& map)
{
    const Result<Bytes> png = image::encodePng(map);
    QVERIFY(png.has_value());
    putBytes(path, *png);
}

void putText(const QString& path, const std::string& text) { putBytes(path, std::as_bytes(std::span(text))); }

LabelMap readMask(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray bytes = file.readAll();
    return image::decodeMask(std::as_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))), "mask").value();
}

std::string textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

bool near(const json& value, double expected) { return value.is_number() && std::abs(value.get<double>() - expected) < 1e-9; }

/// One printed class by task and tissue.
json classOf(const json& document, const std::string& task, const std::string& tissue)
{
    for (const json& row : document["classes"]) {
        if (row["task"] == task && (tissue.empty() ? row["tissue"].is_null() : row["tissue"] == tissue)) {
            return row;
        }
    }
    return {};
}

struct Counted {
    int tp = 0;
    int fp = 0;
    int fn = 0;
};

Counted countWound(const LabelMap& truth, const LabelMap& prediction)
{
    Counted counted;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const bool t = truth.values()[i] != 0;
        const bool p = prediction.values()[i] != 0;
        counted.tp += t && p ? 1 : 0;
        counted.fp += !t && p ? 1 : 0;
        counted.fn += t && !p ? 1 : 0;
    }
    return counted;
}

double diceOf(const Counted& c) { return 2.0 * c.tp / (2 * c.tp + c.fp + c.fn); }

}  // namespace

class EvaluateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // a: 40 right, 10 too many, 20 missed. b: 30 right. c: nothing there, 5 found. d: nothing there, nothing found.
        put(truth("a.png"), mask(range(0, 60, 255)));
        put(prediction("a.png"), mask(range(20, 70, 255)));
        put(truth("b.png"), mask(range(100, 130, 1)));
        put(prediction("b.png"), mask(range(100, 130, 255)));
        put(truth("c.png"), mask(range(0, 0, 0)));
        put(prediction("c.wound.png"), mask(range(7, 12, 255)));
        put(truth("d.png"), mask(range(0, 0, 0)));
        put(prediction("d.png"), mask(range(0, 0, 0)));
        makePhotos();
    }

    void masksOfAnyoneAreScoredByEveryRule_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<double>("dice");
        QTest::addColumn<double>("iou");
        QTest::addColumn<double>("precision");
        QTest::addColumn<double>("recall");
        QTest::addColumn<int>("used");  // images in the mean of Dice
        const double a = 80.0 / 110;    // Dice of a; b has 1, c has 0, d depends on the rule
        QTest::newRow("default") << QStringList{} << (a + 1) / 3 << (4.0 / 7 + 1) / 3 << (0.8 + 1) / 3 << (2.0 / 3 + 1) / 2
                                 << 3;
        QTest::newRow("nnunet") << rule("nnunet") << (a + 1) / 3 << (4.0 / 7 + 1) / 3 << (0.8 + 1) / 3 << (2.0 / 3 + 1) / 2
                                << 3;
        QTest::newRow("gt_present") << rule("gt_present") << (a + 1) / 2 << (4.0 / 7 + 1) / 2 << (0.8 + 1) / 2
                                    << (2.0 / 3 + 1) / 2 << 2;
        QTest::newRow("both_empty_1") << rule("both_empty_1") << (a + 2) / 4 << (4.0 / 7 + 2) / 4 << (0.8 + 2) / 4
                                      << (2.0 / 3 + 2) / 3 << 4;
        QTest::newRow("fuseg_image") << rule("fuseg_image") << (a + 2) / 4 << (4.0 / 7 + 2) / 4 << (0.8 + 2) / 4
                                     << (2.0 / 3 + 2) / 4 << 4;
    }
    void masksOfAnyoneAreScoredByEveryRule()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = runCli(againstTruth() + arguments + QStringList{"--json"});
        QVERIFY2(outcome.status == 0, outcome.err.c_str());
        const json document = outcome.json();
        QVERIFY(document["schema"] == "cicatrix.evaluation/1");
        QVERIFY(document["images"] == 4 && document["groups"] == 4);
        const json wound = classOf(document, "wound", "");
        QVERIFY(near(wound["pooled"]["dice"]["value"], 140.0 / 175));
        QVERIFY(near(wound["pooled"]["iou"]["value"], 70.0 / 105));
        QVERIFY(near(wound["pooled"]["precision"]["value"], 70.0 / 85));
        QVERIFY(near(wound["pooled"]["recall"]["value"], 70.0 / 90));
        for (const char* figure : {"dice", "iou", "precision", "recall"}) {
            const json& pooled = wound["pooled"][figure];
            QVERIFY(pooled["low"].get<double>() <= pooled["value"].get<double>() &&
                    pooled["value"].get<double>() <= pooled["high"].get<double>());
        }
        QFETCH(double, dice);
        QFETCH(double, iou);
        QFETCH(double, precision);
        QFETCH(double, recall);
        QFETCH(int, used);
        QVERIFY2(near(wound["per_image"]["dice"]["value"], dice), wound.dump().c_str());
        QVERIFY2(near(wound["per_image"]["iou"]["value"], iou), wound.dump().c_str());
        QVERIFY2(near(wound["per_image"]["precision"]["value"], precision), wound.dump().c_str());
        QVERIFY2(near(wound["per_image"]["recall"]["value"], recall), wound.dump().c_str());
        QVERIFY(wound["per_image"]["dice"]["images_used"] == used);
        QVERIFY(wound["empty_references"] == 2 && wound["false_positive_images"] == 1);
    }

    void theTableAndTheRowsSayTheSame()
    {
        const QString rows = m_folder.filePath("rows.csv");
        const Outcome table = runCli(againstTruth() + QStringList{"--per-image", rows});
        QVERIFY2(table.status == 0, table.err.c_str());
        for (const char* figure : {"0.8000", "0.6667", "0.8235", "0.7778", "0.5758", "empty references: 2"}) {
            QVERIFY2(table.out.find(figure) != std::string::npos, (table.out + figure).c_str());
        }
        const CsvTable csv = CsvTable::parse(textOf(rows), "rows.csv").value();
        QCOMPARE(csv.rows(), std::size_t{4});
        const std::map<std::string, std::vector<std::string>> expected{
            {"a", {"40", "10", "20", "0.727273", "0.571429", "0.800000", "0.666667"}},
            {"b", {"30", "0", "0", "1.000000", "1.000000", "1.000000", "1.000000"}},
            {"c", {"0", "5", "0", "0.000000", "0.000000", "0.000000", ""}},
            {"d", {"0", "0", "0", "", "", "", ""}}};
        const std::vector<std::string> columns{"tp", "fp", "fn", "dice", "iou", "precision", "recall"};
        for (std::size_t row = 0; row < csv.rows(); ++row) {
            for (std::size_t column = 0; column < columns.size(); ++column) {
                QCOMPARE(csv.cell(row, columns[column]), expected.at(csv.cell(row, "id"))[column]);
            }
        }
        const Outcome again = runCli(againstTruth() + QStringList{"--per-image", rows, "--quiet"});
        QCOMPARE(again.status, 3);
        QCOMPARE(lines(again.err), 1);
        QCOMPARE(runCli(againstTruth() + QStringList{"--per-image", rows, "--force"}).status, 0);
    }

    void tissueIsCountedWhereItWasLabelled()
    {
        const QString folder = m_folder.filePath("tissue/");
        // x: 40 granulation, 20 slough, 10 not labelled; half of the slough is taken for granulation.
        put(folder + "truth/x.tissue.png", mask([](int i) { return i < 40 ? 1 : i < 60 ? 2 : i < 70 ? 255 : 0; }));
        put(folder + "pred/x.tissue.png", mask([](int i) { return i < 50 ? 1 : i < 70 ? 2 : 0; }));
        put(folder + "pred/x.wound.png", mask(range(0, 70, 255)));
        // y: granulation alone, on both sides: a name in .tissue.png says that 1 is a tissue and no mere "wound".
        put(folder + "truth/y.tissue.png", mask(range(0, 30, 1)));
        put(folder + "pred/y.tissue.png", mask(range(0, 25, 1)));
        const Outcome outcome = runCli({"evaluate", "--pred", folder + "pred", "--truth", folder + "truth", "--json"});
        QVERIFY2(outcome.status == 0, outcome.err.c_str());
        const json document = outcome.json();
        QVERIFY(near(classOf(document, "wound", "")["pooled"]["dice"]["value"], 2.0 * 95 / (2 * 95 + 5)));
        QVERIFY2(near(classOf(document, "tissue", "granulation")["pooled"]["dice"]["value"], 2.0 * 65 / (2 * 65 + 10 + 5)),
                 outcome.out.c_str());
        QVERIFY(near(classOf(document, "tissue", "slough")["pooled"]["dice"]["value"], 20.0 / 30));
        QVERIFY(classOf(document, "tissue", "necrosis").is_null());
        QVERIFY(near(document["tissue_mean"]["pooled_dice"], (130.0 / 145 + 20.0 / 30) / 2));
    }

    void aModelIsScoredOverTheRowsOfASplit()
    {
        const QString results = m_folder.filePath("results");
        const Outcome analyzed =
            runCli({"analyze", set("images/p0.jpg"), set("images/p1.jpg"), set("images/p2.jpg"), "--out", results, "--quiet"});
        QVERIFY2(analyzed.status == 0, analyzed.err.c_str());
        std::vector<Counted> counted;
        Counted sum;
        for (int i = 0; i < 3; ++i) {
            const QString name = QString("p%1").arg(i);
            counted.push_back(
                countWound(readMask(set("labels/" + name + ".png")), readMask(results + "/" + name + ".wound.png")));
            QVERIFY(counted.back().tp > 0);
        }
        const QString rows = m_folder.filePath("split.csv");
        const Outcome outcome =
            runCli({"evaluate", "--data", set("splits.csv"), "--split", "part=test", "--per-image", rows, "--json", "--quiet"});
        QVERIFY2(outcome.status == 0, outcome.err.c_str());
        const json document = outcome.json();
        QVERIFY(document["images"] == 2 && document["groups"] == 1);
        for (const std::size_t i : {0U, 2U}) {
            sum = {sum.tp + counted[i].tp, sum.fp + counted[i].fp, sum.fn + counted[i].fn};
        }
        const json wound = classOf(document, "wound", "");
        QVERIFY(near(wound["pooled"]["dice"]["value"], diceOf(sum)));
        QVERIFY(near(wound["per_image"]["dice"]["value"], (diceOf(counted[0]) + diceOf(counted[2])) / 2));
        const CsvTable csv = CsvTable::parse(textOf(rows), "split.csv").value();
        QCOMPARE(csv.cell(0, "id"), std::string("made/p0"));
        QCOMPARE(csv.cell(1, "tp"), std::to_string(counted[2].tp));
        // The folder of photos and labels holds all three.
        const json folder = runCli({"evaluate", "--data", set(""), "--json", "--quiet"}).json();
        QVERIFY(folder["images"] == 3);
        sum = {sum.tp + counted[1].tp, sum.fp + counted[1].fp, sum.fn + counted[1].fn};
        QVERIFY(near(classOf(folder, "wound", "")["pooled"]["dice"]["value"], diceOf(sum)));
    }

    void faultsAreOneClearLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("names");
        const auto folders = [](const QString& p, const QString& t) { return QStringList{"--pred", p, "--truth", t}; };
        const QString few = m_folder.filePath("few");
        put(few + "/a.png", mask(range(0, 60, 255)));
        const QString large = m_folder.filePath("large");
        put(large + "/a.png", LabelMap(kWidth + 1, kHeight));
        const QString damaged = m_folder.filePath("damaged");
        putText(damaged + "/a.png", "\x89PNG\r\n\x1a\n cut off");
        QDir().mkpath(m_folder.filePath("empty"));
        QTest::newRow("prediction missing") << folders(few, m_folder.filePath("truth")) << 3 << "b.png";
        QTest::newRow("truth missing") << folders(m_folder.filePath("pred"), few) << 3 << "b.png";
        QTest::newRow("another size") << folders(few, large) << 3 << "a";
        QTest::newRow("damaged mask") << folders(few, damaged) << 3 << "a.png";
        QTest::newRow("empty folder") << folders(m_folder.filePath("empty"), few) << 3 << "empty";
        QTest::newRow("no such folder") << folders(m_folder.filePath("absent"), few) << 3 << "absent";
        QTest::newRow("half the folders") << QStringList{"--pred", few} << 2 << "--truth";
        QTest::newRow("no data") << QStringList{} << 2 << "--data";
        QTest::newRow("unknown rule") << folders(few, few) + rule("strict") << 2 << "--empty-rule";
        const QStringList csv{"--data", m_folder.filePath("set/splits.csv")};
        QTest::newRow("two choices") << csv + QStringList{"--split", "part=test", "--protocol", "clean"} << 2 << "--split";
        QTest::newRow("split without value") << csv + QStringList{"--split", "part"} << 2 << "COLUMN=VALUE";
        QTest::newRow("no such column") << csv + QStringList{"--split", "colour=red"} << 3 << "colour";
        QTest::newRow("no such row") << csv + QStringList{"--split", "part=none"} << 3 << "splits.csv";
        QTest::newRow("no such CSV") << QStringList{"--data", m_folder.filePath("absent.csv")} << 3 << "absent.csv";
        QTest::newRow("mask of a row missing") << csv + QStringList{"--split", "part=broken"} << 3 << "gone.png";
        QTest::newRow("mask of a row too large") << csv + QStringList{"--split", "part=large"} << 3 << "p0";
        QTest::newRow("folder without labels") << QStringList{"--data", few} << 3 << "labels";
    }
    void faultsAreOneClearLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, names);
        const Outcome outcome = runCli(QStringList{"evaluate", "--quiet"} + arguments);
        QCOMPARE(outcome.status, status);
        QVERIFY(outcome.out.empty());
        QCOMPARE(lines(outcome.err), 1);
        QVERIFY2(outcome.err.find(names.toStdString()) != std::string::npos, outcome.err.c_str());
    }

private:
    static QStringList rule(const QString& name) { return {"--empty-rule", name}; }
    static qsizetype lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }
    QString truth(const QString& name) const { return m_folder.filePath("truth/" + name); }
    QString prediction(const QString& name) const { return m_folder.filePath("pred/" + name); }
    QString set(const QString& name) const { return m_folder.filePath("set/" + name); }
    QStringList againstTruth() const
    {
        return {"evaluate", "--pred", m_folder.filePath("pred"), "--truth", m_folder.filePath("truth")};
    }

    /// Three small phantoms with their labels and a table of them; two rows point nowhere or at another photo's label.
    void makePhotos()
    {
        phantom::SamplerOptions options;
        options.widthPx = 320;
        options.heightPx = 240;
        options.minAreaCm2 = 8;
        options.withCard = false;
        for (int i = 0; i < 3; ++i) {
            const phantom::PhantomPhoto drawn =
                phantom::drawPhantom(phantom::sampleScene(static_cast<std::uint64_t>(40 + i), options));
            const Result<Bytes> jpeg = image::encodeJpeg(drawn.photo, 90);
            QVERIFY(jpeg.has_value());
            putBytes(set(QString("images/p%1.jpg").arg(i)), *jpeg);
            LabelMap label = drawn.truth;
            for (std::uint8_t& code : label.values()) {
                code = isWound(code) ? 255 : 0;
            }
            put(set(QString("labels/p%1.png").arg(i)), label);
        }
        put(set("other.png"), mask(range(0, 60, 255)));
        putText(set("splits.csv"), "source,id,file,wound_mask,group,part\n"
                                   "made,p0,images/p0.jpg,labels/p0.png,g1,test\n"
                                   "made,p1,images/p1.jpg,labels/p1.png,g2,train\n"
                                   "made,p2,images/p2.jpg,labels/p2.png,g1,test\n"
                                   "made,p3,images/p0.jpg,labels/gone.png,g3,broken\n"
                                   "made,p0,images/p0.jpg,other.png,g3,large\n");
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(EvaluateTest)
#include "evaluate_test.moc"
