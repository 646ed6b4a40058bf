// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/infer/devices.h"
#include "core/infer/engine.h"
#include "core/infer/passes.h"
#include "tiny_package.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include <sys/resource.h>
#include <unistd.h>

using namespace cicatrix;
using namespace cicatrix::infer;
namespace fs = std::filesystem;

namespace {

/// Blobs of colour, so that a random network answers differently in different places.
Grid<Rgb> blobPhoto(int width, int height)
{
    Grid<Rgb> photo(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double u = 12.0 * x / width;
            const double v = 9.0 * y / height;
            photo.at(x, y) = {static_cast<std::uint8_t>(128 + 120 * std::sin(u) * std::cos(v)),
                              static_cast<std::uint8_t>(128 + 120 * std::sin(u + 2 * v)),
                              static_cast<std::uint8_t>(128 + 120 * std::cos(3 * u))};
        }
    }
    return photo;
}

/// Stops at the n-th question.
class Stopper : public Progress {
public:
    explicit Stopper(int after) : m_left(after) {}
    bool update(std::int64_t done, std::int64_t total, std::string_view) override
    {
        sound = sound && done >= 0 && done < total;
        return --m_left > 0;
    }
    bool sound = true;

private:
    int m_left;
};

std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::size_t addressSpace()
{
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0;
    file >> all;
    return all * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

class EngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLabelMapHasThePhotosSizeWhateverThatIs_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("one pixel") << 1 << 1;
        QTest::newRow("a line") << 300 << 1;
        QTest::newRow("small") << 17 << 23;
        QTest::newRow("as the network") << 64 << 64;
        QTest::newRow("large") << 1201 << 803;
        QTest::newRow("tall") << 101 << 2003;
    }
    void theLabelMapHasThePhotosSizeWhateverThatIs()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        Engine engine = open({.scales = "[1.0,1.25]", .flips = true, .regionSide = 64});
        const Result<Prediction> prediction = engine.run(blobPhoto(width, height), {}, Progress::none());
        QVERIFY2(prediction.has_value(), prediction ? "" : prediction.error().message().c_str());
        QCOMPARE(prediction->labels.width(), width);
        QCOMPARE(prediction->labels.height(), height);
        QCOMPARE(prediction->confidence.width(), width);
        QCOMPARE(prediction->device, std::string("cpu"));
    }

    void codesThatTheCardDoesNotListNeverAppear()
    {
        for (const bool raw : {false, true}) {
            Engine engine = open({.codes = "[2,4]"});
            const Result<Prediction> prediction =
                engine.run(blobPhoto(200, 150), {Augmentation::Card, raw, {}}, Progress::none());
            const auto codes = std::as_const(prediction->labels).values();
            QVERIFY(std::any_of(codes.begin(), codes.end(), [](std::uint8_t c) { return c == 2 || c == 4; }));
            QVERIFY(std::all_of(codes.begin(), codes.end(),
                                [&](std::uint8_t c) { return c == 0 || c == 2 || c == 4 || (raw && c == 255); }));
        }
    }

    void aConstantNetworkGivesTheConstantEverywhereAlsoInTiles()
    {
        const ModelPackage package = ModelPackage::open(write({.zeroWeights = true})).value();
        Network network = Network::load(package.info(), package.weights()).value();
        for (const int tile : {1024, 64, 32}) {
            ModelInfo info = package.info();
            info.plan.multiple = network.multiple();
            Passes passes(network, info, Progress::none());
            passes.setTile(tile);
            const Result<ProbabilityMap> map =
                passes.look(blobPhoto(230, 170), {0, 0, 230, 170}, 230, {Dihedral::Identity, Dihedral::Rotate90});
            QVERIFY(map.has_value());
            QCOMPARE(map->planes.width, 230);
            for (const float p : std::span(map->planes.values).first(map->planes.planeSize())) {
                QVERIFY(std::abs(p - 0.5F) < 1e-6F);
            }
        }
    }

    void tilesGiveNearlyWhatOnePassGives()
    {
        const ModelPackage package = ModelPackage::open(write({})).value();
        Network network = Network::load(package.info(), package.weights()).value();
        ModelInfo info = package.info();
        info.plan.multiple = network.multiple();
        const Grid<Rgb> photo = blobPhoto(256, 256);
        std::vector<ProbabilityMap> maps;
        for (const int tile : {1024, 128}) {
            Passes passes(network, info, Progress::none());
            passes.setTile(tile);
            maps.push_back(passes.look(photo, {0, 0, 256, 256}, 256, {Dihedral::Identity}).value());
        }
        double difference = 0;
        for (std::size_t i = 0; i < maps[0].planes.planeSize(); ++i) {
            difference += std::abs(static_cast<double>(maps[0].planes.values[i] - maps[1].planes.values[i]));
        }
        QVERIFY2(difference / static_cast<double>(maps[0].planes.planeSize()) < 0.02, qPrintable(QString::number(difference)));
    }

    void eightViewsOfATurnedPhotoAreTheTurnedViews()
    {
        const ModelPackage package = ModelPackage::open(write({})).value();
        Network network = Network::load(package.info(), package.weights()).value();
        ModelInfo info = package.info();
        info.plan.multiple = network.multiple();
        std::vector<Dihedral> all;
        for (int i = 0; i < 8; ++i) {
            all.push_back(static_cast<Dihedral>(i));
        }
        const Grid<Rgb> photo = blobPhoto(64, 64);
        Grid<Rgb> turned(64, 64);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                turned.at(x, y) = photo.at(63 - y, x);  // a quarter turn
            }
        }
        Passes passes(network, info, Progress::none());
        const PixelRect whole{0, 0, 64, 64};
        const Planes straight = transformed(passes.look(photo, whole, 64, all)->planes, Dihedral::Rotate90);
        const Planes other = passes.look(turned, whole, 64, all)->planes;
        for (std::size_t i = 0; i < other.values.size(); ++i) {
            QVERIFY(std::abs(other.values[i] - straight.values[i]) < 1e-4F);
        }
    }

    void theSameTwiceGivesTheSame()
    {
        Engine engine = open({.flips = true, .regionSide = 64});
        const Grid<Rgb> photo = blobPhoto(300, 220);
        const Result<Prediction> first = engine.run(photo, {}, Progress::none());
        const Result<Prediction> second = engine.run(photo, {}, Progress::none());
        QVERIFY(first->labels == second->labels);
        QVERIFY(first->confidence == second->confidence);
    }

    void aPaddedPhotoIsReadAsItsContent()
    {
        Engine engine = open({.maxEnlarge = 4});
        const Grid<Rgb> photo = blobPhoto(120, 90);
        Grid<Rgb> padded(160, 160);
        for (int y = 0; y < 90; ++y) {
            std::copy_n(photo.row(y).data(), 120, padded.row(y + 30).data() + 10);
        }
        const LabelMap alone = engine.run(photo, {}, Progress::none())->labels;
        const LabelMap inside = engine.run(padded, {}, Progress::none())->labels;
        for (int y = 0; y < 160; ++y) {
            for (int x = 0; x < 160; ++x) {
                const bool content = x >= 10 && x < 130 && y >= 30 && y < 120;
                QCOMPARE(inside.at(x, y), content ? alone.at(x - 10, y - 30) : std::uint8_t{0});
            }
        }
    }

    void postProcessingFollowsTheCardAndTheScale()
    {
        const auto woundPixels = [&](double smallest, const RunOptions& options) {
            Engine engine = open({.smallestPx = smallest});
            const LabelMap labels = engine.run(blobPhoto(200, 150), options, Progress::none())->labels;
            return std::count_if(labels.values().begin(), labels.values().end(), isWound);
        };
        QVERIFY(woundPixels(0, {}) > 0);
        QCOMPARE(woundPixels(1e9, {}), 0);
        // 0.05 cm² at 10 mm a pixel is less than one pixel: nothing is dropped.
        QCOMPARE(woundPixels(1e9, {Augmentation::Card, false, 10.0}), woundPixels(0, {}));
        QVERIFY(woundPixels(1e9, {Augmentation::Card, true, {}}) > 0);
    }

    void confidenceSummariesAreThoseOfTheMaps()
    {
        Engine engine = open({});
        const Result<Prediction> prediction = engine.run(blobPhoto(200, 150), {}, Progress::none());
        double sum = 0;
        double low = 0;
        double count = 0;
        for (std::size_t i = 0; i < prediction->labels.size(); ++i) {
            if (isWound(prediction->labels.values()[i])) {
                const int level = prediction->confidence.values()[i];
                count += 1;
                sum += level / 255.0;
                low += level < 0.7 * 255 ? 1 : 0;
            }
        }
        QVERIFY(count > 0);
        QVERIFY(std::abs(*prediction->woundMeanConfidence - sum / count) < 1e-9);
        QVERIFY(std::abs(*prediction->lowConfidenceShare - low / count) < 1e-9);
        Engine strict = open({.smallestPx = 1e9});
        const Result<Prediction> none = strict.run(blobPhoto(200, 150), {}, Progress::none());
        QVERIFY(!none->woundMeanConfidence && !none->lowConfidenceShare);
        QVERIFY(std::any_of(none->warnings.begin(), none->warnings.end(),
                            [](const Warning& w) { return w.code == WarningCode::NoWoundFound; }));
    }

    void aPersonCanStopItBetweenAnyTwoPasses()
    {
        Engine engine = open({.scales = "[1.0,1.5]", .flips = true, .regionSide = 64});
        for (int after = 1; after <= 4; ++after) {
            Stopper stopper(after);
            const Result<Prediction> prediction = engine.run(blobPhoto(100, 80), {}, stopper);
            QVERIFY(!prediction);
            QCOMPARE(prediction.error().kind, ErrorKind::Cancelled);
            QVERIFY(stopper.sound);
        }
        Stopper patient(1000);
        QVERIFY(engine.run(blobPhoto(100, 80), {}, patient).has_value());
        QVERIFY(patient.sound);
    }

    void anEmptyPhotoOrAMissingDeviceIsAnError()
    {
        Engine engine = open({});
        QCOMPARE(engine.run({}, {}, Progress::none()).error().kind, ErrorKind::BadInput);
        for (const char* const device : {"cuda:99", "toaster", ""}) {
            const Result<Engine> other = Engine::open(write({}), {device, 1});
            QVERIFY(!other);
            QCOMPARE(other.error().kind, ErrorKind::Device);
        }
        QCOMPARE(devices().front(), std::string("cpu"));
        QVERIFY(torchVersion().starts_with("LibTorch "));
        QVERIFY(threadCount() >= 1);
    }

    void thePlainLoopGivesTheSameOutput()
    {
        Engine engine = open({.flips = true});
        const Result<double> seconds = engine.plainForwardSeconds(blobPhoto(200, 150), {});
        QVERIFY2(seconds.has_value(), seconds ? "" : seconds.error().message().c_str());
        QVERIFY(*seconds > 0);
    }

    void whenMemoryRunsOutSmallerTilesAreUsed()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the address sanitizer's own memory leaves no room for a limit on the address space");
