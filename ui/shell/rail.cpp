// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QKeySequence>
#include <QPushButton>
#include <QVBoxLayout>

namespace cicatrix::ui {

Rail::Rail(QWidget* parent) : QFrame(parent), m_layout(new QVBoxLayout(this))
{
    setFixedWidth(size::kRail);
    setRole(*this, role::kPanel);
    setAccessibleName(tr("Screens"));
    m_layout->setContentsMargins(8, 10, 8, 10);
    m_layout->setSpacing(size::kCardGap);
    m_layout->addStretch();
}

void Rail::addScreen(const QString& id, const QString& title, const QString& iconName)
{
    const QString key = QString("Ctrl+%1").arg(m_buttons.size() + 1);
    auto* button = new QPushButton;
    button->setObjectName("railButton");
    button->setIcon(icon(iconName));
    button->setIconSize({22, 22});
    button->setFixedSize(40, 40);
    button->setCheckable(true);
    button->setAccessibleName(title);
    button->setToolTip(title + " (" + key + ")");
    button->setShortcut(QKeySequence(key));
    m_layout->insertWidget(int(m_buttons.size()), button);
    m_buttons[id] = button;
    connect(button, &QPushButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
}

void Rail::setCurrent(const QString& id)
{
    for (const auto& [each, button] : m_buttons) {
        button->setChecked(each == id);
    }
}

void Rail::setReachable(const QString& id, bool reachable)
{
    if (const auto found = m_buttons.find(id); found != m_buttons.end()) {
        found->second->setEnabled(reachable);
    }
}

}  // namespace cicatrix::ui
