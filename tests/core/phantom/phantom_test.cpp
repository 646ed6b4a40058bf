// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/healing_series.h"
#include "core/phantom/scene_sampler.h"
#include "core/phantom/wound_phantom.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <set>

using namespace cicatrix;
using namespace cicatrix::phantom;

namespace {

WoundScene smallScene(std::uint64_t seed)
{
    SamplerOptions options;
    options.widthPx = 640;
    options.heightPx = 480;
    return sampleScene(seed, options);
}

// Area of the truth map in the wound's plane: each pixel counts with its own size there.
double mappedArea(const PhantomPhoto& photo)
{
    double mm2 = 0;
    for (int y = 0; y < photo.truth.height(); ++y) {
        for (int x = 0; x < photo.truth.width(); ++x) {
            if (isWound(photo.truth.at(x, y))) {
                mm2 += areaScale(photo.pxToMm, {x + 0.5, y + 0.5});
            }
        }
    }
    return mm2 / 100;
}

// Mean red against the rest in a square of 20 px.
double redness(const Grid<Rgb>& photo, int left, int top)
{
    double red = 0;
    double rest = 1;
    for (int y = top; y < top + 20; ++y) {
        for (int x = left; x < left + 20; ++x) {
            red += photo.at(x, y).r;
            rest += photo.at(x, y).g + photo.at(x, y).b;
        }
    }
    return red / rest;
}

}  // namespace

class PhantomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void circleHasItsKnownFigures()
    {
        WoundScene scene;
        scene.camera = {400, 300, 5, 300, 25, 40, 10, 0.8, false};
        scene.openings.push_back({{0, 0}, 20, 1, 0, {}});
        scene.islands.push_back({{4, 2}, 3, 1, 0, {}});
        const PhantomPhoto photo = drawPhantom(scene);
        constexpr double kPi = std::numbers::pi;
        QVERIFY(std::abs(photo.areaOutlineCm2 / (4 * kPi) - 1) < 1e-5);
        QVERIFY(std::abs(photo.areaCm2 / (3.91 * kPi) - 1) < 1e-5);
        QVERIFY(std::abs(photo.perimeterMm / (40 * kPi) - 1) < 1e-5);
        QVERIFY(std::abs(photo.lengthMm - 40) < 0.001);
        QVERIFY(std::abs(photo.widthMm - 40) < 0.001);
    }

    void ellipseHasItsLengthAndWidth()
    {
        WoundScene scene;
        scene.camera.widthPx = 64;
        scene.camera.heightPx = 64;
        scene.openings.push_back({{3, -2}, 15, 1.25, 33, {}});
        const PhantomPhoto photo = drawPhantom(scene);
        QVERIFY(std::abs(photo.lengthMm - 2 * 15 * 1.25) < 0.01);
        QVERIFY(std::abs(photo.widthMm - 2 * 15 / 1.25) < 0.01);
    }

    void truthMapAgreesWithTheExactArea_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 6; ++seed) {
            QTest::addRow("scene %d", seed) << seed;
        }
    }
    void truthMapAgreesWithTheExactArea()
    {
        QFETCH(int, seed);
        const PhantomPhoto photo = drawPhantom(smallScene(static_cast<std::uint64_t>(seed)));
        QVERIFY(photo.areaCm2 > 0.5);
        QVERIFY2(std::abs(mappedArea(photo) / photo.areaCm2 - 1) < 0.006,
                 qPrintable(QStringLiteral("%1 against %2").arg(mappedArea(photo)).arg(photo.areaCm2)));
        double tissue = 0;
        for (std::size_t code = 1; code < photo.tissueCm2.size(); ++code) {
            tissue += isWound(static_cast<std::uint8_t>(code)) ? photo.tissueCm2[code] : 0;
        }
        QVERIFY(std::abs(tissue / photo.areaCm2 - 1) < 1e-9);
    }

    void tissueSharesAreThoseAskedFor()
    {
        WoundScene scene;
        scene.camera = {800, 600, 9, 300, 0, 0, 0, 0.8, false};
        scene.openings.push_back(sampleBlob(9, 12));
        scene.tissue = {0.5, 0.25, 0.15, 0.1};
        const PhantomPhoto photo = drawPhantom(scene);
        QVERIFY(std::abs(photo.tissueCm2[1] / photo.areaCm2 - 0.5) < 0.005);
        QVERIFY(std::abs(photo.tissueCm2[2] / photo.areaCm2 - 0.25) < 0.005);
        QVERIFY(std::abs(photo.tissueCm2[3] / photo.areaCm2 - 0.15) < 0.005);
        QVERIFY(std::abs(photo.tissueCm2[4] / photo.areaCm2 - 0.1) < 0.005);
        std::array<double, 7> counted{};
        for (const std::uint8_t code : photo.truth.values()) {
            counted[code] += 1;
        }
        const double wound = counted[1] + counted[2] + counted[3] + counted[4];
        QVERIFY(std::abs(counted[3] / wound - 0.15) < 0.01);
        QVERIFY(std::abs(counted[1] / wound - 0.5) < 0.01);
    }

    void callusLiesOutsideTheWound()
    {
        WoundScene scene;
        scene.camera = {500, 400, 6, 300, 8, 0, 0, 0.8, false};
        scene.openings.push_back(sampleBlob(4, 6));
        scene.callusMm = 3;
        const PhantomPhoto photo = drawPhantom(scene);
        QVERIFY(photo.tissueCm2[5] > 1);
        QVERIFY(std::abs(mappedArea(photo) / photo.areaCm2 - 1) < 0.005);
    }

    void sameSceneGivesTheSameBytes()
    {
        const WoundScene scene = smallScene(11);
        const PhantomPhoto first = drawPhantom(scene);
        const PhantomPhoto second = drawPhantom(scene);
        QVERIFY(first.photo == second.photo);
        QVERIFY(first.truth == second.truth);
        WoundScene other = scene;
        other.seed += 1;
        QVERIFY(!(drawPhantom(other).photo == first.photo));
    }

    void markerCornersLieWhereTheHomographySaysThem()
    {
        WoundScene scene;
        scene.camera = {800, 600, 6, 280, 20, 130, 15, 0.8, false};
        scene.prints.push_back({Print::Kind::Marker, {10, -5}, 30, 1, 0, 3, 20, false});
        const PhantomPhoto photo = drawPhantom(scene);
        QCOMPARE(photo.markers.size(), std::size_t{1});
        const Point a = cicatrix::apply(photo.pxToMm, photo.markers[0].cornersPx[0]);
        const Point b = cicatrix::apply(photo.pxToMm, photo.markers[0].cornersPx[2]);
        QVERIFY(std::abs((a.x + b.x) / 2 - 10) < 1e-6);
        QVERIFY(std::abs((a.y + b.y) / 2 + 5) < 1e-6);
        QVERIFY(std::abs(std::hypot(a.x - b.x, a.y - b.y) - 20 * std::numbers::sqrt2) < 1e-6);
    }

    void skinFollowsItsTone()
    {
        double before = 300;
        for (const double ita : {60.0, 45.0, 30.0, 15.0, -15.0, -50.0}) {
            WoundScene scene;
            scene.camera.widthPx = 80;
            scene.camera.heightPx = 60;
            scene.itaDeg = ita;
            scene.light = {1, 0, 0, 0, 0, 0, {}, 6};
            scene.openings.push_back({{200, 200}, 5, 1, 0, {}});
            const Rgb pixel = drawPhantom(scene).photo.at(40, 30);
            QVERIFY2(pixel.g < before, qPrintable(QStringLiteral("tone %1").arg(ita)));
            QVERIFY(pixel.r > pixel.g && pixel.g > pixel.b);
            before = pixel.g;
        }
    }

    void granulationIsRedderThanSkin()
    {
        for (const double ita : {55.0, 0.0, -45.0}) {
            WoundScene scene;
            scene.camera = {300, 300, 5, 300, 0, 0, 0, 0.8, false};
            scene.itaDeg = ita;
            scene.tissue = {1, 0, 0, 0};
            scene.openings.push_back({{0, 0}, 15, 1, 0, {}});
            const PhantomPhoto photo = drawPhantom(scene);
            QVERIFY(redness(photo.photo, 140, 140) > 1.5 * redness(photo.photo, 2, 2));
        }
    }

    void seriesFollowsItsLaw()
    {
        const Date start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};
        const HealingCourse course{HealingLaw::DelayedExponential, 8, 0.2, 2};
        WoundScene first;
        first.openings.push_back(sampleBlob(3, 8));
        first.tissue = {0.4, 0.4, 0.15, 0.05};
        const std::vector<Date> dates{start, start + std::chrono::days{14}, start + std::chrono::days{28},
                                      start + std::chrono::days{70}};
        std::vector<PhantomVisit> visits = healingSeries(course, first, dates);
        QCOMPARE(visits.size(), std::size_t{4});
        QVERIFY(std::abs(visits[1].areaCm2 - 8) < 1e-9);
        QVERIFY(std::abs(visits[2].areaCm2 - 8 * std::exp(-0.4)) < 1e-9);
        for (PhantomVisit& visit : visits) {
            visit.scene.camera.widthPx = 64;
            visit.scene.camera.heightPx = 48;
            const PhantomPhoto photo = drawPhantom(visit.scene);
            QVERIFY(std::abs(photo.areaCm2 / visit.areaCm2 - 1) < 1e-6);
        }
        QVERIFY(visits[3].scene.tissue.necrosis < visits[0].scene.tissue.necrosis);
        QVERIFY(visits[3].scene.tissue.slough < visits[0].scene.tissue.slough);
        QVERIFY(visits[3].scene.tissue.epithelium > visits[0].scene.tissue.epithelium);
    }

    void demoPatientsAreCompleteAndRepeat()
    {
        const std::vector<PhantomPatient> patients = demoPatients({});
        const std::vector<PhantomPatient> fewer = demoPatients({3, 1, DemoOptions{}.lastVisit});
        QCOMPARE(patients.size(), std::size_t{12});
        std::set<std::string> numbers;
        std::set<HealingLaw> laws;
        for (const PhantomPatient& patient : patients) {
            numbers.insert(patient.hospitalNumber);
            QVERIFY(!patient.family.empty() && !patient.given.empty() && !patient.wounds.empty());
            for (const PhantomWound& wound : patient.wounds) {
                laws.insert(wound.course.law);
                QVERIFY(wound.visits.size() >= 4);
                QVERIFY(wound.onset < wound.visits.front().date);
                QVERIFY(wound.visits.back().date <= DemoOptions{}.lastVisit);
                for (std::size_t i = 1; i < wound.visits.size(); ++i) {
                    QVERIFY(wound.visits[i - 1].date < wound.visits[i].date);
                }
            }
        }
        QCOMPARE(numbers.size(), patients.size());
        QCOMPARE(laws.size(), std::size_t{4});
        QCOMPARE(fewer[2].wounds[0].visits[1].areaCm2, patients[2].wounds[0].visits[1].areaCm2);
        QCOMPARE(fewer[2].family, patients[2].family);
    }

    void everyDemoPhotoHoldsBothMarkers()
    {
        for (const PhantomPatient& patient : demoPatients({})) {
            for (const PhantomWound& wound : patient.wounds) {
                for (const PhantomVisit& visit : wound.visits) {
                    const Homography toPx = inverse(pxToMm(visit.scene.camera));
                    QCOMPARE(visit.scene.prints.size(), std::size_t{2});
                    for (const Print& print : visit.scene.prints) {
                        const Point middle = cicatrix::apply(toPx, print.centreMm);
                        const double reach = 20 * visit.scene.camera.pxPerMm;
                        QVERIFY(middle.x > reach && middle.y > reach);
                        QVERIFY(middle.x < visit.scene.camera.widthPx - reach &&
                                middle.y < visit.scene.camera.heightPx - reach);
                    }
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(PhantomTest)
#include "phantom_test.moc"
