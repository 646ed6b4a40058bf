// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/card_layout.h"
#include "core/base/random.h"
#include "core/calibrate/calibrate.h"
#include "core/phantom/scene_sampler.h"

#include <opencv2/aruco.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

using namespace cicatrix;
using namespace cicatrix::phantom;
using calibrate::Hints;

namespace {

// Calibration apart, nothing about the outline is unsure here: it is the exact polygon, seen in the photo and mapped
// back by the estimate.
struct Outcome {
    double error = 0;  ///< relative error of the area
    double sd = 0;     ///< what the calibration says about it
};

Outcome measured(const PhantomPhoto& photo, const Calibration& calibration)
{
    const Homography toPx = inverse(photo.pxToMm);
    double area = 0;
    for (const Polygon& opening : photo.openingsMm) {
        Polygon mapped;
        for (const Point& mm : opening) {
            const Point px = cicatrix::apply(toPx, mm);
            mapped.push_back(calibration.homography ? cicatrix::apply(*calibration.homography, px)
                                                    : Point{px.x * *calibration.mmPerPixel, px.y * *calibration.mmPerPixel});
        }
        area += std::abs(shoelace(mapped)) / 100;
    }
    const double scale = 2 * *calibration.mmPerPixelSd / *calibration.mmPerPixel;
    return {area / photo.areaOutlineCm2 - 1, std::hypot(scale, calibration.planeSdRelative, calibration.tiltSdRelative)};
}

SamplerOptions small(bool withCard)
{
    SamplerOptions options;
    options.widthPx = 800;
    options.heightPx = 600;
    options.withCard = withCard;
    return options;
}

WoundScene withHalves(std::uint64_t seed, double tiltDeg)
{
    WoundScene scene = sampleScene(seed, small(false));
    scene.camera.tiltDeg = tiltDeg;
    layHalves(scene, reachMm(scene.openings.front()) + scene.callusMm, seed % 2 == 0);
    return scene;
}

WoundScene withMarker(std::uint64_t seed, double tiltDeg, double markerMm)
{
    WoundScene scene = sampleScene(seed, small(false));
    SplitMix64 random(seed);
    scene.camera.tiltDeg = tiltDeg;
    const double reach = reachMm(scene.openings.front()) + scene.callusMm;
    const double away = reach + 0.95 * markerMm + 4;
    scene.prints.push_back({Print::Kind::Marker, {away, 0}, random.uniform(0, 360), 1, 0, 0, markerMm, false});
    scene.camera.pxPerMm = std::min(400 / (away + 1.3 * markerMm), 300 / std::max(reach, markerMm)) / (1 + away / 400);
    return scene;
}

// What the error budget of clinical.md 1.4 allows for: paper off the wound's plane, a printer that scales.
void disturb(WoundScene& scene, std::uint64_t seed)
{
    SplitMix64 random(seed ^ 0xd157);
    const double height = 3 * random.normal();
    const double scale = 1 + 0.005 * random.normal();
    for (Print& print : scene.prints) {
        print.heightMm = height;
        print.scale = scale;
    }
}

bool warns(const Calibration& calibration, WarningCode code)
{
    return std::any_of(calibration.warnings.begin(), calibration.warnings.end(),
                       [=](const Warning& w) { return w.code == code; });
}

std::string told(const Calibration& calibration)
{
    std::string out(key(calibration.method));
    for (const Warning& warning : calibration.warnings) {
        out += "; " + describe(warning);
    }
    return out;
}

}  // namespace

class CalibrateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void markerBitsAreOpenCvs()
    {
        const auto dictionary = cv::aruco::getPredefinedDictionary(cv::aruco::DICT_4X4_50);
        QCOMPARE(dictionary->bytesList.rows, kMarkerCount);
        for (int id = 0; id < kMarkerCount; ++id) {
            const cv::Mat bits = cv::aruco::Dictionary::getBitsFromByteList(dictionary->bytesList.rowRange(id, id + 1), 4);
            for (int row = 0; row < kMarkerModules; ++row) {
                for (int column = 0; column < kMarkerModules; ++column) {
                    const bool border = row == 0 || column == 0 || row == 5 || column == 5;
                    const bool black = border || bits.at<std::uint8_t>(row - 1, column - 1) == 0;
                    QCOMPARE(markerModuleBlack(id, column, row), black);
                }
            }
        }
    }

    void cardHasRoomForEverything()
    {
        const MmRect card{0, 0, kCardWidthMm, kCardHeightMm};
        for (const CardMarker& marker : cardMarkers()) {
            QVERIFY(card.contains({marker.square.x - kCardQuietMm, marker.square.y - kCardQuietMm}));
            QVERIFY(marker.square.x + kCardMarkerMm + kCardQuietMm <= kCardWidthMm);
            for (const CardPatch& patch : cardPatches()) {
                const bool apart = patch.square.x >= marker.square.x + kCardMarkerMm + kCardQuietMm ||
                                   patch.square.x + patch.square.width + kCardQuietMm <= marker.square.x;
                QVERIFY2(apart, patch.name.data());
            }
        }
        const CardLine& check = cardLines()[1];
        QCOMPARE(std::hypot(check.to.x - check.from.x, check.to.y - check.from.y), kCardCheckLineMm);
    }

    void looseHalvesGiveTheArea()
    {
        double sum = 0;
        constexpr int kScenes = 10;
        for (int i = 0; i < kScenes; ++i) {
            const WoundScene scene = withHalves(static_cast<std::uint64_t>(100 + i), 30.0 * i / (kScenes - 1));
            const PhantomPhoto photo = drawPhantom(scene);
            const Result<Calibration> calibration = calibrate::calibrate(photo.photo, {});
            QVERIFY(calibration.has_value());
            QVERIFY2(calibration->method == CalibrationMethod::Markers, told(*calibration).c_str());
            QVERIFY(std::abs(*calibration->tiltDeg - scene.camera.tiltDeg) < 1.5);
            QVERIFY(*calibration->residualPx < 0.3);
            sum += std::abs(measured(photo, *calibration).error);
        }
        QVERIFY2(sum / kScenes < 0.005, qPrintable(QString::number(100 * sum / kScenes)));
    }

    void statedIntervalsHoldTheTruth_data()
    {
        QTest::addColumn<double>("markerMm");
        QTest::addColumn<double>("worstMean");
        QTest::newRow("two halves") << 0.0 << 0.035;
        QTest::newRow("one marker of 20 mm") << 20.0 << 0.12;
        QTest::newRow("one marker of 40 mm") << 40.0 << 0.05;
    }
    void statedIntervalsHoldTheTruth()
    {
        QFETCH(double, markerMm);
        QFETCH(double, worstMean);
        constexpr int kScenes = 11;
        int inside = 0;
        double sum = 0;
        for (int i = 0; i < kScenes; ++i) {
            const auto seed = static_cast<std::uint64_t>(300 + i);
            WoundScene scene = markerMm > 0 ? withMarker(seed, 3.0 * i, markerMm) : withHalves(seed, 3.0 * i);
            disturb(scene, seed);
            const PhantomPhoto photo = drawPhantom(scene);
            Hints hints;
            if (markerMm > 20) {
                hints.markerMm = markerMm;
            }
            const Result<Calibration> calibration = calibrate::calibrate(photo.photo, hints);
            QVERIFY(calibration.has_value());
            QVERIFY2(calibration->known(), told(*calibration).c_str());
            QCOMPARE(calibration->homography.has_value(), markerMm != 20);
            const bool steep = markerMm == 20 && *calibration->tiltDeg > calibrate::kTiltWarningDeg;
            QCOMPARE(warns(*calibration, WarningCode::TiltNotCorrected), steep);
            const Outcome outcome = measured(photo, *calibration);
            inside += std::abs(outcome.error) <= 1.96 * outcome.sd ? 1 : 0;
            sum += std::abs(outcome.error);
        }
        QVERIFY2(inside >= 0.9 * kScenes, qPrintable(QStringLiteral("%1 of %2").arg(inside).arg(kScenes)));
        QVERIFY2(sum / kScenes < worstMean, qPrintable(QString::number(100 * sum / kScenes)));
    }

    void uncutCardIsRecognised()
    {
        WoundScene scene = withHalves(7, 14);
        scene.prints.clear();
        const double reach = reachMm(scene.openings.front());
        scene.prints.push_back({Print::Kind::Card, {0, reach + 30}, 4, 1, 0, 0, 20, false});
        scene.camera.pxPerMm = std::min(400.0 / 76, 300 / (reach + 60)) / 1.15;
        const PhantomPhoto photo = drawPhantom(scene);
        const Result<Calibration> calibration = calibrate::calibrate(photo.photo, {});
        QVERIFY(calibration.has_value());
        QVERIFY2(calibration->method == CalibrationMethod::Markers, told(*calibration).c_str());
        QVERIFY(std::abs(measured(photo, *calibration).error) < 0.005);
    }

    void hardPhotosStillCalibrate_data()
    {
        QTest::addColumn<int>("kind");
        const std::vector<const char*> names{"dim",          "overexposed",   "blurred",   "noisy",
                                             "turned by 90", "turned by 200", "dark skin", "light skin"};
        for (std::size_t i = 0; i < names.size(); ++i) {
            QTest::newRow(names[i]) << static_cast<int>(i);
        }
    }
    void hardPhotosStillCalibrate()
    {
        QFETCH(int, kind);
        WoundScene scene = withHalves(42, 12);
        scene.light.exposure = kind == 0 ? 0.05 : kind == 1 ? 2.0 : 1;
        scene.camera.blurPx = kind == 2 ? 2.2 : 0.7;
        scene.light.noise = kind == 3 ? 0.04 : 0.008;
        scene.camera.rollDeg = kind == 5 ? 200 : 3;
        if (kind == 4) {
            std::swap(scene.camera.widthPx, scene.camera.heightPx);
            scene.camera.rollDeg = 90;
        }
        scene.itaDeg = kind == 6 ? -60 : kind == 7 ? 62 : 20;
        const PhantomPhoto photo = drawPhantom(scene);
        const Result<Calibration> calibration = calibrate::calibrate(photo.photo, {});
        QVERIFY(calibration.has_value());
        QVERIFY2(calibration->method == CalibrationMethod::Markers, told(*calibration).c_str());
        QVERIFY(std::abs(measured(photo, *calibration).error) < 0.02);
    }

    void hostilePhotosAreRefusedOrNamed_data()
    {
        using Change = std::function<void(WoundScene&)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("warning");
        const auto row = [](const char* name, Change change, CalibrationMethod method, WarningCode code) {
            QTest::newRow(name) << change << static_cast<int>(method) << static_cast<int>(code);
        };
        row(
            "no marker", [](WoundScene& s) { s.prints.clear(); }, CalibrationMethod::None, WarningCode::NoMarkerFound);
        row(
            "two scales", [](WoundScene& s) { s.prints[1].scale = 1.5; }, CalibrationMethod::None,
            WarningCode::MarkersDisagree);
        row(
            "scales 20 % apart", [](WoundScene& s) { s.prints[1].scale = 1.2; }, CalibrationMethod::None,
            WarningCode::MarkersDisagree);
        row(
            "not in one plane", [](WoundScene& s) { s.prints[1].heightMm = 40; }, CalibrationMethod::None,
            WarningCode::MarkersDisagree);
        row(
            "mirrored photo", [](WoundScene& s) { s.camera.mirrored = true; }, CalibrationMethod::Markers,
            WarningCode::MirroredMarker);
        row(
            "unknown id",
            [](WoundScene& s) {
                for (Print& print : s.prints) {
                    print.kind = Print::Kind::Marker;
                    print.id = 7;
                }
            },
            CalibrationMethod::None, WarningCode::NoMarkerFound);
        row(
            "half a marker",
            [](WoundScene& s) {
                s.prints.resize(1);
                s.prints[0].kind = Print::Kind::Marker;
                s.prints[0].centreMm = {-s.camera.widthPx / 2.0 / s.camera.pxPerMm, 0};
            },
            CalibrationMethod::None, WarningCode::NoMarkerFound);
    }
    void hostilePhotosAreRefusedOrNamed()
    {
        QFETCH(std::function<void(WoundScene&)>, change);
        QFETCH(int, method);
        QFETCH(int, warning);
        WoundScene scene = withHalves(42, 12);
        change(scene);
        const Result<Calibration> calibration = calibrate::calibrate(drawPhantom(scene).photo, {});
        QVERIFY(calibration.has_value());
        QVERIFY2(calibration->method == static_cast<CalibrationMethod>(method), told(*calibration).c_str());
        QVERIFY2(warns(*calibration, static_cast<WarningCode>(warning)), told(*calibration).c_str());
        QCOMPARE(calibration->known(), calibration->method != CalibrationMethod::None);
    }

    void otherIdsWorkWithTheirSize()
    {
        WoundScene scene = withHalves(42, 12);
        for (Print& print : scene.prints) {
            print = {Print::Kind::Marker, print.centreMm, 20, 1, 0, 17, 25, false};
        }
        const PhantomPhoto photo = drawPhantom(scene);
        const Result<Calibration> calibration = calibrate::calibrate(photo.photo, {25, {}, {}, {}});
        QVERIFY(calibration.has_value());
        QVERIFY2(calibration->method == CalibrationMethod::Markers, told(*calibration).c_str());
        QVERIFY(std::abs(measured(photo, *calibration).error) < 0.005);
    }

    void checkerboardIsNoMarker()
    {
        Grid<Rgb> board(600, 450, Rgb{240, 240, 240});
        for (int y = 0; y < board.height(); ++y) {
            for (int x = 0; x < board.width(); ++x) {
                if ((x / 25 + y / 25) % 2 == 0) {
                    board.at(x, y) = {20, 20, 20};
                }
            }
        }
        const Result<Calibration> calibration = calibrate::calibrate(board, {});
        QVERIFY(calibration.has_value());
        QVERIFY2(!calibration->known(), told(*calibration).c_str());
    }

    void rulerIntervalHoldsTheTruth()
    {
        int inside = 0;
        constexpr int kScenes = 20;
        for (int i = 0; i < kScenes; ++i) {
            SplitMix64 random(static_cast<std::uint64_t>(i) + 1);
            PhantomPhoto photo;  // nothing is looked at in the picture, so none is drawn
            Camera camera{1600, 1200, 5, 300, std::abs(7 * random.normal()), random.uniform(0, 360), 0, 0, false};
            photo.pxToMm = pxToMm(camera);
            photo.openingsMm.push_back(outline(sampleBlob(static_cast<std::uint64_t>(i), 8), 256));
            photo.areaOutlineCm2 = std::abs(shoelace(photo.openingsMm[0])) / 100;
            const Homography toPx = inverse(photo.pxToMm);
            const double turn = random.uniform(0, 3);
            const Point from{-35 * std::cos(turn), 32 - 20 * std::sin(turn)};
            const Point to{35 * std::cos(turn), 32 + 20 * std::sin(turn)};
            const calibrate::Ruler ruler{cicatrix::apply(toPx, from), cicatrix::apply(toPx, to),
                                         std::hypot(to.x - from.x, to.y - from.y)};
            const Result<Calibration> calibration = calibrate::calibrate(Grid<Rgb>(1600, 1200), {{}, ruler, {}, {}});
            QVERIFY(calibration.has_value());
            QCOMPARE(calibration->method, CalibrationMethod::Ruler);
            QVERIFY(calibration->tiltSdRelative > 0.01);
            const Outcome outcome = measured(photo, *calibration);
            inside += std::abs(outcome.error) <= 1.96 * outcome.sd ? 1 : 0;
        }
        QVERIFY2(inside >= 18, qPrintable(QString::number(inside)));
    }

    void typedScaleIsTakenAsTyped()
    {
        const Result<Calibration> calibration = calibrate::calibrate(Grid<Rgb>(400, 300), {{}, {}, 0.21, 0.002});
        QVERIFY(calibration.has_value());
        QCOMPARE(calibration->method, CalibrationMethod::Typed);
        QCOMPARE(*calibration->mmPerPixel, 0.21);
        QCOMPARE(*calibration->mmPerPixelSd, 0.002);
        QVERIFY(calibration->tiltSdRelative > 0 && calibration->planeSdRelative > 0);
    }

    void senselessHintsAreUsageErrors_data()
    {
        QTest::addColumn<Hints>("hints");
        const calibrate::Ruler ruler{{10, 10}, {200, 10}, 50};
        QTest::newRow("marker of 0 mm") << Hints{0.0, {}, {}, {}};
        QTest::newRow("scale is not a number") << Hints{{}, {}, std::nan(""), {}};
        QTest::newRow("negative SD") << Hints{{}, {}, 0.2, -0.1};
        QTest::newRow("SD alone") << Hints{{}, {}, {}, 0.1};
        QTest::newRow("two hints") << Hints{20.0, ruler, {}, {}};
        QTest::newRow("ruler outside") << Hints{{}, calibrate::Ruler{{10, 10}, {900, 10}, 50}, {}, {}};
        QTest::newRow("ruler without length") << Hints{{}, calibrate::Ruler{{10, 10}, {10, 10}, 50}, {}, {}};
        QTest::newRow("ruler of -5 mm") << Hints{{}, calibrate::Ruler{{10, 10}, {90, 10}, -5}, {}, {}};
    }
    void senselessHintsAreUsageErrors()
    {
        QFETCH(Hints, hints);
        const Result<Calibration> calibration = calibrate::calibrate(Grid<Rgb>(400, 300), hints);
        QVERIFY(!calibration.has_value());
        QCOMPARE(calibration.error().kind, ErrorKind::Usage);
        QVERIFY(!calibration.error().message().empty());
    }
};

QTEST_GUILESS_MAIN(CalibrateTest)
#include "calibrate_test.moc"
