// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace cicatrix::ui {

enum class Theme { Light, Dark, HighContrast };

/// Every colour of the window, by its use. No colour is written anywhere else but for the tissues' (core/base/tissue.h).
struct Tokens {
    QColor window;  ///< behind cards
    QColor panel;   ///< cards, rail, header, lists
    QColor line;    ///< borders and separators
    QColor text;
    QColor muted;       ///< captions, units, what is not known
    QColor accent;      ///< the one thing to do, focus, the wound's outline
    QColor onAccent;    ///< text on `accent`
    QColor accentWash;  ///< selection
    QColor good;
    QColor goodWash;
    QColor warning;
    QColor warningWash;
    QColor canvas;    ///< behind a photo
    QColor onCanvas;  ///< text and scale bar on `canvas`
};

[[nodiscard]] const Tokens& tokens(Theme theme);
/// The theme whose palette this is: the palette is the one place where a window's theme is kept.
[[nodiscard]] const Tokens& tokens(const QPalette& palette);
[[nodiscard]] QPalette palette(Theme theme);

/// Sizes in device-independent pixels.
namespace size {
inline constexpr int kStep = 4;
inline constexpr int kRail = 56;
inline constexpr int kHeader = 48;
inline constexpr int kInspector = 344;
inline constexpr int kFilmstrip = 104;
inline constexpr int kStatus = 26;
inline constexpr int kCardRadius = 8;
inline constexpr int kCardPaddingX = 12;
inline constexpr int kCardPaddingY = 9;
inline constexpr int kCardGap = 8;
inline constexpr int kButton = 30;
inline constexpr int kButtonRadius = 6;
inline constexpr int kText = 13;
inline constexpr int kHeading = 15;
inline constexpr int kFigure = 28;
inline constexpr int kCaption = 11;
}  // namespace size

}  // namespace cicatrix::ui
