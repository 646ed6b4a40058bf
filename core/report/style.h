// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tissue.h"

#include <QColor>
#include <QFont>
#include <QRectF>

class QPainter;

namespace cicatrix::report {

/// The look of everything printed: the window's light tokens, one family, two weights, four sizes.
namespace style {
inline constexpr QColor kText{0x1B, 0x1F, 0x24};
inline constexpr QColor kMuted{0x5B, 0x64, 0x70};
inline constexpr QColor kLine{0xD5, 0xDA, 0xE0};
inline constexpr QColor kFaint{0xEC, 0xEF, 0xF2};
inline constexpr QColor kPanel{0xF6, 0xF7, 0xF9};
inline constexpr QColor kAccent{0x0B, 0x6B, 0xCB};
inline constexpr QColor kWash{0xE6, 0xF0, 0xFB};
inline constexpr QColor kGood{0x1A, 0x7F, 0x4B};
inline constexpr QColor kWarning{0x9A, 0x5B, 0x00};
inline constexpr QColor kWarningWash{0xFF, 0xF4, 0xE0};

inline constexpr double kTitlePt = 17;
inline constexpr double kHeadingPt = 11;
inline constexpr double kBodyPt = 8.5;
inline constexpr double kCaptionPt = 7;
}  // namespace style

/// The bundled font at `points`, in the units of a painter where one typographic point is `point` units.
[[nodiscard]] QFont reportFont(double points, double point, bool bold = false);

/// A tissue's colour with its pattern on top, the pattern's period being `period` painter units. Nothing is clipped by the
/// painter: SVG files do not know how.
void fillTissue(QPainter& painter, const QRectF& box, Tissue code, double period);

}  // namespace cicatrix::report
