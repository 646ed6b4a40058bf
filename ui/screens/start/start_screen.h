// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <filesystem>

class QProgressBar;

namespace cicatrix {
struct Error;
}

namespace cicatrix::ui {

class Notice;

/// The first thing a person sees: make a clinic, open one, or look at the demo. No wizard.
class StartScreen : public QWidget {
    Q_OBJECT

public:
    explicit StartScreen(QWidget* parent = nullptr);
    /// The clinic could not be opened, or the demo not be made.
    void sayError(const Error& error);
    /// 0…1 while the demo is made; negative: not any more.
    void showProgress(double done);

Q_SIGNALS:
    void makeRequested(const QString& folder);
    void openRequested(const QString& folder);
    void demoRequested();
    void cancelRequested();

private:
    void choose(bool make);

    Notice* m_notice;
    QWidget* m_cards;
    QWidget* m_running;
    QProgressBar* m_progress;
};

}  // namespace cicatrix::ui
