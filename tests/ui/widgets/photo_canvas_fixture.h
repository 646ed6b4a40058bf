// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/photo_canvas.h"
#include "ui/widgets/tokens.h"

#include <QProxyStyle>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace cicatrix::ui::test {

inline constexpr Rgb kSkin{200, 150, 120};

/// A style that moves nothing, so that what is drawn does not depend on when.
class StillStyle : public QProxyStyle {
public:
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override
    {
        return hint == SH_Widget_Animate ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
    }
};

inline Photo plain(int width, int height, Rgb colour) { return std::make_shared<const Grid<Rgb>>(width, height, colour); }

/// Every pixel has a colour of its own as far as that goes.
inline Photo varied(int width, int height)
{
    auto grid = std::make_shared<Grid<Rgb>>(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            grid->at(x, y) = {std::uint8_t(x % 256), std::uint8_t(y % 256), std::uint8_t((x / 256 + y / 256 * 16) % 256)};
        }
    }
    return grid;
}

/// The photo and its halves, nearest pixel: enough to see which level is drawn.
inline std::vector<Photo> pyramidOf(const Photo& photo)
{
    std::vector<Photo> levels{photo};
    while (levels.back()->width() > 256 || levels.back()->height() > 256) {
        const Grid<Rgb>& last = *levels.back();
        auto half = std::make_shared<Grid<Rgb>>((last.width() + 1) / 2, (last.height() + 1) / 2);
        for (int y = 0; y < half->height(); ++y) {
            for (int x = 0; x < half->width(); ++x) {
                half->at(x, y) = last.at(std::min(2 * x, last.width() - 1), std::min(2 * y, last.height() - 1));
            }
        }
        levels.push_back(half);
    }
    return levels;
}

inline std::shared_ptr<LabelMap> labelsWith(QSize size, const QRect& region, Tissue code)
{
    auto labels = std::make_shared<LabelMap>(size.width(), size.height());
    for (int y = region.top(); y <= region.bottom(); ++y) {
        for (int x = region.left(); x <= region.right(); ++x) {
            labels->at(x, y) = static_cast<std::uint8_t>(code);
        }
    }
    return labels;
}

inline QRgb rgb(Rgb colour) { return qRgb(colour.r, colour.g, colour.b); }

/// `colour` over `ground` as 8-bit painting has it.
inline bool isBlend(QRgb seen, QRgb ground, QRgb colour, double opacity)
{
    const auto near = [opacity](int at, int below, int above) {
        return std::abs(at - (below + (above - below) * opacity)) < 2.5;
    };
    return near(qRed(seen), qRed(ground), qRed(colour)) && near(qGreen(seen), qGreen(ground), qGreen(colour)) &&
           near(qBlue(seen), qBlue(ground), qBlue(colour));
}

inline double apart(QRgb a, QRgb b) { return std::hypot(qRed(a) - qRed(b), qGreen(a) - qGreen(b), qBlue(a) - qBlue(b)); }

inline bool isAt(QPointF a, QPointF b, double by) { return std::hypot(a.x() - b.x(), a.y() - b.y()) <= by; }

/// A canvas of 400 × 300 on the screen, light, without motion.
class CanvasFixture {
protected:
    bool open()
    {
        m_canvas = std::make_unique<PhotoCanvas>();
        m_canvas->setStyle(&m_still);
        m_canvas->setPalette(palette(Theme::Light));
        m_canvas->resize(400, 300);
        m_canvas->show();
        m_canvas->setFocus();
        return QTest::qWaitForWindowExposed(m_canvas.get());
    }
    void close() { m_canvas.reset(); }

    PhotoCanvas& canvas() { return *m_canvas; }
    QImage seen() { return m_canvas->grab().toImage().convertToFormat(QImage::Format_RGB32); }
    QRgb seenAt(QPointF photo) { return seen().pixel(m_canvas->toWidget(photo).toPoint()); }
    void wheel(QPoint at, int turned, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent event(at, m_canvas->mapToGlobal(QPointF(at)), {}, {0, turned}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(m_canvas.get(), &event);
    }
    void drag(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton)
    {
        QWindow* window = m_canvas->windowHandle();
        QTest::mousePress(window, button, {}, from);
        QTest::mouseMove(window, (from + to) / 2);
        QTest::mouseMove(window, to);
        QTest::mouseRelease(window, button, {}, to);
    }
    void flat(double opacity = 0.6)
    {
        OverlayView view;
        view.patterns = false;
        view.opacity = opacity;
        m_canvas->setOverlayView(view);
    }

    StillStyle m_still;

private:
    std::unique_ptr<PhotoCanvas> m_canvas;
};

}  // namespace cicatrix::ui::test
