// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/figures_json.h"
#include "core/base/tissue.h"
#include "core/clinic/mask.h"
#include "core/clinic/overview.h"
#include "core/clinic/pseudonym.h"
#include "core/clinic/sites.h"
#include "core/image/codec.h"
#include "core/measure/measure.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <set>
#include <tuple>

using namespace cicatrix;
using namespace cicatrix::clinic;

namespace {

constexpr int kDots = 5;  ///< to a unit of resources/body

/// How much of resources/body/NAME.svg covers each dot; `mirrored` for a left foot.
QImage drawn(const QString& name, bool mirrored)
{
    QSvgRenderer renderer(QStringLiteral(CICATRIX_SOURCE_DIR "/resources/body/") + name + QStringLiteral(".svg"));
    QImage picture(renderer.viewBox().size() * kDots, QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    renderer.render(&painter);
    painter.end();
    return picture.mirrored(mirrored, false);
}

bool onSkin(const QImage& picture, double x, double y)
{
    const QPoint at(int(x * kDots), int(y * kDots));
    return picture.rect().contains(at) && picture.pixelColor(at).alpha() == 255;
}

LabelMap wound()
{
    LabelMap labels(60, 40);
    for (int y = 10; y < 30; ++y) {
        for (int x = 10; x < 50; ++x) {
            labels.at(x, y) = static_cast<std::uint8_t>(x < 30 ? Tissue::Granulation : Tissue::Slough);
        }
    }
    return labels;
}

Calibration typedScale()
{
    Calibration calibration;
    calibration.method = CalibrationMethod::Typed;
    calibration.mmPerPixel = 0.25;
    calibration.mmPerPixelSd = 0.0025;
    calibration.homography = Homography{0.25, 0, 1, 0, 0.25, 2, 1e-6, 0, 1};
    calibration.markers = {{{1, 2}, {3, 4}, {5, 6}, {7, 8}}};
    return calibration;
}

}  // namespace

class ClinicValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Test case 2 of RFC 4231.
    void hmacOfTheStandard()
    {
        QCOMPARE(hmacSha256Hex("Jefe", "what do ya want for nothing?"),
                 std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    }

    void aPseudonymStaysAndTellsNothing()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const Result<Pseudonym> first = pseudonym(path, "4711");
        QVERIFY(first.has_value());
        const Result<Pseudonym> again = pseudonym(path, "4711");
        QCOMPARE(first->name, again->name);
        QCOMPARE(first->shiftDays, again->shiftDays);
        QVERIFY(first->shiftDays < 0 && first->shiftDays >= -364);
        QVERIFY(pseudonym(path, "4712")->name != first->name);
        QTemporaryDir other;
        QVERIFY(pseudonym(other.path().toStdString(), "4711")->name != first->name);
        QVERIFY(QFile::resize(folder.filePath("pseudonym.key"), 5));
        QCOMPARE(pseudonym(path, "4711").error().kind, ErrorKind::ClinicDamaged);
    }

    void figuresComeBackFromTheirDocument()
    {
        const Figures figures = measure::measure(wound(), typedScale(), {.headDegrees = 10.0});
        QVERIFY(figures.total.areaCm2.has_value());
        const Result<Figures> read = figuresFromDocument(nlohmann::json::parse(figuresDocument(figures).dump()));
        QVERIFY(read.has_value());
        QVERIFY(*read == figures);
        QVERIFY(!figuresFromDocument(nlohmann::json::object()));
    }

    void unknownFiguresAreNull()
    {
        const nlohmann::json document = figuresDocument(measure::measure(wound(), {}));
        for (const char* key : {"area_cm2", "area_cm2_sd", "perimeter_mm", "length_mm", "clock_length_mm", "mm_per_pixel"}) {
            QVERIFY2(document["total"][key].is_null(), key);
        }
        QVERIFY(document["total"]["area_px"].get<double>() > 0);
    }

    void calibrationsComeBackFromTheirDocument()
    {
        const Calibration given = typedScale();
        const Result<Calibration> read = calibrationFromDocument(calibrationDocument(given, {}));
        QVERIFY(read.has_value());
        QVERIFY(read->method == given.method && read->mmPerPixel == given.mmPerPixel && read->homography == given.homography);
        QVERIFY(read->markers == given.markers);
        QVERIFY(!calibrationFromDocument(nlohmann::json{{"method", "guess"}}));
    }

