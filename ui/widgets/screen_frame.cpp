// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/screen_frame.h"

#include "ui/widgets/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace cicatrix::ui {

namespace {

QFrame* rule(QFrame::Shape shape)
{
    auto* line = new QFrame;
    line->setFrameShape(shape);
    line->setFrameShadow(QFrame::Plain);
    line->setObjectName("rule");
    return line;
}

}  // namespace

ScreenFrame::ScreenFrame(QWidget* parent)
    : QWidget(parent), m_title(new QLabel), m_about(new QLabel), m_buttons(new QHBoxLayout), m_row(new QHBoxLayout),
      m_inspector(new QWidget), m_cards(new QVBoxLayout), m_foot(new QHBoxLayout)
{
    setRole(*m_title, role::kHeading);
    setRole(*m_about, role::kMuted);
    auto* header = new QFrame;
    header->setFixedHeight(size::kHeader);
    setRole(*header, role::kPanel);
    auto* head = new QHBoxLayout(header);
    head->setContentsMargins(16, 0, 16, 0);
    head->setSpacing(12);
    head->addWidget(m_title);
    head->addWidget(m_about);
    head->addStretch();
    m_buttons->setSpacing(12);
    head->addLayout(m_buttons);

    auto* content = new QWidget;
    m_cards->setContentsMargins(10, 10, 10, 10);
    m_cards->setSpacing(size::kCardGap);
    m_cards->setAlignment(Qt::AlignTop);
    content->setLayout(m_cards);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    content->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    m_inspector->setFixedWidth(size::kInspector);
    auto* column = new QVBoxLayout(m_inspector);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    m_foot->setContentsMargins(10, 0, 10, 10);
    m_foot->setSpacing(size::kCardGap);
    column->addLayout(m_foot);

    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    m_row->addWidget(rule(QFrame::VLine));
    m_row->addWidget(m_inspector);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(header);
    all->addWidget(rule(QFrame::HLine));
    all->addLayout(m_row, 1);
}

void ScreenFrame::setTitle(const QString& title, const QString& about)
{
    m_title->setText(title);
    m_about->setText(about);
}

void ScreenFrame::addHeaderButton(QWidget* button) { m_buttons->addWidget(button); }

void ScreenFrame::setMiddle(QWidget* middle) { m_row->insertWidget(0, middle, 1); }

void ScreenFrame::setInspectorShown(bool shown) { m_inspector->setVisible(shown); }

bool ScreenFrame::inspectorShown() const { return m_inspector->isVisibleTo(this); }

}  // namespace cicatrix::ui
