// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

class QLabel;
class QPushButton;
class QHBoxLayout;
class QVBoxLayout;

namespace cicatrix::ui {

/// A white panel with a caption and, where there is something to do about it, a link at the right.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(const QString& caption, QWidget* parent = nullptr);

    void setCaption(const QString& caption);
    /// Text at the right end of the caption's line ("share · area"); empty hides it.
    void setAside(const QString& text);
    /// The link at the right; its `clicked` is the intent.
    QPushButton* addLink(const QString& text);
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }

    /// "Perimeter    12.1 cm ± 0.4": name at the left, value at the right. The value's label is returned to be set again.
    QLabel* addRow(const QString& name, const QString& value = {});

private:
    QLabel* m_caption;
    QLabel* m_aside;
    QVBoxLayout* m_body;
    QHBoxLayout* m_head;
};

/// A sentence that stays where the trouble is, with its way out, details to unfold and copy, and a button when there is a step.
class Notice : public QFrame {
    Q_OBJECT

public:
    explicit Notice(QWidget* parent = nullptr);

    /// Shows the notice; an empty sentence hides it.
    void say(const QString& sentence, const QString& wayOut = {}, const QString& details = {});

private:
    QLabel* m_text;
    QLabel* m_details;
    QPushButton* m_unfold;
};

}  // namespace cicatrix::ui
