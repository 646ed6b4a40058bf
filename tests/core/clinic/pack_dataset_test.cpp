// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/packed_dataset.h"
#include "core/clinic/pack_dataset.h"
#include "core/image/codec.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace cicatrix;
namespace fs = std::filesystem;

class PackDatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Grid<Rgb> photo(20, 16, Rgb{200, 150, 130});
        Grid<std::uint8_t> wound(20, 16);
        for (int y = 4; y < 12; ++y) {
            for (int x = 6; x < 14; ++x) {
                photo.at(x, y) = {150, 20, 30};
                wound.at(x, y) = 255;
            }
        }
        wound.at(0, 0) = 32;  // a stray value: no wound
        Grid<std::uint8_t> tissue(4, 4, std::uint8_t{2});
        tissue.at(0, 0) = 0;
        put("photo.png", *image::encodePng(photo));
        put("wound.png", *image::encodePng(wound));
        put("crop.png", *image::encodePng(Grid<Rgb>(4, 4)));
        put("tissue.png", *image::encodePng(tissue));
        putText("classes.csv", "source,id,common_name\ncrops,0,none\ncrops,1,slough\ncrops,2,granulation\n");
    }

    void aCropsTissueIsLaidOntoItsParent()
    {
        putText("table.csv", kHeader + "photos,1,photo.png,wound.png,,train,g1,,,,,2 0 18 16\n"
                                       "crops,9,crop.png,,tissue.png,,g1,photos/train/1,8,6,2,\n");
        const fs::path out = folder() / "laid.cds";
        const auto summary = clinic::packDataset({folder() / "table.csv", folder() / "classes.csv", 0}, out, Progress::none());
        QVERIFY2(summary.has_value(), summary ? "" : summary.error().message().c_str());
        QCOMPARE(summary->photos, 1);
        QCOMPARE(summary->laidOntoParents, 1);
        const auto data = PackedDataset::open(out);
        QVERIFY(data.has_value());
        const PackedRow& row = data->rows()[0];
        QCOMPARE(row.width, 18);
        QCOMPARE(row.tissueFrom, std::string("crops/9"));
        const PackedPlanes planes = data->planes(0);
        const auto at = [](std::span<const std::uint8_t> plane, int x, int y) {  // x counts in the whole photo
            return static_cast<int>(plane[static_cast<std::size_t>(y * 18 + x - 2)]);
        };
        QCOMPARE(at(planes.wound, 6, 4), 1);
        QCOMPARE(at(planes.wound, 5, 4), 0);
        QCOMPARE(at(planes.tissue, 10, 8), 1);     // crop pixel 1, 1
        QCOMPARE(at(planes.tissue, 8, 6), 255);    // crop pixel 0, 0: unnamed tissue inside the wound
        QCOMPARE(at(planes.tissue, 18, 14), 255);  // outside the crop nothing is known
        QVERIFY(std::count(planes.wound.begin(), planes.wound.end(), 1) == 64);
    }

    void aFaultyTableIsRefusedAndNothingWritten_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("told");
        QTest::newRow("no such photo") << "photos,1,absent.png,,,train,g1,,,,,"
                                       << "absent.png";
        QTest::newRow("mask of another size") << "photos,1,photo.png,tissue.png,,train,g1,,,,,"
                                              << "same size";
        QTest::newRow("box outside") << "photos,1,photo.png,wound.png,,train,g1,,,,,9 0 18 16"
                                     << "content_box";
        QTest::newRow("classes not given") << "photos,1,photo.png,wound.png,tissue.png,train,g1,,,,,"
                                           << "classes";
    }
    void aFaultyTableIsRefusedAndNothingWritten()
    {
        QFETCH(QString, line);
        QFETCH(QString, told);
        putText("faulty.csv", kHeader + line.toStdString() + "\n");
        const fs::path out = folder() / "faulty.cds";
        const auto summary = clinic::packDataset({folder() / "faulty.csv", folder() / "classes.csv", 0}, out, Progress::none());
        QVERIFY(!summary);
        QVERIFY2(QByteArray(summary.error().message().c_str()).contains(told.toUtf8()), summary.error().message().c_str());
        QVERIFY(!fs::exists(out));
    }

private:
    inline static const std::string kHeader =
        "source,id,file,wound_mask,tissue_mask,official_split,group,parent,parent_x,parent_y,parent_scale,content_box\n";

    [[nodiscard]] fs::path folder() const { return m_folder.path().toStdString(); }
    void put(const std::string& name, std::span<const std::byte> bytes)
    {
        QVERIFY(writeFileAtomically(folder() / name, bytes, Existing::Replace).has_value());
    }
    void putText(const std::string& name, const std::string& text)
    {
        QVERIFY(writeFileAtomically(folder() / name, text, Existing::Replace).has_value());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(PackDatasetTest)
#include "pack_dataset_test.moc"
