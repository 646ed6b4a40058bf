// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of `analyze` (cli.md): four files a photo, what stands in them, and that they agree with each other.
#include "core/base/tissue.h"
#include "core/image/codec.h"
#include "core/phantom/healing_series.h"
#include "core/phantom/scene_sampler.h"
#include "tests/cli/program.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

using namespace cicatrix;
using cicatrix::test::Outcome;
using cicatrix::test::runCli;
using nlohmann::json;

namespace {

constexpr std::array<const char*, 4> kEndings{".wound.png", ".tissue.png", ".overlay.png", ".json"};

void putBytes(const QString& path, const Bytes& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size())),
             static_cast<qint64>(bytes.size()));
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The JPEG with an EXIF block that holds nothing but an orientation.
Bytes turned(const Bytes& jpeg, std::uint8_t orientation)
{
    const std::array<unsigned char, 36> block{0xFF, 0xE1, 0, 34, 'E', 'x',         'i', 'f', 0, 0,    'M', 'M',
                                              0,    42,   0, 0,  0,   8,           0,   1,   1, 0x12, 0,   3,
                                              0,    0,    0, 1,  0,   orientation, 0,   0,   0, 0,    0,   0};
    Bytes out(jpeg.begin(), jpeg.begin() + 2);
    for (const unsigned char byte : block) {
        out.push_back(static_cast<std::byte>(byte));
    }
    out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
    return out;
}

/// Bit depth 8, colour type 0 (grey), no palette: the PNG header's own bytes.
bool isPlainGrey(const QByteArray& png)
{
    return png.size() > 33 && png.mid(12, 4) == "IHDR" && png[24] == 8 && png[25] == 0 && !png.contains("PLTE");
}

/// Every key of cli.md with the kind of its value: n number, s text, o object, a list, ? also null.
void hasKeys(const json& object, const std::vector<std::pair<std::string, std::string>>& keys)
{
    for (const auto& [key, kind] : keys) {
        QVERIFY2(object.contains(key), key.c_str());
        const json& value = object[key];
        const bool fits = (kind[0] == 'n' && value.is_number()) || (kind[0] == 's' && value.is_string()) ||
                          (kind[0] == 'o' && value.is_object()) || (kind[0] == 'a' && value.is_array()) ||
                          (kind.size() > 1 && value.is_null());
        QVERIFY2(fits, (key + ": " + value.dump()).c_str());
    }
}

}  // namespace

class AnalyzeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        phantom::SamplerOptions options;
        options.widthPx = 800;
        options.heightPx = 600;
        options.minAreaCm2 = 6;
        const phantom::PhantomPhoto first = phantom::drawPhantom(phantom::sampleScene(11, options));
        const phantom::PhantomPhoto second = phantom::drawPhantom(phantom::sampleScene(12, options));
        const Result<Bytes> upright = image::encodeJpeg(first.photo, 92);
        const Result<Bytes> other = image::encodeJpeg(second.photo, 92);
        QVERIFY(upright && other);
        putBytes(photo("upright.jpg"), *upright);
        putBytes(photo("turned.jpg"), turned(*other, 6));
        putBytes(photo("cut.jpg"),
                 Bytes(upright->begin(), upright->begin() + static_cast<std::ptrdiff_t>(upright->size() / 2)));
        // The last visit of a wound that has closed: a scar and the card.
        const auto healed = phantom::demoPatients({.patients = 6}).back().wounds.front().visits.back();
        QCOMPARE(healed.areaCm2, 0.0);
        putBytes(photo("skin.png"), image::encodePng(phantom::drawPhantom(healed.scene).photo).value());
        m_run =
            runCli({"analyze", photo("upright.jpg"), photo("cut.jpg"), photo("turned.jpg"), photo("skin.png"), "--out",
                    m_folder.filePath("out"), "--json", "--quiet", "--confidence", "--overlay-size", "400", "--head", "90"});
    }

    void aBadPhotoIsNamedAndTheOthersStand()
    {
        QCOMPARE(m_run.status, 1);
        QCOMPARE(std::count(m_run.err.begin(), m_run.err.end(), '\n'), 1);
        QVERIFY2(m_run.err.find("cut.jpg") != std::string::npos, m_run.err.c_str());
        QSet<QString> expected;
        for (const char* const stem : {"upright", "turned", "skin"}) {
            for (const char* const ending : kEndings) {
                expected.insert(QString(stem) + ending);
            }
            expected.insert(QString(stem) + ".confidence.png");
        }
        const QStringList found = QDir(m_folder.filePath("out")).entryList(QDir::Files | QDir::Hidden);
        QCOMPARE(QSet<QString>(found.begin(), found.end()), expected);
    }

    void standardOutputIsOneDocumentAPhoto()
    {
        const QStringList printed = QString::fromStdString(m_run.out).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(printed.size(), 3);
        for (const QString& line : printed) {
            json document = json::parse(line.toStdString());
            json filed = filedDocument(QString::fromStdString(document["photo"].get<std::string>()).section('.', 0, 0));
            QVERIFY(document["seconds"].erase("write") == 1 && filed["seconds"].erase("write") == 1);
            QVERIFY(document == filed);
        }
    }

    void theDocumentHasEveryKey()
    {
        const json document = filedDocument("upright");
        hasKeys(document, {{"schema", "s"},
                           {"photo", "s"},
                           {"photo_sha256", "s"},
                           {"width_px", "n"},
                           {"height_px", "n"},
                           {"orientation_applied", "n"},
                           {"model", "o"},
                           {"device", "s"},
                           {"calibration", "o"},
                           {"wounds", "a"},
                           {"total", "o"},
                           {"confidence", "o"},
                           {"warnings", "a"},
                           {"seconds", "o"}});
        QVERIFY(document["schema"] == "cicatrix.analysis/1");
        QVERIFY(document["photo_sha256"].get<std::string>().size() == 64);
        hasKeys(document["model"], {{"name", "s"}, {"version", "s"}, {"sha256", "s"}, {"system", "s"}});
        hasKeys(document["calibration"],
                {{"method", "s"}, {"mm_per_pixel", "n"}, {"mm_per_pixel_sd", "n"}, {"tilt_deg", "n"}, {"homography", "a"}});
        QVERIFY(document["calibration"]["method"] == "markers");
        QVERIFY(document["calibration"]["homography"].size() == 3 && document["calibration"]["homography"][2].size() == 3);
        hasKeys(document["confidence"], {{"wound_mean", "n"}, {"low_confidence_share", "n"}});
        hasKeys(document["seconds"], {{"decode", "n"}, {"model", "n"}, {"measure", "n"}, {"write", "n"}});
        QVERIFY(!document["wounds"].empty());
        const std::vector<std::pair<std::string, std::string>> figures{{"area_px", "n"},
                                                                       {"area_cm2", "n"},
                                                                       {"area_cm2_sd", "n"},
                                                                       {"area_outline_cm2", "n"},
                                                                       {"perimeter_mm", "n"},
                                                                       {"perimeter_mm_sd", "n"},
                                                                       {"length_mm", "n"},
                                                                       {"length_mm_sd", "n"},
                                                                       {"width_mm", "n"},
                                                                       {"width_mm_sd", "n"},
                                                                       {"length_width_method", "s"},
                                                                       {"clock_length_mm", "n"},
                                                                       {"clock_width_mm", "n"},
                                                                       {"tissue", "o"},
                                                                       {"bbox_px", "a"}};
        hasKeys(document["wounds"][0], figures);
        hasKeys(document["total"], {{"area_px", "n"}, {"area_cm2", "n"}, {"area_cm2_sd", "n"}, {"tissue", "o"}});
        double shares = 0;
        for (const auto& [key, tissue] : document["total"]["tissue"].items()) {
            QVERIFY2(tissueFromKey(key).has_value(), key.c_str());
            hasKeys(tissue, {{"share", "n"}, {"share_sd", "n"}, {"area_cm2", "n"}});
            shares += key == "callus" ? 0 : tissue["share"].get<double>();
        }
        QVERIFY(std::abs(shares - 1) < 1e-9);
    }

    void masksHaveTheUprightPhotosSizeAndAgree_data()
    {
        QTest::addColumn<QString>("stem");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("orientation");
        QTest::newRow("upright") << "upright" << QSize(800, 600) << 1;
        QTest::newRow("turned by its camera") << "turned" << QSize(600, 800) << 6;
    }
    void masksHaveTheUprightPhotosSizeAndAgree()
    {
        QFETCH(QString, stem);
        QFETCH(QSize, size);
        QFETCH(int, orientation);
        const json document = filedDocument(stem);
        QVERIFY(document["width_px"] == size.width() && document["height_px"] == size.height());
        QVERIFY(document["orientation_applied"] == orientation);
        for (const char* const ending : {".wound.png", ".tissue.png", ".confidence.png"}) {
            QVERIFY2(isPlainGrey(bytesOf(out(stem + ending))), ending);
        }
        const QImage wound(out(stem + ".wound.png"));
        const QImage tissue(out(stem + ".tissue.png"));
        QCOMPARE(wound.size(), size);
        QCOMPARE(tissue.size(), size);
        const QImage overlay(out(stem + ".overlay.png"));
        QCOMPARE(overlay.width(), size.width() / 2);  // 400 of 800 px; the legend's strip comes below
        QVERIFY(overlay.height() >= size.height() / 2);
        std::set<std::uint8_t> codes;
        int mismatches = 0;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const std::uint8_t code = tissue.constScanLine(y)[x];
                codes.insert(code);
                mismatches += wound.constScanLine(y)[x] == (isWound(code) ? 255 : 0) ? 0 : 1;
            }
        }
        QCOMPARE(mismatches, 0);
        QVERIFY(std::all_of(codes.begin(), codes.end(), isTissueCode));
        for (const std::uint8_t code : codes) {
            const std::string key(code == 0 ? "" : tissueStyle(static_cast<Tissue>(code)).key);
            QVERIFY2(code == 0 || document["total"]["tissue"].contains(key), key.c_str());
        }
    }

    void theWrittenMaskMeasuresTheSame_data()
    {
        QTest::addColumn<QString>("stem");
        QTest::addColumn<QString>("ending");
        QTest::newRow("tissue") << "upright"
                                << ".tissue.png";
        QTest::newRow("wound") << "upright"
                               << ".wound.png";
        QTest::newRow("tissue, turned") << "turned"
                                        << ".tissue.png";
    }
    void theWrittenMaskMeasuresTheSame()
    {
        QFETCH(QString, stem);
        QFETCH(QString, ending);
        const json document = filedDocument(stem);
        const Outcome measured =
            runCli({"measure", "--mask", out(stem + ending), "--photo", photo(stem + ".jpg"), "--head", "90"});
        QVERIFY2(measured.status == 0, measured.err.c_str());
        const json again = measured.json();
        QVERIFY(again["calibration"] == document["calibration"]);
        QCOMPARE(again["wounds"].size(), document["wounds"].size());
        for (const char* const key :
             {"area_px", "area_cm2", "area_cm2_sd", "area_outline_cm2", "perimeter_mm", "perimeter_mm_sd", "length_mm",
              "width_mm", "clock_length_mm", "clock_width_mm", "bbox_px"}) {
            QVERIFY2(again["total"][key] == document["total"][key],
                     (std::string(key) + ": " + again["total"][key].dump() + " / " + document["total"][key].dump()).c_str());
        }
        if (ending == ".tissue.png") {
            for (const auto& [key, tissue] : document["total"]["tissue"].items()) {
                QVERIFY2(again["total"]["tissue"][key]["share"] == tissue["share"], key.c_str());
            }
        }
    }

    void aPhotoWithoutAWoundIsNoFailure()
    {
        const json document = filedDocument("skin");
        QVERIFY2(document["wounds"].empty(), document.dump().c_str());
        QVERIFY(document["total"]["area_px"] == 0);
        QVERIFY(document["calibration"]["method"] == "markers");
        QVERIFY(document["total"]["area_cm2"] == 0);
        QVERIFY(document["total"]["length_mm"].is_null());
        QVERIFY(document["confidence"]["wound_mean"].is_null());
        const std::string warnings = document["warnings"].dump();
        QVERIFY2(warnings.find("no wound found") != std::string::npos, warnings.c_str());
        const QImage wound(out("skin.wound.png"));
        QCOMPARE(wound.size(), QSize(1600, 1200));
        QVERIFY(std::all_of(wound.constBits(), wound.constBits() + wound.sizeInBytes(), [](uchar v) { return v == 0; }));
    }

private:
    QString photo(const QString& name) const { return m_folder.filePath(name); }
    QString out(const QString& name) const { return m_folder.filePath("out/" + name); }
    json filedDocument(const QString& stem) const
    {
        return json::parse(bytesOf(out(stem + ".json")).toStdString(), nullptr, false);
    }

    QTemporaryDir m_folder;
    Outcome m_run;
};

QTEST_GUILESS_MAIN(AnalyzeTest)
#include "analyze_test.moc"
