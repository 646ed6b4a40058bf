// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pill.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace cicatrix::ui {

namespace {

constexpr int kHeight = 20;
constexpr int kPadding = 8;

QFont pillFont() { return textFont(12); }

}  // namespace

void paintPill(QPainter& painter, const QRect& box, const QString& text, Tone tone, const QPalette& palette)
{
    const Tokens& t = tokens(palette);
    const QColor ground = tone == Tone::Good      ? t.goodWash
                          : tone == Tone::Warning ? t.warningWash
                          : tone == Tone::Accent  ? t.accentWash
                                                  : t.window;
    const QColor ink = tone == Tone::Good      ? t.good
                       : tone == Tone::Warning ? t.warning
                       : tone == Tone::Accent  ? t.accent
                                               : t.muted;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(pillFont());
    const QFontMetrics metrics(painter.font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, box.width() - 2 * kPadding);
    const QRect pill(box.left(), box.center().y() - kHeight / 2 + 1, metrics.horizontalAdvance(shown) + 2 * kPadding, kHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(pill, kHeight / 2.0, kHeight / 2.0);
    painter.setPen(ink);
    painter.drawText(pill, Qt::AlignCenter, shown);
    painter.restore();
}

Pill::Pill(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    hide();
}

void Pill::say(const QString& text, Tone tone)
{
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    setToolTip(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const { return {QFontMetrics(pillFont()).horizontalAdvance(m_text) + 2 * kPadding + 1, kHeight}; }

QSize Pill::minimumSizeHint() const { return {3 * kPadding, kHeight}; }

void Pill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPill(painter, rect(), m_text, m_tone, palette());
}

}  // namespace cicatrix::ui