#endif
        Engine engine = open({.side = 1024, .base = 16});
        const Grid<Rgb> photo = blobPhoto(1024, 1024);
        rlimit before{};
        getrlimit(RLIMIT_AS, &before);
        rlimit small = before;
        small.rlim_cur = addressSpace() + (rlim_t{260} << 20);
        QCOMPARE(setrlimit(RLIMIT_AS, &small), 0);
        const Result<Prediction> prediction = engine.run(photo, {}, Progress::none());
        setrlimit(RLIMIT_AS, &before);
        if (!prediction) {
            QCOMPARE(prediction.error().kind, ErrorKind::OutOfMemory);
            QFAIL("no tile was small enough");
        }
        QVERIFY(std::any_of(prediction->warnings.begin(), prediction->warnings.end(),
                            [](const Warning& w) { return w.code == WarningCode::FellBack; }));
        QVERIFY(engine.run(blobPhoto(100, 100), {}, Progress::none()).has_value());
    }

    void tenThousandPhotosLeakNothing()
    {
        Engine engine = open({.side = 32, .base = 2});
        const Grid<Rgb> photo = blobPhoto(40, 30);
        std::vector<std::size_t> resident;
        for (int i = 0; i < 10'000; ++i) {
            QVERIFY(engine.run(photo, {}, Progress::none()).has_value());
            if (i % 2'000 == 1'999) {
                resident.push_back(residentBytes());
            }
        }
        [[maybe_unused]] const auto grown = static_cast<double>(resident.back()) - static_cast<double>(resident.front());
#ifndef __SANITIZE_ADDRESS__  // whose own books grow; it looks for leaks by itself
        QVERIFY2(grown < 2e6, qPrintable(QString("%1 bytes more after 8,000 photos").arg(grown)));
#endif
    }

    void theContentBoxIsTheOneOfTheDataSet()
    {
        std::ifstream csv(CICATRIX_SHARED_DIR "/data/wounds/splits.csv");
        if (!csv) {
            QSKIP("the wound photos are not here");
        }
        std::string line;
        std::getline(csv, line);
        int checked = 0;
        int off = 0;
        while (std::getline(csv, line)) {
            std::vector<std::string> cells;
            std::istringstream stream(line);
            for (std::string cell; std::getline(stream, cell, ',');) {
                cells.push_back(cell);
            }
            if (cells[0] != "fuseg" || ++checked % 8 != 0) {
                continue;
            }
            const QImage image = QImage(QString::fromStdString(CICATRIX_SHARED_DIR "/data/wounds/" + cells[2]))
                                     .convertToFormat(QImage::Format_RGB888);
            Grid<Rgb> photo(image.width(), image.height());
            for (int y = 0; y < image.height(); ++y) {
                std::copy_n(reinterpret_cast<const Rgb*>(image.constScanLine(y)), image.width(), photo.row(y).data());
            }
            PixelRect wanted;
            std::istringstream(cells[15]) >> wanted.x >> wanted.y >> wanted.width >> wanted.height;
            const PixelRect found = contentBox(photo);
            const int error = std::max({std::abs(found.x - wanted.x), std::abs(found.y - wanted.y),
                                        std::abs(found.x + found.width - wanted.x - wanted.width),
                                        std::abs(found.y + found.height - wanted.y - wanted.height)});
            if (error > 8) {
                ++off;
                qInfo("%s: %d %d %d %d, not %s", cells[2].c_str(), found.x, found.y, found.width, found.height,
                      cells[15].c_str());
            }
        }
        QVERIFY(checked > 900);
        QVERIFY2(off <= checked / 8 / 50, "more than 2 % of the photos are trimmed wrongly");
    }

private:
    fs::path write(const test::TinyPackage& tiny)
    {
        return test::write(tiny, fs::path(m_folder.path().toStdString()) / std::to_string(++m_count));
    }
    Engine open(const test::TinyPackage& tiny)
    {
        Result<Engine> engine = Engine::open(write(tiny), {"cpu", 1});
        if (!engine) {
            qFatal("%s", engine.error().message().c_str());
        }
        return std::move(*engine);
    }

    QTemporaryDir m_folder;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