    void masksOfAnyoneAreRead_data()
    {
        QTest::addColumn<int>("value");
        QTest::addColumn<int>("expected");
        QTest::newRow("white is wound without tissue") << 255 << 255;
        QTest::newRow("one alone is wound without tissue") << 1 << 255;
        QTest::newRow("slough") << 2 << 2;
        QTest::newRow("no code") << 77 << -1;
    }
    void masksOfAnyoneAreRead()
    {
        QFETCH(int, value);
        QFETCH(int, expected);
        LabelMap picture(4, 3);
        picture.at(1, 1) = static_cast<std::uint8_t>(value);
        const Result<Bytes> png = image::encodePng(picture);
        QVERIFY(png.has_value());
        const Result<LabelMap> labels = readLabelMap(*png, "mask.png");
        QCOMPARE(labels.has_value(), expected >= 0);
        if (expected >= 0) {
            QCOMPARE(static_cast<int>(labels->at(1, 1)), expected);
        }
    }

    void sitesAreFoundByCodeAndSide()
    {
        const Result<std::vector<Site>> sites = readSites(std::filesystem::path(CICATRIX_SOURCE_DIR) / "resources");
        QVERIFY(sites.has_value());
        QCOMPARE(findSite(*sites, "heel_left", "")->side, std::string("left"));
        QCOMPARE(findSite(*sites, "heel", "right")->id, std::string("heel_right"));
        QCOMPARE(findSite(*sites, "84607009", "left")->id, std::string("heel_left"));
        QCOMPARE(findSite(*sites, "51027004", "")->id, std::string("sacrum"));
        const Result<Site> unclear = findSite(*sites, "84607009", "");
        QVERIFY(!unclear);
        QVERIFY(unclear.error().detail.find("heel_left") != std::string::npos);
        for (const Site& site : *sites) {
            QVERIFY2(!site.english.empty() && !site.german.empty() && !site.side.empty(), site.id.c_str());
            QCOMPARE(findSite(*sites, site.id, "")->id, site.id);
        }
    }

    void everySiteLiesOnTheBodyAndOnItsOwnSide()
    {
        const Result<std::vector<Site>> sites = readSites(std::filesystem::path(CICATRIX_SOURCE_DIR) / "resources");
        QVERIFY(sites.has_value());
        const std::array<QImage, 2> bodies{drawn("back", false), drawn("front", false)};
        const std::array<std::array<QImage, 2>, 2> feet{
            {{drawn("foot_dorsum", false), drawn("foot_dorsum", true)}, {drawn("foot_sole", false), drawn("foot_sole", true)}}};
        std::set<std::tuple<int, int, double, double>> taken;
        for (const Site& site : *sites) {
            const char* id = site.id.c_str();
            QVERIFY2(site.place.has_value(), id);
            const bool front = site.place->view == BodyView::Front;
            QVERIFY2(onSkin(bodies[front], site.place->x, site.place->y), id);
            // A person who faces the reader has the right side at the left.
            const double right = front ? 50 - site.place->x : site.place->x - 50;
            QVERIFY2(site.side == "midline" ? right == 0 : site.side == "right" ? right > 0 : right < 0, id);
            QVERIFY2(taken.insert({0, front, site.place->x, site.place->y}).second, id);
            if (const auto& foot = site.place->foot) {
                QCOMPARE(foot->left, site.side == "left");
                const bool sole = foot->view == FootView::Sole;
                QVERIFY2(onSkin(feet[sole][foot->left], foot->x, foot->y), id);
                QVERIFY2(taken.insert({sole ? 1 : 2, foot->left, foot->x, foot->y}).second, id);
            }
        }
    }

    void theLeadingWoundIsOpenAndSeenLast()
    {
        const auto wound = [](int number, const char* last, const char* closed) {
            store::Wound made;
            made.number = number;
            made.lastVisit = *last == '\0' ? std::optional<Date>{} : *parseDate(last);
            made.data.closed = *closed == '\0' ? std::optional<Date>{} : *parseDate(closed);
            return made;
        };
        QVERIFY(!leadingWound({}));
        QCOMPARE(leadingWound({wound(1, "2026-05-01", ""), wound(2, "2026-04-01", "")})->number, 1);
        QCOMPARE(leadingWound({wound(1, "2026-05-01", "2026-05-01"), wound(2, "", "")})->number, 2);
        QCOMPARE(leadingWound({wound(1, "2026-05-01", "2026-05-02"), wound(2, "2026-04-01", "2026-04-02")})->number, 1);
        QCOMPARE(leadingWound({wound(1, "2026-05-01", ""), wound(2, "2026-05-01", "")})->number, 2);
    }

    void causesHaveOneKey()
    {
        QCOMPARE(aetiologyKey("venous"), std::string("venous_leg_ulcer"));
        QCOMPARE(aetiologyKey("pressure injury"), std::string("pressure_injury"));
        QCOMPARE(aetiologyKey("spider bite"), std::string("spider bite"));
        QVERIFY(isVenous("venous_leg_ulcer"));
        QVERIFY(!isVenous("arterial_ulcer"));
    }
};

QTEST_GUILESS_MAIN(ClinicValuesTest)
#include "clinic_values_test.moc"
