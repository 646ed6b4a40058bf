// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/desk.h"
#include "ui/models/review_presenter.h"
#include "ui/models/wound_presenter.h"

#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace cicatrix::ui {

/// What every screen works with.
struct ScreenContext {
    Desk& desk;
    WoundPresenter& wound;
    ReviewPresenter& review;
    std::function<void(const QString& screen)> go;  ///< shows another screen
};

/// One screen of the rail.
struct ScreenInfo {
    const char* id;
    QString title;
    QString icon;
    bool needsWound = false;  ///< cannot be opened before a wound is selected
    QWidget* (*make)(const ScreenContext& context) = nullptr;
};

/// All screens, in the rail's order (screens.def).
[[nodiscard]] std::vector<ScreenInfo> allScreens();

}  // namespace cicatrix::ui
