// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn: the photo, the overlay, lines and corners.
#include "tests/ui/widgets/photo_canvas_fixture.h"
#include "ui/widgets/canvas_furniture.h"

#include <set>

using namespace cicatrix;
using namespace cicatrix::ui;
using namespace cicatrix::ui::test;

class PhotoCanvasLayersTest : public QObject, private CanvasFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(open()); }
    void cleanup() { close(); }

    // The photo

    void at100PercentEveryPixelIsThePhotos()
    {
        canvas().setPyramid(pyramidOf(varied(900, 700)));
        canvas().actualSize();
        const QImage image = seen();
        const QPoint origin = canvas().toWidget({0, 0}).toPoint();
        for (int y = 40; y < 240; ++y) {
            for (int x = 40; x < 360; ++x) {
                const QPoint at = QPoint(x, y) - origin;
                const QRgb expected = qRgb(at.x() % 256, at.y() % 256, (at.x() / 256 + at.y() / 256 * 16) % 256);
                QCOMPARE(image.pixel(x, y), expected);
            }
        }
    }

    void beyond400PercentPixelsAreSquares()
    {
        auto grid = std::make_shared<Grid<Rgb>>(100, 80);
        for (int i = 0; i < 80; ++i) {
            grid->at(50, i) = {255, 0, 0};
        }
        canvas().setPyramid({grid});
        canvas().actualSize();
        canvas().zoomBy(8, {200, 150});
        const QImage image = seen();
        const QPoint left = canvas().toWidget({50, 40}).toPoint();
        for (int x = -8; x < 16; ++x) {
            QCOMPARE(image.pixel(left + QPoint(x, 0)), x >= 0 && x < 8 ? qRgb(255, 0, 0) : qRgb(0, 0, 0));
        }
    }

    void betweenItIsSmooth()
    {
        auto grid = std::make_shared<Grid<Rgb>>(100, 80);
        for (int i = 0; i < 80 * 50; ++i) {
            grid->at(50 + i % 50, i / 50) = {240, 240, 240};
        }
        canvas().setPyramid({grid});
        canvas().actualSize();
        canvas().zoomBy(3, {200, 150});
        const QImage image = seen();
        const QPoint edge = canvas().toWidget({50, 40}).toPoint();
        int last = -1;
        std::set<int> tones;
        for (int x = -6; x < 6; ++x) {
            const int tone = qRed(image.pixel(edge + QPoint(x, 0)));
            QVERIFY(tone >= last);
            last = tone;
            tones.insert(tone);
        }
        QVERIFY(tones.size() >= 4);
    }

    void noSeamAtAnyZoom_data()
    {
        QTest::addColumn<double>("zoom");
        for (const double zoom : {0.13, 0.37, 0.5, 0.713, 0.999, 1.0, 1.37, 2.718, 3.99, 5.3}) {
            QTest::addRow("%g", zoom) << zoom;
        }
    }
    void noSeamAtAnyZoom()
    {
        QFETCH(double, zoom);
        canvas().resize(700, 600);
        canvas().setPyramid(pyramidOf(plain(4001, 3003, kSkin)));
        canvas().setLabels(labelsWith({4001, 3003}, {0, 0, 4001, 3003}, Tissue::Other));
        flat();
        canvas().zoomBy(zoom / canvas().zoom(), {350, 300});
        drag({100, 100}, {67, 89});
        const QRect photo = QRectF(canvas().toWidget({0, 0}), canvas().toWidget({4001, 3003})).toRect() & canvas().rect();
        const QImage image = seen();
        std::set<QRgb> colours;
        for (int y = photo.top() + 2; y < std::min(photo.bottom() - 1, 540); ++y) {
            for (int x = photo.left() + 2; x < photo.right() - 1; ++x) {
                colours.insert(image.pixel(x, y));
            }
        }
        QCOMPARE(colours.size(), std::size_t{1});
        QVERIFY(isBlend(*colours.begin(), rgb(kSkin), rgb(tissueStyle(Tissue::Other).colour), 0.6));
    }

    void besideThePhotoIsTheCanvas()
    {
        canvas().setPyramid(pyramidOf(plain(800, 200, kSkin)));
        QCOMPARE(seen().pixel(200, 20), tokens(Theme::Light).canvas.rgb());
        QCOMPARE(seen().pixel(200, 150), rgb(kSkin));
        canvas().setPalette(palette(Theme::Dark));
        QCOMPARE(seen().pixel(200, 20), tokens(Theme::Dark).canvas.rgb());
        canvas().clear();
        QCOMPARE(seen().pixel(200, 150), tokens(Theme::Dark).canvas.rgb());
    }

    // The overlay

    void aHiddenTissueShowsThePhoto_data()
    {
        QTest::addColumn<int>("code");
        for (const TissueStyle& style : tissueStyles()) {
            QTest::newRow(style.key.data()) << int(style.code);
        }
    }
    void aHiddenTissueShowsThePhoto()
    {
        QFETCH(int, code);
        const Tissue tissue = Tissue(code);
        const Tissue other = tissue == Tissue::Slough ? Tissue::Necrosis : Tissue::Slough;
        canvas().setPyramid(pyramidOf(plain(800, 600, kSkin)));
        canvas().setLabels(labelsWith({800, 600}, {300, 200, 100, 100}, tissue));
        flat();
        const double alpha = tissueStyle(tissue).pattern == TissuePattern::Veil ? 0.45 : 0.6;
        QVERIFY(isBlend(seenAt({350, 250}), rgb(kSkin), rgb(tissueStyle(tissue).colour), alpha));
        QCOMPARE(seenAt({298, 250}), rgb(kSkin));
        QCOMPARE(seenAt({402, 250}), rgb(kSkin));
        OverlayView view = canvas().overlayView();
        view.hidden = {tissue};
        canvas().setOverlayView(view);
        QCOMPARE(seenAt({350, 250}), rgb(kSkin));
        view.hidden.clear();
        view.isolated = other;
        canvas().setOverlayView(view);
        QCOMPARE(seenAt({350, 250}), rgb(kSkin));
        view.isolated = tissue;
        canvas().setOverlayView(view);
        QVERIFY(apart(seenAt({350, 250}), rgb(kSkin)) > 15);
        QTest::keyClick(&canvas(), Qt::Key_O);
        QCOMPARE(seenAt({350, 250}), rgb(kSkin));
    }

    void everyPatternHasItsOwnLookOfOneSizeAtEveryZoom()
    {
        canvas().setPyramid(pyramidOf(plain(800, 600, kSkin)));
        std::vector<QImage> looks;
        for (const TissueStyle& style : tissueStyles()) {
            if (style.pattern == TissuePattern::None || style.pattern == TissuePattern::Veil) {
                continue;
            }
            canvas().setLabels(labelsWith({800, 600}, {0, 0, 800, 600}, style.code));
            canvas().setOverlayView({});
            canvas().actualSize();
            const QImage once = seen().copy(0, 0, 300, 200);
            QTest::keyClick(&canvas(), Qt::Key_H);
            QVERIFY(once != seen().copy(0, 0, 300, 200));
            // Nothing but the photo's corner holds the pattern: seen from there it is the same at any zoom.
            const auto fromCorner = [&] {
                canvas().showRect({0, 0, 1, 1});
                return canvas().toWidget({0, 0}).toPoint();
            };
            QTest::keyClick(&canvas(), Qt::Key_H);
            QPoint corner = fromCorner();
            const QImage near = seen().copy(QRect(corner, QSize(150, 80)));
            canvas().zoomBy(0.31, canvas().toWidget({0, 0}));
            corner = canvas().toWidget({0, 0}).toPoint();
            QCOMPARE(seen().copy(QRect(corner, QSize(150, 80))), near);
            for (const QImage& look : looks) {
                QVERIFY(look != near);
            }
            looks.push_back(near);
        }
        QCOMPARE(looks.size(), std::size_t{5});
    }

    void onlyTheChangedPartOfTheLabelsIsReadAgain()
    {
        const auto labels = labelsWith({800, 600}, {300, 200, 10, 10}, Tissue::Slough);
        canvas().setPyramid(pyramidOf(plain(800, 600, kSkin)));
        canvas().setLabels(labels);
        flat();
        canvas().actualSize();
        const QImage before = seen();
        for (const QPoint corner : {QPoint(420, 210), QPoint(440, 210)}) {
            for (int i = 0; i < 100; ++i) {
                labels->at(corner.x() + i % 10, corner.y() + i / 10) = static_cast<std::uint8_t>(Tissue::Necrosis);
            }
        }
        canvas().labelsChanged({420, 210, 10, 10});
        const QImage after = seen();
        const QRect changed(canvas().toWidget({420, 210}).toPoint(), QSize(10, 10));
        for (int y = 0; y < after.height(); ++y) {
            for (int x = 0; x < after.width(); ++x) {
                if (changed.contains(x, y)) {
                    QVERIFY(isBlend(after.pixel(x, y), rgb(kSkin), rgb(tissueStyle(Tissue::Necrosis).colour), 0.6));
                } else {
                    QCOMPARE(after.pixel(x, y), before.pixel(x, y));
                }
            }
        }
        canvas().labelsChanged({440, 210, 10, 10});
        QVERIFY(apart(seenAt({445, 215}), rgb(kSkin)) > 50);
        canvas().fit();
        QVERIFY(apart(seenAt({445, 215}), rgb(kSkin)) > 50);
    }

    void labelsOfAnotherSizeAreNotDrawn()
    {
        canvas().setPyramid(pyramidOf(plain(800, 600, kSkin)));
        canvas().setLabels(labelsWith({400, 300}, {0, 0, 400, 300}, Tissue::Slough));
        QCOMPARE(seenAt({350, 250}), rgb(kSkin));
    }

    void theConfidenceViewColoursDoubtInTheWoundOnly()
    {
        auto confidence = std::make_shared<Grid<std::uint8_t>>(800, 600, std::uint8_t{255});
        for (int x = 0; x < 800; ++x) {
            confidence->at(x, 250) = 100;
        }
        canvas().setPyramid(pyramidOf(plain(800, 600, kSkin)));
        canvas().actualSize();
        canvas().setLabels(labelsWith({800, 600}, {350, 200, 100, 100}, Tissue::Granulation));
        canvas().setConfidence(confidence);
        QTest::keyClick(&canvas(), Qt::Key_C);
        QVERIFY(canvas().overlayView().confidence);
        QCOMPARE(seenAt({400, 240}), rgb(kSkin));
        QVERIFY(apart(seenAt({400, 250}), rgb(kSkin)) > 30);
        QCOMPARE(seenAt({300, 250}), rgb(kSkin));
    }

    void peekBaresThePhotoWhileHeld()
    {
        canvas().setPyramid(pyramidOf(plain(800, 600, kSkin)));
        canvas().setLabels(labelsWith({800, 600}, {300, 200, 100, 100}, Tissue::Slough));
        canvas().setOutlines({{{200, 150}, {600, 150}, {600, 450}, {200, 450}}});
        flat();
        const QImage drawn = seen();
        QTest::keyPress(&canvas(), Qt::Key_Space);
        QTest::keyPress(&canvas(), Qt::Key_O);
        QVERIFY(canvas().peeking());
        QVERIFY(canvas().overlayView().shown);
        QCOMPARE(seenAt({350, 250}), rgb(kSkin));
        QCOMPARE(seenAt({600, 300}), rgb(kSkin));
        QTest::keyRelease(&canvas(), Qt::Key_O);
        QCOMPARE(seen(), drawn);
        QTest::keyRelease(&canvas(), Qt::Key_Space);
        canvas().peek(true);
        QCOMPARE(seenAt({350, 250}), rgb(kSkin));
        canvas().peek(false);
        QCOMPARE(seen(), drawn);
    }

    void theFirstLabelsFadeInWhereThingsMove()
    {
        class Moving : public QProxyStyle {
            int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                          QStyleHintReturn* data) const override
            {
                return hint == SH_Widget_Animate ? 1 : QProxyStyle::styleHint(hint, option, widget, data);
            }
        } moving;
        canvas().setStyle(&moving);
        canvas().setPyramid(pyramidOf(plain(800, 600, kSkin)));
        flat();
        canvas().setLabels(labelsWith({800, 600}, {300, 200, 100, 100}, Tissue::Necrosis));
        QVERIFY(apart(seenAt({350, 250}), rgb(kSkin)) < 60);
        QTRY_VERIFY(isBlend(seenAt({350, 250}), rgb(kSkin), rgb(tissueStyle(Tissue::Necrosis).colour), 0.6));
        canvas().setLabels(labelsWith({800, 600}, {300, 200, 100, 100}, Tissue::Slough));  // a correction: at once
        QVERIFY(isBlend(seenAt({350, 250}), rgb(kSkin), rgb(tissueStyle(Tissue::Slough).colour), 0.6));
        canvas().setStyle(&m_still);
    }

    // Lines

    void theOutlineShowsOnBlackAndOnWhite_data()
    {
        QTest::addColumn<int>("grey");
        QTest::addColumn<int>("theme");
        for (const int grey : {0, 255}) {
            for (const Theme theme : {Theme::Light, Theme::Dark, Theme::HighContrast}) {
                QTest::addRow("on %d, theme %d", grey, int(theme)) << grey << int(theme);
            }
        }
    }
    void theOutlineShowsOnBlackAndOnWhite()
    {
        QFETCH(int, grey);
        QFETCH(int, theme);
        const auto tone = std::uint8_t(grey);
        canvas().setPalette(palette(Theme(theme)));
        canvas().setPyramid(pyramidOf(plain(800, 600, {tone, tone, tone})));
        canvas().setOutlines({{{300, 200}, {500, 200}, {500, 400}, {300, 400}}});
        const Tokens& t = tokens(Theme(theme));
        for (const double zoom : {0.5, 1.0, 7.0}) {
            canvas().zoomBy(zoom / canvas().zoom(), canvas().toWidget({300, 300}));
            const QImage image = seen();
            const QPoint on = canvas().toWidget({300, 300}).toPoint();
            QCOMPARE(image.pixel(on), t.accent.rgb());
            QCOMPARE(image.pixel(on - QPoint(1, 0)), t.accent.rgb());
            QCOMPARE(image.pixel(on + QPoint(1, 0)), t.canvas.rgb());
            QCOMPARE(image.pixel(on - QPoint(2, 0)), t.canvas.rgb());
            QCOMPARE(image.pixel(on + QPoint(4, 0)), qRgb(grey, grey, grey));
        }
    }

    void anOutlineOfManyVerticesIsOneLine()
    {
        Polygon circle;
        for (int i = 0; i < 20000; ++i) {
            const double angle = i * 2 * M_PI / 20000;
            circle.push_back({2000 + 900 * std::cos(angle), 1500 + 900 * std::sin(angle)});
        }
        canvas().setPyramid(pyramidOf(plain(4000, 3000, {0, 0, 0})));
        canvas().setOutlines({circle});
        for (const double zoom : {0.1, 0.9}) {
            canvas().zoomBy(zoom / canvas().zoom(), {200, 150});
            const QImage image = seen();
            int met = 0;
            for (double angle = 0.01; angle < 6.28; angle += 0.01) {
                const QPointF at = canvas().toWidget({2000 + 900 * std::cos(angle), 1500 + 900 * std::sin(angle)});
                const QPoint pixel(int(std::floor(at.x())), int(std::floor(at.y())));
                if (QRect(0, 0, 400, 260).contains(pixel)) {
                    ++met;
                    QVERIFY(qBlue(image.pixel(pixel)) > 150);
                }
            }
            QVERIFY(zoom > 0.5 || met > 300);
            canvas().showRect({2850, 1450, 100, 100});
        }
    }

    void axesAndMarkersAreDashedAlongTheirEdges()
    {
        const Tokens& t = tokens(Theme::Dark);
        canvas().setPalette(palette(Theme::Dark));
        canvas().setPyramid(pyramidOf(plain(800, 600, {128, 128, 128})));
        canvas().actualSize();
        canvas().setAxes({{300, 300}, {500, 300}}, {});
        canvas().setMarkers({{{320, 320}, {480, 320}, {480, 400}, {320, 400}}});
        const auto coloursAlong = [&](double y) {
            const QImage image = seen();
            std::set<QRgb> colours;
            for (int x = 330; x < 470; ++x) {
                colours.insert(image.pixel(canvas().toWidget({double(x), y}).toPoint()));
            }
            return colours;
        };
        const auto nearest = [](const std::set<QRgb>& colours, QRgb to) {
            double best = 1000;
            for (const QRgb colour : colours) {
                best = std::min(best, apart(colour, to));
            }
            return best;
        };
        QVERIFY(nearest(coloursAlong(300), t.onCanvas.rgb()) < 90);
        QVERIFY(coloursAlong(300).size() > 1);
        QVERIFY(nearest(coloursAlong(320), t.good.rgb()) < 90);
        canvas().setAxes({}, {});
        QCOMPARE(coloursAlong(300), std::set<QRgb>{qRgb(128, 128, 128)});
    }

    void theScaleBarIsARoundLength_data()
    {
        QTest::addColumn<double>("mmPerPixel");
        QTest::addColumn<double>("mm");
        QTest::addColumn<QString>("words");
        QTest::newRow("fitted") << 0.17 << 20.0 << "20 mm";
        QTest::newRow("near") << 0.0131 << 1.0 << "1 mm";
        QTest::newRow("nearer") << 0.0131 / 16 << 0.1 << "0.1 mm";
        QTest::newRow("nearest") << 0.0004 << 0.05 << "0.05 mm";
        QTest::newRow("far") << 1.0 << 100.0 << "10 cm";
        QTest::newRow("farther") << 4.0 << 500.0 << "50 cm";
        QTest::newRow("five") << 0.4 << 50.0 << "50 mm";
    }
    void theScaleBarIsARoundLength()
    {
        QFETCH(double, mmPerPixel);
        QFETCH(double, mm);
        QFETCH(QString, words);
        const ScaleBar bar = scaleBar(mmPerPixel, 140);
        QCOMPARE(bar.mm, mm);
        QVERIFY(bar.pixels <= 140 && bar.pixels > 50);
        QCOMPARE(bar.pixels * mmPerPixel, mm);
        QCOMPARE(lengthText(bar.mm), words);
    }

    void aScaleChangesTheCornerAndAMessageTheMiddle()
    {
        canvas().setPyramid(pyramidOf(plain(800, 600, kSkin)));
        const QImage without = seen();
        canvas().setScale(0.2);
        const QImage with = seen();
        QVERIFY(without.copy(250, 260, 150, 40) != with.copy(250, 260, 150, 40));
        QCOMPARE(without.copy(0, 0, 250, 300), with.copy(0, 0, 250, 300));
        canvas().setMessage("No wound was found in this photo.");
        QVERIFY(seen() != with);
        QVERIFY(canvas().accessibleDescription().contains("No wound was found"));
    }
};

QTEST_MAIN(PhotoCanvasLayersTest)
#include "photo_canvas_layers_test.moc"
