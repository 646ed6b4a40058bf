// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/screens/screen.h"

#include <QMainWindow>
#include <QPointer>

#include <map>
#include <memory>

class QLabel;
class QStackedWidget;

namespace cicatrix::ui {

class Rail;
class StartScreen;

/// The one window: rail, screens, status. Screens come from the registry and are made when they are first shown.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Places places, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens the clinic; without one the start screen stays.
    void openClinic(const QString& folder, bool make = false);
    void showScreen(const QString& id);
    /// Files the photos under the selected wound, one after the other.
    void addPhotos(const QStringList& files);
    [[nodiscard]] QString currentScreen() const { return m_current; }
    [[nodiscard]] Desk& desk() { return *m_desk; }

Q_SIGNALS:
    /// The clinic is open and its first screen shown.
    void ready();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void clinicOpened();
    void selectionChanged();
    void showAnalysis(double done, const QString& stage);
    void makeDemo();

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<WoundPresenter> m_wound;
    std::unique_ptr<ReviewPresenter> m_review;
    std::vector<ScreenInfo> m_infos;
    std::map<QString, QWidget*> m_screens;
    QString m_current;
    QPointer<Task> m_demo;
    Rail* m_rail;
    QStackedWidget* m_stack;
    StartScreen* m_start;
    QLabel* m_said;
    QLabel* m_clinic;
};

}  // namespace cicatrix::ui
