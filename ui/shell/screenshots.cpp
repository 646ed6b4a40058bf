// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/screenshots.h"

#include "ui/shell/main_window.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QTimer>

#include <vector>

namespace cicatrix::ui {

namespace {

constexpr int kSettle = 2500;  ///< ms until photo, overlay, thumbnails and the fade are there

struct Shot {
    QString screen;
    Theme theme;
    QString name;
};

std::vector<Shot> shots()
{
    const std::pair<Theme, const char*> themes[] = {
        {Theme::Light, "light"}, {Theme::Dark, "dark"}, {Theme::HighContrast, "high-contrast"}};
    std::vector<Shot> all;
    for (const auto& [theme, name] : themes) {
        for (const ScreenInfo& screen : allScreens()) {
            all.push_back({screen.id, theme, QString(screen.id) + "-" + name + ".png"});
        }
    }
    return all;
}

void takeNext(QApplication& application, MainWindow& window, const QDir& folder, const std::vector<Shot>& all, std::size_t next)
{
    if (next == all.size()) {
        QApplication::exit(0);
        return;
    }
    const Shot& shot = all[next];
    applyTheme(application, shot.theme, ":/cicatrix/fonts");
    window.showScreen(shot.screen);
    QTimer::singleShot(kSettle, &window, [&application, &window, folder, all, next] {
        if (!window.grab().save(folder.filePath(all[next].name))) {
            QApplication::exit(1);
            return;
        }
        takeNext(application, window, folder, all, next + 1);
    });
}

}  // namespace

void takeScreenshots(QApplication& application, MainWindow& window, const QString& folder)
{
    QDir().mkpath(folder);
    QObject::connect(&window, &MainWindow::ready, &window, [&application, &window, folder] {
        window.desk().selectNewest();
        QTimer::singleShot(kSettle, &window,
                           [&application, &window, folder] { takeNext(application, window, QDir(folder), shots(), 0); });
    });
}

}  // namespace cicatrix::ui
