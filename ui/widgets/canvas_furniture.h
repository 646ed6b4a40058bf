// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/geometry.h"

#include <QRect>
#include <QString>

#include <optional>

class QPainter;

namespace cicatrix::ui {

class CanvasView;
struct Tokens;

/// A length of 1, 2 or 5 times a power of ten and how long it is on the canvas.
struct ScaleBar {
    double mm = 0;
    double pixels = 0;
};
/// The longest one of at most `mostPixels` where a pixel is `mmPerPixel` wide; any pixels, the same for all three.
[[nodiscard]] ScaleBar scaleBar(double mmPerPixel, double mostPixels);
/// "0.5 mm", "20 mm", "10 cm".
[[nodiscard]] QString lengthText(double mm);

/// An axis of a wound: its ends joined by a dashed light line on a dark one. Points in photo pixels; `painter` in device pixels.
void paintAxis(QPainter& painter, const CanvasView& view, const Polygon& ends, const Tokens& t, double dpr);
/// A calibration marker's edge, dashed in the colour of what is good.
void paintMarker(QPainter& painter, const CanvasView& view, const Polygon& corners, const Tokens& t, double dpr);

/// What stands in the corners; `mmPerPixel` and lengths in device-independent pixels, as is `painter`.
struct CornerTexts {
    QString left;
    std::optional<double> mmPerPixel;
};
void paintCorners(QPainter& painter, const QRect& canvas, const CornerTexts& texts, const Tokens& t);
/// One sentence: in the middle of an empty canvas, below a photo's middle.
void paintMessage(QPainter& painter, const QRect& canvas, const QString& message, bool overPhoto, const Tokens& t);

}  // namespace cicatrix::ui
