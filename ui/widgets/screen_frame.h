// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace cicatrix::ui {

/// The frame every screen has: a header with title and buttons, the middle, and an inspector of cards at the right.
class ScreenFrame : public QWidget {
    Q_OBJECT

public:
    explicit ScreenFrame(QWidget* parent = nullptr);

    /// "Demo, Anna" and beside it, quieter, what it is about.
    void setTitle(const QString& title, const QString& about = {});
    /// Buttons at the header's right end, left to right.
    void addHeaderButton(QWidget* button);
    void setMiddle(QWidget* middle);
    [[nodiscard]] QVBoxLayout* inspector() const { return m_cards; }
    /// Below the cards, always in sight.
    [[nodiscard]] QHBoxLayout* inspectorFoot() const { return m_foot; }
    void setInspectorShown(bool shown);
    [[nodiscard]] bool inspectorShown() const;

private:
    QLabel* m_title;
    QLabel* m_about;
    QHBoxLayout* m_buttons;
    QHBoxLayout* m_row;
    QWidget* m_inspector;
    QVBoxLayout* m_cards;
    QHBoxLayout* m_foot;
};

}  // namespace cicatrix::ui
