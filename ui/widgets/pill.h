// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace cicatrix::ui {

/// What a verdict means: its colour, never without its words.
enum class Tone { Neutral, Good, Warning, Accent };

/// A short verdict on a round ground.
class Pill : public QWidget {
    Q_OBJECT

public:
    explicit Pill(QWidget* parent = nullptr);
    /// Empty text hides it.
    void say(const QString& text, Tone tone);

    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Neutral;
};

/// The same for lists: the pill at the left of `box`, vertically centred; text too long is elided.
void paintPill(QPainter& painter, const QRect& box, const QString& text, Tone tone, const QPalette& palette);

}  // namespace cicatrix::ui
