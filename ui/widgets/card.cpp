// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace cicatrix::ui {

Card::Card(const QString& caption, QWidget* parent) : QFrame(parent), m_caption(new QLabel(caption)), m_aside(new QLabel)
{
    setRole(*this, role::kCard);
    setRole(*m_caption, role::kCaption);
    setRole(*m_aside, role::kCaption);
    m_aside->hide();
    m_head = new QHBoxLayout;
    m_head->setSpacing(size::kStep);
    m_head->addWidget(m_caption);
    m_head->addStretch();
    m_head->addWidget(m_aside);
    m_body = new QVBoxLayout(this);
    m_body->setContentsMargins(size::kCardPaddingX, size::kCardPaddingY, size::kCardPaddingX, size::kCardPaddingY);
    m_body->setSpacing(6);
    m_body->addLayout(m_head);
    setAccessibleName(caption);
}

void Card::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    setAccessibleName(caption);
}

void Card::setAside(const QString& text)
{
    m_aside->setText(text);
    m_aside->setVisible(!text.isEmpty());
}

QPushButton* Card::addLink(const QString& text)
{
    auto* link = new QPushButton(text);
    setRole(*link, role::kLink);
    link->setCursor(Qt::PointingHandCursor);
    m_head->addWidget(link);
    return link;
}

QLabel* Card::addRow(const QString& name, const QString& value)
{
    auto* left = new QLabel(name);
    setRole(*left, role::kMuted);
    auto* right = new QLabel(value);
    right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    right->setTextInteractionFlags(Qt::TextSelectableByMouse);
    right->setAccessibleName(name);
    auto* row = new QHBoxLayout;
    row->addWidget(left);
    row->addWidget(right, 1);
    m_body->addLayout(row);
    return right;
}

Notice::Notice(QWidget* parent)
    : QFrame(parent), m_text(new QLabel), m_details(new QLabel), m_unfold(new QPushButton(tr("Details")))
{
    setRole(*this, role::kNotice);
    setRole(*m_unfold, role::kLink);
    for (QLabel* label : {m_text, m_details}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_text->setTextFormat(Qt::RichText);
    m_details->setTextFormat(Qt::PlainText);
    m_unfold->setCheckable(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::kCardPaddingX, size::kCardPaddingY, size::kCardPaddingX, size::kCardPaddingY);
    layout->setSpacing(size::kStep);
    layout->addWidget(m_text);
    layout->addWidget(m_unfold, 0, Qt::AlignLeft);
    layout->addWidget(m_details);
    connect(m_unfold, &QPushButton::toggled, m_details, &QLabel::setVisible);
    hide();
}

void Notice::say(const QString& sentence, const QString& wayOut, const QString& details)
{
    m_text->setText("<span style=\"font-weight:600\">" + sentence.toHtmlEscaped() + "</span> " + wayOut.toHtmlEscaped());
    m_details->setText(details);
    m_unfold->setChecked(false);
    m_unfold->setVisible(!details.isEmpty());
    m_details->hide();
    setAccessibleName(sentence + ' ' + wayOut);
    setVisible(!sentence.isEmpty());
}

}  // namespace cicatrix::ui
