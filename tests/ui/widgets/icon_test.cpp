// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icon.h"

#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QTest>

using namespace cicatrix::ui;

namespace {

/// The strongest of its pixels: where the stroke covers one wholly.
QColor ink(const QIcon& picture, QIcon::Mode mode, QIcon::State state)
{
    const QImage image = picture.pixmap(QSize(96, 96), 1, mode, state).toImage();
    QColor strongest(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor here = image.pixelColor(x, y);
            strongest = here.alpha() > strongest.alpha() ? here : strongest;
        }
    }
    return strongest;
}

}  // namespace

class IconTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QGuiApplication::setPalette(cicatrix::ui::palette(Theme::Light)); }

    void everyDrawingIsOneOfTheSet()
    {
        const QStringList files = QDir(QStringLiteral(CICATRIX_SOURCE_DIR "/resources/icons")).entryList({"*.svg"});
        QVERIFY(files.size() >= 37);
        for (const QString& file : files) {
            const QIcon picture = icon(file.chopped(4));
            QVERIFY2(!picture.isNull(), qPrintable(file));
            QVERIFY2(ink(picture, QIcon::Normal, QIcon::Off) == tokens(Theme::Light).muted, qPrintable(file));
        }
        QVERIFY(icon("no such icon").isNull());
    }

    void itsColourIsThePalettesWhenItIsPainted()
    {
        const QIcon picture = icon("plus"), primary = icon("plus", &Tokens::onAccent, &Tokens::onAccent);
        for (const Theme theme : {Theme::Light, Theme::Dark, Theme::HighContrast}) {
            QGuiApplication::setPalette(cicatrix::ui::palette(theme));
            const Tokens& t = tokens(theme);
            QCOMPARE(ink(picture, QIcon::Normal, QIcon::Off), t.muted);
            QCOMPARE(ink(picture, QIcon::Normal, QIcon::On), t.accent);
            QCOMPARE(ink(picture, QIcon::Selected, QIcon::Off), t.accent);
            QCOMPARE(ink(primary, QIcon::Normal, QIcon::Off), t.onAccent);
            const QColor disabled = ink(picture, QIcon::Disabled, QIcon::Off);
            QVERIFY(std::abs(disabled.alphaF() - 0.5) < 0.02);
        }
    }

    void itIsSharpAtEveryRatio_data()
    {
        QTest::addColumn<double>("ratio");
        for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
            QTest::addRow("%.2f", ratio) << ratio;
        }
    }
    void itIsSharpAtEveryRatio()
    {
        QFETCH(double, ratio);
        const QPixmap pixmap = icon("eye").pixmap(QSize(24, 24), ratio);
        QCOMPARE(pixmap.size(), (QSizeF(24, 24) * ratio).toSize());
        QCOMPARE(pixmap.devicePixelRatio(), ratio);
    }
};

QTEST_MAIN(IconTest)
#include "icon_test.moc"
