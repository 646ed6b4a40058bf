// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <map>

class QPushButton;
class QVBoxLayout;

namespace cicatrix::ui {

/// The screens as icons, one under the other; Ctrl+1, Ctrl+2 … in the same order.
class Rail : public QFrame {
    Q_OBJECT

public:
    explicit Rail(QWidget* parent = nullptr);

    void addScreen(const QString& id, const QString& title, const QString& icon);
    void setCurrent(const QString& id);
    void setReachable(const QString& id, bool reachable);

Q_SIGNALS:
    void chosen(const QString& id);

private:
    QVBoxLayout* m_layout;
    std::map<QString, QPushButton*> m_buttons;
};

}  // namespace cicatrix::ui
