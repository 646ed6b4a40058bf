// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/models/demo_clinic.h"
#include "ui/screens/start/start_screen.h"
#include "ui/shell/rail.h"
#include "ui/widgets/theme.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>

namespace cicatrix::ui {

namespace {

QFrame* rule()
{
    auto* line = new QFrame;
    line->setFrameShape(QFrame::VLine);
    line->setFrameShadow(QFrame::Plain);
    line->setObjectName("rule");
    return line;
}

QStringList photosOf(const QMimeData& data)
{
    QStringList files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile()) {
            files << url.toLocalFile();
        }
    }
    return files;
}

}  // namespace

MainWindow::MainWindow(Places places, QWidget* parent)
    : QMainWindow(parent), m_desk(std::make_unique<Desk>(std::move(places))),
      m_wound(std::make_unique<WoundPresenter>(*m_desk)), m_review(std::make_unique<ReviewPresenter>(*m_desk, *m_wound)),
      m_infos(allScreens()), m_rail(new Rail), m_stack(new QStackedWidget), m_start(new StartScreen), m_said(new QLabel),
      m_clinic(new QLabel)
{
    setWindowTitle("Cicatrix");
    setMinimumSize(1024, 640);
    setAcceptDrops(true);
    for (const ScreenInfo& info : m_infos) {
        m_rail->addScreen(info.id, info.title, info.icon);
    }
    auto* central = new QWidget;
    auto* layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addWidget(rule());
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(m_start);
    m_rail->hide();
    setCentralWidget(central);
    statusBar()->setFixedHeight(size::kStatus);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_said, 1);
    statusBar()->addPermanentWidget(m_clinic);
    for (QLabel* label : {m_said, m_clinic}) {
        setRole(*label, role::kMuted);
    }
    connect(m_rail, &Rail::chosen, this, &MainWindow::showScreen);
    connect(m_desk.get(), &Desk::opened, this, &MainWindow::clinicOpened);
    connect(m_desk.get(), &Desk::failed, m_start, &StartScreen::sayError);
    connect(m_desk.get(), &Desk::selectionChanged, this, &MainWindow::selectionChanged);
    connect(m_review.get(), &ReviewPresenter::analysing, this, &MainWindow::showAnalysis);
    connect(m_start, &StartScreen::openRequested, this, [this](const QString& folder) { openClinic(folder); });
    connect(m_start, &StartScreen::makeRequested, this, [this](const QString& folder) { openClinic(folder, true); });
    connect(m_start, &StartScreen::demoRequested, this, &MainWindow::makeDemo);
    connect(m_start, &StartScreen::cancelRequested, this, [this] {
        if (m_demo) {
            m_demo->cancel();
        }
        m_start->showProgress(-1);
    });
    selectionChanged();
}

MainWindow::~MainWindow()
{
    // Screens look at the presenters, and these at the desk.
    delete takeCentralWidget();
}

void MainWindow::openClinic(const QString& folder, bool make) { m_desk->open(folder.toStdString(), make); }

void MainWindow::clinicOpened()
{
    m_rail->show();
    const QString name = QString::fromStdString(m_desk->folder().filename().string());
    const QString user = QString::fromStdString(m_desk->actor().name);
    m_clinic->setText(m_desk->writable() ? name + "    " + user
                                         : tr("%1 · only to look at: %2").arg(name, m_desk->readOnlyReason()));
    setWindowTitle(name + " – Cicatrix");
    QSettings().setValue("clinic", QString::fromStdString(m_desk->folder().string()));
    showScreen("patients");
    Q_EMIT ready();
}

void MainWindow::selectionChanged()
{
    for (const ScreenInfo& info : m_infos) {
        m_rail->setReachable(info.id, !info.needsWound || m_desk->selection().wound.valid());
    }
}

void MainWindow::showScreen(const QString& id)
{
    const auto info = std::find_if(m_infos.begin(), m_infos.end(), [&](const ScreenInfo& each) { return id == each.id; });
    if (info == m_infos.end() || !m_desk->isOpen() || (info->needsWound && !m_desk->selection().wound.valid())) {
        return;
    }
    QWidget*& screen = m_screens[id];
    if (screen == nullptr) {
        screen = info->make({*m_desk, *m_wound, *m_review, [this](const QString& other) { showScreen(other); }});
        m_stack->addWidget(screen);
    }
    m_current = id;
    m_stack->setCurrentWidget(screen);
    m_rail->setCurrent(id);
}

void MainWindow::showAnalysis(double done, const QString&)
{
    const int waiting = m_review->queued();
    m_said->setText(done < 0      ? QString()
                    : waiting > 0 ? tr("Analysing a photo; %1 more wait").arg(waiting)
                                  : tr("Analysing a photo"));
}

void MainWindow::makeDemo()
{
    const QString home = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/demo";
    const std::filesystem::path folder = home.toStdString();
    if (store::Store::exists(folder)) {
        openClinic(home);
        return;
    }
    m_start->showProgress(0);
    m_demo = makeDemoClinic(*m_desk, this, folder, [this, home](Result<void> made) {
        m_start->showProgress(-1);
        if (!made) {
            m_start->sayError(made.error());
            return;
        }
        openClinic(home);
    });
    connect(m_demo, &Task::progressed, m_start, &StartScreen::showProgress);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_desk->isOpen() && m_desk->writable() && m_desk->selection().wound.valid() &&
        !photosOf(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) { addPhotos(photosOf(*event->mimeData())); }

void MainWindow::addPhotos(const QStringList& files)
{
    showScreen("review");
    for (const QString& file : files) {
        m_review->addPhoto(file);
    }
}

}  // namespace cicatrix::ui
