// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/start/start_screen.h"

#include "ui/bridge/error_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace cicatrix::ui {

namespace {

struct Choice {
    QFrame* card;
    QPushButton* button;
};

Choice choice(const QString& title, const QString& text, const QString& action)
{
    auto* card = new QFrame;
    setRole(*card, role::kCard);
    card->setFixedSize(272, 176);
    auto* heading = new QLabel(title);
    setRole(*heading, role::kHeading);
    auto* body = new QLabel(text);
    setRole(*body, role::kMuted);
    body->setWordWrap(true);
    body->setAlignment(Qt::AlignTop);
    auto* button = new QPushButton(action);
    button->setAccessibleDescription(text);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(8);
    layout->addWidget(heading);
    layout->addWidget(body, 1);
    layout->addWidget(button);
    return {card, button};
}

}  // namespace

StartScreen::StartScreen(QWidget* parent)
    : QWidget(parent), m_notice(new Notice), m_cards(new QWidget), m_running(new QWidget), m_progress(new QProgressBar)
{
    auto* title = new QLabel("Cicatrix");
    setRole(*title, role::kFigure);
    auto* about = new QLabel(tr("Measure wounds on photos and watch them heal."));
    setRole(*about, role::kMuted);
    const Choice make = choice(
        tr("New clinic"), tr("An empty folder becomes a clinic: its patients, photos and history lie there and nowhere else."),
        tr("Make a clinic…"));
    const Choice open = choice(tr("Open a clinic"),
                               tr("A folder that Cicatrix made before, on this computer or a network drive."), tr("Open…"));
    const Choice demo =
        choice(tr("Demo"), tr("Invented patients with drawn wounds, to try everything without a risk. Takes about a minute."),
               tr("Make the demo clinic"));
    setRole(*demo.button, role::kPrimary);
    auto* row = new QHBoxLayout(m_cards);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    for (const Choice& each : {make, open, demo}) {
        row->addWidget(each.card);
    }
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(360);
    m_progress->setAccessibleName(tr("Making the demo clinic"));
    auto* cancel = new QPushButton(tr("Cancel"));
    auto* running = new QVBoxLayout(m_running);
    running->addWidget(new QLabel(tr("Drawing patients and analysing their photos …")), 0, Qt::AlignHCenter);
    running->addWidget(m_progress, 0, Qt::AlignHCenter);
    running->addWidget(cancel, 0, Qt::AlignHCenter);
    m_running->hide();
    m_notice->setMaximumWidth(848);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch(2);
    for (QWidget* widget : {static_cast<QWidget*>(title), static_cast<QWidget*>(about), m_cards, m_running}) {
        layout->addWidget(widget, 0, Qt::AlignHCenter);
    }
    layout->addWidget(m_notice, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(make.button, &QPushButton::clicked, this, [this] { choose(true); });
    connect(open.button, &QPushButton::clicked, this, [this] { choose(false); });
    connect(demo.button, &QPushButton::clicked, this, &StartScreen::demoRequested);
    connect(cancel, &QPushButton::clicked, this, &StartScreen::cancelRequested);
}

void StartScreen::choose(bool make)
{
    auto* dialog = new QFileDialog(this, make ? tr("An empty folder for the new clinic") : tr("The clinic's folder"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, make ? &StartScreen::makeRequested : &StartScreen::openRequested);
    dialog->open();
}

void StartScreen::sayError(const Error& error)
{
    const ErrorText text = errorText(error);
    m_notice->say(text.sentence, text.wayOut, text.details);
}

void StartScreen::showProgress(double done)
{
    m_cards->setEnabled(done < 0);
    m_running->setVisible(done >= 0);
    m_progress->setValue(int(done * 1000));
    if (done >= 0) {
        m_notice->say({});
    }
}

}  // namespace cicatrix::ui
