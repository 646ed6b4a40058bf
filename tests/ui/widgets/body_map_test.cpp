// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/body_map.h"

#include "ui/widgets/tokens.h"

#include <QAccessible>
#include <QFile>
#include <QLineF>
#include <QSignalSpy>
#include <QTest>

#include <vector>

using namespace cicatrix;
using namespace cicatrix::ui;

namespace {

QByteArray drawing(const char* name)
{
    QFile file(QStringLiteral(CICATRIX_SOURCE_DIR "/resources/body/%1.svg").arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

BodySvg body() { return {drawing("front"), drawing("back"), drawing("foot_sole"), drawing("foot_dorsum")}; }

BodyPlace onBody(BodyView view, double x, double y) { return {view, x, y, {}}; }
BodyPlace onFoot(FootView view, bool left, double x, double y)
{
    return {BodyView::Front, 50, 230, FootPlace{view, left, x, y}};
}

const BodyPlace kChest = onBody(BodyView::Front, 50, 60);
const BodyPlace kRightKnee = onBody(BodyView::Front, 37.6, 171);
const BodyPlace kSacrum = onBody(BodyView::Back, 50, 107);
const BodyPlace kLeftHeel = onFoot(FootView::Sole, true, 21, 91);
const BodyPlace kRightHeel = onFoot(FootView::Sole, false, 19, 91);
const BodyPlace kRightGreatToe = onFoot(FootView::Dorsum, false, 9.8, 11);
const BodyPlace kLeftGreatToe = onFoot(FootView::Dorsum, true, 30.2, 11);

std::vector<BodyDot> threeWounds()
{
    return {{11, kLeftHeel, "Left heel", true, false},
            {12, kSacrum, "Sacrum", false, false},
            {13, kRightKnee, "Right knee", true, false}};
}

std::vector<BodySpot> threePlaces()
{
    return {{"chest", kChest, "Chest"}, {"sacrum", kSacrum, "Sacrum"}, {"heel_left", kLeftHeel, "Heel, left"}};
}

}  // namespace

class BodyMapTest : public QObject {
    Q_OBJECT

private:
    BodyMap m_map;

    QColor pixel(QPoint at) { return m_map.grab().toImage().pixelColor(at); }
    void click(QPoint at) { QTest::mouseClick(&m_map, Qt::LeftButton, {}, at); }

private Q_SLOTS:
    void init()
    {
        m_map.setPalette(cicatrix::ui::palette(Theme::Light));
        m_map.setBody(body());
        m_map.setPlaces({});
        m_map.setDots(threeWounds());
        m_map.resize(300, 380);
        m_map.show();
        m_map.activateWindow();
        QVERIFY(QTest::qWaitForWindowExposed(&m_map));
    }

    void aClickOnADotOpensItsWound()
    {
        QSignalSpy opened(&m_map, &BodyMap::dotActivated);
        for (const BodyDot& dot : threeWounds()) {
            click(m_map.dotPosition(dot.id));
            QCOMPARE(opened.takeFirst().at(0).value<std::int64_t>(), dot.id);
        }
        click(QPoint(2, 2));
        QTest::mouseClick(&m_map, Qt::RightButton, {}, m_map.dotPosition(11));
        QVERIFY(opened.isEmpty());
        QCOMPARE(m_map.dotPosition(99), QPoint(-1, -1));
    }

    void openIsFullAndClosedIsHollow()
    {
        const Tokens& t = tokens(Theme::Light);
        QCOMPARE(pixel(m_map.dotPosition(11)), t.accent);
        QCOMPARE(pixel(m_map.dotPosition(12)), t.panel);
    }

    void anotherThemeIsAnotherPalette()
    {
        const QColor skin = pixel(m_map.dotPosition(13) - QPoint(0, 30));
        m_map.setPalette(cicatrix::ui::palette(Theme::Dark));
        QCOMPARE(pixel(m_map.dotPosition(11)), tokens(Theme::Dark).accent);
        QVERIFY(pixel(m_map.dotPosition(13) - QPoint(0, 30)).lightness() < skin.lightness() / 2);
    }

    void everySideIsWhereThePersonsSideIs()
    {
        const BodyPlace rightKneeFromBehind = onBody(BodyView::Back, 62.4, 171);
        m_map.setDots({{1, kRightKnee, {}, true, false},
                       {2, onBody(BodyView::Front, 62.4, 171), {}, true, false},
                       {3, rightKneeFromBehind, {}, true, false},
                       {4, onBody(BodyView::Back, 37.6, 171), {}, true, false},
                       {5, kRightHeel, {}, true, false},
                       {6, kLeftHeel, {}, true, false},
                       {7, kRightGreatToe, {}, true, false},
                       {8, kLeftGreatToe, {}, true, false}});
        const auto x = [this](std::int64_t id) { return m_map.dotPosition(id).x(); };
        QVERIFY(x(1) < x(2));  // seen from the front, right is at the viewer's left
        QVERIFY(x(3) > x(4));
        QVERIFY(x(5) < x(6));  // soles face the viewer
        QVERIFY(x(7) > x(8));  // seen from above they do not
    }

    void feetAreDrawnUnderTheirDots_data()
    {
        QTest::addColumn<bool>("sole");
        QTest::addColumn<bool>("left");
        QTest::addColumn<double>("x");
        QTest::newRow("right sole") << true << false << 30.2;
        QTest::newRow("left sole") << true << true << 9.8;
        QTest::newRow("right dorsum") << false << false << 9.8;
        QTest::newRow("left dorsum") << false << true << 30.2;
    }
    void feetAreDrawnUnderTheirDots()
    {
        QFETCH(bool, sole);
        QFETCH(bool, left);
        QFETCH(double, x);
        m_map.resize(900, 1200);
        const FootView view = sole ? FootView::Sole : FootView::Dorsum;
        m_map.setDots({{1, onFoot(view, left, x, 15), {}, true, false}, {2, onFoot(view, left, 40 - x, 10), {}, true, false}});
        const QPoint greatToe = m_map.dotPosition(1), besideLittleToe = m_map.dotPosition(2);
        m_map.setDots({});
        QVERIFY(pixel(greatToe) != pixel({1, 1}));
        QCOMPARE(pixel(besideLittleToe), pixel({1, 1}));
    }

    void dotsOnOneSpotAreMovedApart()
    {
        std::vector<BodyDot> dots;
        for (int i = 0; i < 6; ++i) {
            dots.push_back({i, kRightGreatToe, "Toe", true, false});
        }
        m_map.setDots(dots);
        QSignalSpy opened(&m_map, &BodyMap::dotActivated);
        for (int i = 0; i < 6; ++i) {
            for (int j = 0; j < i; ++j) {
                QVERIFY(QLineF(m_map.dotPosition(i), m_map.dotPosition(j)).length() > 13);
            }
            click(m_map.dotPosition(i));
            QCOMPARE(opened.takeFirst().at(0).value<std::int64_t>(), i);
        }
    }

    void arrowsReachEveryWoundAndReturnOpensIt()
    {
        QSignalSpy opened(&m_map, &BodyMap::dotActivated);
        m_map.clearFocus();
        m_map.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&m_map, Qt::Key_Return);
        QTest::keyClick(&m_map, Qt::Key_Right);
        QTest::keyClick(&m_map, Qt::Key_Return);
        QTest::keyClick(&m_map, Qt::Key_Down);
        QTest::keyClick(&m_map, Qt::Key_Down);
        QTest::keyClick(&m_map, Qt::Key_Space);
        QTest::keyClick(&m_map, Qt::Key_Left);
        QTest::keyClick(&m_map, Qt::Key_Enter);
        QTest::keyClick(&m_map, Qt::Key_Home);
        QTest::keyClick(&m_map, Qt::Key_Return);
        QCOMPARE(opened.size(), 5);
        for (const std::int64_t expected : {11, 12, 13, 12, 11}) {
            QCOMPARE(opened.takeFirst().at(0).value<std::int64_t>(), expected);
        }
    }

    void theKeyboardStaysWithItsWound()
    {
        QTest::keyClick(&m_map, Qt::Key_End);
        std::vector<BodyDot> fewer = threeWounds();
        fewer.erase(fewer.begin());
        m_map.setDots(fewer);
        QSignalSpy opened(&m_map, &BodyMap::dotActivated);
        QTest::keyClick(&m_map, Qt::Key_Return);
        QCOMPARE(opened.takeFirst().at(0).value<std::int64_t>(), 13);
    }

    void aScreenReaderHearsWhereItIs()
    {
        const auto spoken = [this] { return QAccessible::queryAccessibleInterface(&m_map)->text(QAccessible::Name); };
        QVERIFY(!spoken().isEmpty());
        QTest::keyClick(&m_map, Qt::Key_Home);
        QVERIFY(spoken().contains("Left heel") && spoken().contains("open"));
        QTest::keyClick(&m_map, Qt::Key_Right);
        QVERIFY(spoken().contains("Sacrum") && spoken().contains("closed"));
    }

    void aMapWithoutWoundsIsNoTabStop()
    {
        m_map.setDots({});
        QCOMPARE(m_map.focusPolicy(), Qt::NoFocus);
        QTest::keyClick(&m_map, Qt::Key_Left);
        QTest::keyClick(&m_map, Qt::Key_Return);
        m_map.setDots(threeWounds());
        QVERIFY(m_map.focusPolicy() & Qt::TabFocus);
    }

    void pickingNamesTheNearestPlaceAndAClickTakesIt()
    {
        m_map.setPlaces(threePlaces());
        QSignalSpy picked(&m_map, &BodyMap::sitePicked), opened(&m_map, &BodyMap::dotActivated);
        const QPoint near = m_map.spotPosition("sacrum") + QPoint(6, 4);
        const QImage before = m_map.grab().toImage();
        QTest::mouseMove(&m_map, near);
        QVERIFY(m_map.grab().toImage() != before);
        QCOMPARE(pixel(m_map.spotPosition("sacrum")), tokens(Theme::Light).accent);
        QCOMPARE(m_map.cursor().shape(), Qt::PointingHandCursor);
        click(near);
        QCOMPARE(picked.takeFirst().at(0).toString(), QString("sacrum"));
        click(m_map.spotPosition("chest") + QPoint(0, 40));
        QVERIFY(picked.isEmpty() && opened.isEmpty());
        QTest::keyClick(&m_map, Qt::Key_End);
        QTest::keyClick(&m_map, Qt::Key_Return);
        QCOMPARE(picked.takeFirst().at(0).toString(), QString("heel_left"));
        m_map.setPlaces({});
        click(m_map.dotPosition(11));
        QCOMPARE(opened.size(), 1);
    }

    void allOfItFitsAtEverySize_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize& each : {QSize(280, 280), QSize(280, 400), QSize(296, 376), QSize(560, 300), QSize(700, 900)}) {
            QTest::addRow("%d x %d", each.width(), each.height()) << each;
        }
    }
    void allOfItFitsAtEverySize()
    {
        QFETCH(QSize, size);
        const QRectF area = QRectF(QPointF(), QSizeF(size)).adjusted(9, 9, -9, -9);
        constexpr double kCaption = 18;
        const BodyBoxes boxes = layOutBody(area, kCaption);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            const QRectF whole = boxes[i].adjusted(0, 0, 0, kCaption);
            QVERIFY2(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(whole), QByteArray::number(int(i)).constData());
            QVERIFY(boxes[i].height() > (i < 2 ? 150 : 60));
            for (std::size_t j = 0; j < i; ++j) {
                QVERIFY(!whole.intersects(boxes[j].adjusted(0, 0, 0, kCaption)));
            }
        }
        QVERIFY(m_map.minimumSizeHint().width() <= 280);
    }
};

QTEST_MAIN(BodyMapTest)
#include "body_map_test.moc"
