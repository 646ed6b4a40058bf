// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QApplication;

namespace cicatrix::ui {

class MainWindow;

/// Saves every screen in light, dark and high contrast as FOLDER/SCREEN-THEME.png, with the wound open that was seen last, then
/// quits the application: with status 1 where a picture could not be made. For documentation and for the eye.
void takeScreenshots(QApplication& application, MainWindow& window, const QString& folder);

}  // namespace cicatrix::ui
