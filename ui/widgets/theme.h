// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/tokens.h"

#include <QFont>
#include <QString>

class QApplication;

namespace cicatrix::ui {

/// Fusion with the theme's palette, style sheet and the bundled font (`fonts`: the folder with the font files).
void applyTheme(QApplication& application, Theme theme, const QString& fonts);
/// Light or dark as the system's own palette is.
[[nodiscard]] Theme systemTheme();

/// The window's font at one of the sizes of tokens.h, in device-independent pixels.
[[nodiscard]] QFont textFont(int pixels, bool semibold = false);

/// What a widget is, for the style sheet: set as the dynamic property "role".
namespace role {
inline constexpr const char* kCaption = "caption";  ///< 11 px semibold, muted
inline constexpr const char* kMuted = "muted";      ///< units, secondary text
inline constexpr const char* kHeading = "heading";  ///< 15 px semibold
inline constexpr const char* kFigure = "figure";    ///< 28 px semibold
inline constexpr const char* kStrong = "strong";    ///< 13 px semibold
inline constexpr const char* kPrimary = "primary";  ///< the one button to press
inline constexpr const char* kLink = "link";        ///< a flat button in the accent colour
inline constexpr const char* kPanel = "panel";      ///< rail, header, filmstrip, status
inline constexpr const char* kCard = "card";
inline constexpr const char* kNotice = "notice";  ///< a warning that stays in its place
}  // namespace role
void setRole(QWidget& widget, const char* role);

}  // namespace cicatrix::ui
