// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/packed_dataset.h"
#include "core/base/random.h"
#include "core/train/augment.h"
#include "core/train/config.h"
#include "core/train/sampler.h"
#include "core/train/selection.h"
#include "tests/core/train/tiny_set.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

using namespace cicatrix;
using namespace cicatrix::train;
namespace fs = std::filesystem;

namespace {

PackedRow makeRow(const std::string& id, const std::string& source, const std::string& group, const std::string& official,
                  const std::string& ours)
{
    PackedRow row;
    row.id = id;
    row.source = source;
    row.group = group;
    row.officialSplit = official;
    row.ourSplit = ours;
    row.hasWound = true;
    return row;
}

/// Rows of splits.csv, as the packer names them, without their pixels.
std::vector<PackedRow> realRows()
{
    std::ifstream file(CICATRIX_SHARED_DIR "/data/wounds/splits.csv");
    std::string line;
    std::getline(file, line);
    std::vector<PackedRow> rows;
    std::map<std::string, std::string> tissueParents;
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        for (std::size_t start = 0; start <= line.size();) {
            const std::size_t comma = std::min(line.find(',', start), line.size());
            cells.push_back(line.substr(start, comma - start));
            start = comma + 1;
        }
        if (cells[0] == "dfutissue") {
            tissueParents[cells[17]] = cells[1];
            continue;
        }
        PackedRow row = makeRow(cells[0] + "/" + cells[6] + "/" + cells[1], cells[0], cells[9], cells[6], cells[7]);
        row.fold = cells[8].empty() ? -1 : std::stoi(cells[8]);
        row.excluded = cells[10] == "1";
        row.hasTissue = !cells[5].empty();
        rows.push_back(row);
    }
    for (PackedRow& row : rows) {
        row.hasTissue = row.hasTissue || tissueParents.contains(row.id);
    }
    return rows;
}

}  // namespace

class TrainDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPackedSetComesBackAsItWas()
    {
        const fs::path path = folder() / "round.cds";
        QVERIFY(testing::writeTinySet(path, 5).has_value());
        const auto data = PackedDataset::open(path);
        QVERIFY2(data.has_value(), data ? "" : data.error().message().c_str());
        QCOMPARE(data->rows().size(), std::size_t{5});
        QVERIFY(data->verify().has_value());
        for (std::size_t i = 0; i < 5; ++i) {
            const testing::TinyPhoto photo = testing::drawTinyPhoto(48, 56, i);
            const PackedPlanes planes = data->planes(i);
            QVERIFY(std::equal(photo.rgb.begin(), photo.rgb.end(), planes.rgb.begin(), planes.rgb.end()));
            QVERIFY(std::equal(photo.wound.begin(), photo.wound.end(), planes.wound.begin(), planes.wound.end()));
            QCOMPARE(planes.tissue.size(), i == 2 ? photo.tissue.size() : std::size_t{0});
            QCOMPARE(reinterpret_cast<std::uintptr_t>(planes.wound.data()) % 64, std::uintptr_t{0});
        }
        QCOMPARE(data->codes().at(5), std::string("callus"));
        QCOMPARE(data->sources().at(0).file, std::string("tiny.csv"));
    }

    void anExistingFileIsNotOverwritten()
    {
        const fs::path path = folder() / "kept.cds";
        QVERIFY(testing::writeTinySet(path, 1).has_value());
        QVERIFY(!testing::writeTinySet(path, 2).has_value());
        QCOMPARE(PackedDataset::open(path)->rows().size(), std::size_t{1});
    }

    void aDamagedSetIsRefused_data()
    {
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("keep");
        QTest::newRow("magic") << 3 << -1;
        QTest::newRow("header length") << 12 << -1;
        QTest::newRow("header hash") << 30 << -1;
        QTest::newRow("header") << 200 << -1;
        QTest::newRow("cut in the header") << -1 << 300;
        QTest::newRow("cut in the pixels") << -1 << -100;
        QTest::newRow("nearly empty") << -1 << 20;
        QTest::newRow("empty") << -1 << 0;
    }
    void aDamagedSetIsRefused()
    {
        QFETCH(int, position);
        QFETCH(int, keep);
        const fs::path path = folder() / (std::string("damaged") + QTest::currentDataTag() + ".cds");
        QVERIFY(testing::writeTinySet(path, 2).has_value());
        if (position >= 0) {
            std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
            file.seekg(position);
            const char byte = static_cast<char>(file.get());
            file.seekp(position);
            file.put(static_cast<char>(byte ^ 0x41));
        } else {
            fs::resize_file(path, keep >= 0 ? static_cast<std::uintmax_t>(keep)
                                            : fs::file_size(path) - static_cast<std::uintmax_t>(-keep));
        }
        const auto data = PackedDataset::open(path);
        QVERIFY(!data);
        QCOMPARE(data.error().kind, ErrorKind::BadInput);
        QVERIFY(QByteArray(data.error().message().c_str()).contains(path.filename().c_str()));
    }

    void damagedPixelsAreFoundByTheirHash()
    {
        const fs::path path = folder() / "pixels.cds";
        QVERIFY(testing::writeTinySet(path, 3).has_value());
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-200, std::ios::end);
        file.put('\x7f');
        file.close();
        const auto data = PackedDataset::open(path);
        QVERIFY(data.has_value());
        const Result<void> verified = data->verify();
        QVERIFY(!verified);
        QVERIFY(QByteArray(verified.error().message().c_str()).contains("tiny/2"));
    }

    void noTrainingPhotoShowsAReportedLimb_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<int>("tests");
        QTest::newRow("clean") << "clean" << 210;
        for (int fold = 0; fold < 5; ++fold) {
            QTest::addRow("fold %d", fold) << QString("fold:%1").arg(fold) << -1;
        }
        QTest::newRow("official") << "official" << 200;
    }
    void noTrainingPhotoShowsAReportedLimb()
    {
        QFETCH(QString, protocol);
        QFETCH(int, tests);
        const std::vector<PackedRow> rows = realRows();
        if (rows.empty()) {
            QSKIP("the wound photos are not beside the repository");
        }
        const auto selection = select(rows, *Protocol::parse(protocol.toStdString()), 0.1, 1);
        QVERIFY2(selection.has_value(), selection ? "" : selection.error().message().c_str());
        if (tests >= 0) {
            QCOMPARE(static_cast<int>(selection->test.size()), tests);
        }
        std::set<std::string> reported;
        std::set<std::string> held;
        for (const std::size_t index : selection->test) {
            reported.insert(rows[index].group);
        }
        for (const std::size_t index : selection->validation) {
            held.insert(rows[index].group);
        }
        QVERIFY(!held.empty());
        int sharing = 0;
        for (const std::size_t index : selection->train) {
            const PackedRow& row = rows[index];
            QVERIFY(!row.excluded);
            QVERIFY(!held.contains(row.group));
            if (reported.contains(row.group)) {
                ++sharing;
                QCOMPARE(protocol, QString("official"));
                QCOMPARE(row.source, std::string("fuseg"));
                QCOMPARE(row.officialSplit, std::string("train"));
            }
        }
        QCOMPARE(sharing > 0, protocol == "official");
        if (protocol == "official") {
            const auto fuseg = std::count_if(rows.begin(), rows.end(), [](const PackedRow& row) {
                return row.source == "fuseg" && row.officialSplit == "train" && !row.excluded;
            });
            QCOMPARE(fuseg, 741);
        }
    }

    void aLeakIsNoticed_data()
    {
        QTest::addColumn<int>("trainRow");
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("the reported photo itself") << 0 << "official" << false;
        QTest::newRow("its limb in another source") << 1 << "official" << false;
        QTest::newRow("its limb in FUSeg training") << 2 << "official" << true;
        QTest::newRow("its limb in FUSeg training, clean") << 2 << "clean" << false;
        QTest::newRow("a limb of the hold-out") << 3 << "official" << false;
        QTest::newRow("an excluded photo") << 4 << "official" << false;
        QTest::newRow("another limb") << 5 << "clean" << true;
    }
    void aLeakIsNoticed()
    {
        QFETCH(int, trainRow);
        QFETCH(QString, protocol);
        QFETCH(bool, allowed);
        std::vector<PackedRow> rows{
            makeRow("a", "fuseg", "g1", "validation", "test"), makeRow("b", "lutseg", "g1", "example", "train"),
            makeRow("c", "fuseg", "g1", "train", "unused"),    makeRow("d", "fuseg", "g2", "train", "train"),
            makeRow("e", "fuseg", "g3", "train", "train"),     makeRow("f", "fuseg", "g4", "train", "train"),
            makeRow("h", "fuseg", "g2", "train", "val")};
        rows[4].excluded = true;
        const Selection selection{{static_cast<std::size_t>(trainRow)}, {6}, {0}};
        QCOMPARE(checkLeakage(rows, selection, *Protocol::parse(protocol.toStdString())).has_value(), allowed);
    }

    void aCropIsAFunctionOfItsKey()
    {
        const testing::TinyPhoto photo = testing::drawTinyPhoto(60, 70, 3);
        PackedRow row = makeRow("x", "tiny", "g", "", "");
        row.width = 60;
        row.height = 70;
        row.hasTissue = true;
        const PackedPlanes planes{photo.rgb, photo.wound, photo.tissue};
        AugmentOptions options;
        options.size = 64;
        const TrainingCrop first = cutCrop(row, planes, options, 42);
        const TrainingCrop again = cutCrop(row, planes, options, 42);
        const TrainingCrop other = cutCrop(row, planes, options, 43);
        QVERIFY(first.image == again.image && first.wound == again.wound && first.tissue == again.tissue);
        QVERIFY(first.image != other.image);
        QCOMPARE(first.image.size(), std::size_t{3 * 64 * 64});
        QVERIFY(std::count(first.wound.begin(), first.wound.end(), 1) > 0);
    }

    void masksMoveWithThePhoto()
    {
        const testing::TinyPhoto photo = testing::drawTinyPhoto(60, 70, 5);
        PackedRow row = makeRow("x", "tiny", "g", "", "");
        row.width = 60;
        row.height = 70;
        row.hasTissue = true;
        AugmentOptions options;
        options.size = 64;
        options.brightness = options.contrast = options.gamma = options.saturation = options.hue = 0;
        for (std::uint64_t key = 0; key < 20; ++key) {
            const TrainingCrop crop = cutCrop(row, {photo.rgb, photo.wound, photo.tissue}, options, key);
            int wrong = 0;
            for (std::size_t i = 0; i < crop.wound.size(); ++i) {
                // Drawn skin has more than 150 of blue, the wound less than 60: the photo tells what the mask must say.
                const bool looksLikeWound = crop.image[2 * crop.wound.size() + i] < 105;
                wrong += crop.wound[i] != 255 && looksLikeWound != (crop.wound[i] == 1) ? 1 : 0;
                QVERIFY((crop.wound[i] == 255) == (crop.tissue[i] == 255));
                QVERIFY(crop.wound[i] == 255 || (crop.wound[i] == 1) == (crop.tissue[i] != 0));
            }
            QVERIFY2(wrong < 60, qPrintable(QString::number(wrong)));  // the outline's blended pixels
        }
    }

    void everyBatchCarriesBothTasks()
    {
        std::vector<PackedRow> rows;
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < 37; ++i) {
            rows.push_back(makeRow(std::to_string(i), "tiny", "g", "", ""));
            rows.back().hasTissue = i % 9 == 0;
            chosen.push_back(i);
        }
        const Sampler sampler(rows, chosen, {6, 2, 9});
        QCOMPARE(sampler.stepsPerEpoch(), 8);
        std::multiset<std::size_t> plain;
        for (int step = 0; step < 8; ++step) {
            const std::vector<BatchItem> batch = sampler.batch(2, step);
            QCOMPARE(batch.size(), std::size_t{6});
            QCOMPARE(std::count_if(batch.begin(), batch.end(), [&](const BatchItem& item) { return rows[item.row].hasTissue; }),
                     2);
            QVERIFY(batch == Sampler(rows, chosen, {6, 2, 9}).batch(2, step));
            for (const BatchItem& item : batch) {
                if (!rows[item.row].hasTissue) {
                    plain.insert(item.row);
                }
            }
        }
        QCOMPARE(std::set<std::size_t>(plain.begin(), plain.end()).size(), plain.size());
        QVERIFY(!(sampler.batch(0, 0) == sampler.batch(1, 0)));
        QVERIFY(!(sampler.batch(0, 0) == Sampler(rows, chosen, {6, 2, 10}).batch(0, 0)));
    }

    void aFaultyConfigurationNamesItsKey_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("key");
        QTest::newRow("no data") << "{}"
                                 << "data";
        QTest::newRow("unknown") << R"({"data":"x","epoch":3})"
                                 << "epoch";
        QTest::newRow("type") << R"({"data":"x","epochs":"many"})"
                              << "epochs";
        QTest::newRow("fraction for a whole number") << R"({"data":"x","batch":2.5})"
                                                     << "batch";
        QTest::newRow("range") << R"({"data":"x","augment":{"hue":0.5}})"
                               << "augment.hue";
        QTest::newRow("nested unknown") << R"({"data":"x","optimiser":{"lr":1}})"
                                        << "optimiser.lr";
        QTest::newRow("section is no object") << R"({"data":"x","augment":3})"
                                              << "augment";
        QTest::newRow("protocol") << R"({"data":"x","protocol":"fold:"})"
                                  << "protocol";
        QTest::newRow("crossed scales") << R"({"data":"x","augment":{"scale_low":2,"scale_high":1}})"
                                        << "augment.scale_low";
        QTest::newRow("no room for photos") << R"({"data":"x","batch":4,"tissue_per_batch":4})"
                                            << "tissue_per_batch";
    }
    void aFaultyConfigurationNamesItsKey()
    {
        QFETCH(QString, json);
        QFETCH(QString, key);
        const auto config = parseTrainConfig(nlohmann::json::parse(json.toStdString()), "run.json");
        QVERIFY(!config);
        QCOMPARE(config.error().kind, ErrorKind::BadInput);
        QVERIFY2(QByteArray(config.error().message().c_str()).contains(key.toLatin1()), config.error().message().c_str());
    }

    void aConfigurationSurvivesItsJson()
    {
        const auto config =
            parseTrainConfig({{"data", "x.cds"}, {"protocol", "fold:2"}, {"augment", {{"size", 96}}}}, "run.json");
        QVERIFY(config.has_value());
        const auto again = parseTrainConfig(toJson(*config), "config.json");
        QVERIFY2(again.has_value(), again ? "" : again.error().message().c_str());
        QCOMPARE(toJson(*again).dump().c_str(), toJson(*config).dump().c_str());
        QCOMPARE(again->augment.size, 96);
    }

private:
    [[nodiscard]] fs::path folder() const { return m_folder.path().toStdString(); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TrainDataTest)
#include "train_data_test.moc"
