// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tokens.h"

#include <array>

namespace cicatrix::ui {

namespace {

Tokens light()
{
    Tokens t;
    t.window = QColor::fromRgb(0xF4F5F7);
    t.panel = QColor::fromRgb(0xFFFFFF);
    t.line = QColor::fromRgb(0xE1E4E8);
    t.text = QColor::fromRgb(0x1B1F24);
    t.muted = QColor::fromRgb(0x5B6470);
    t.accent = QColor::fromRgb(0x0B6BCB);
    t.onAccent = QColor::fromRgb(0xFFFFFF);
    t.accentWash = QColor::fromRgb(0xE6F0FB);
    t.good = QColor::fromRgb(0x1A7F4B);
    t.goodWash = QColor::fromRgb(0xDDEEE5);
    t.warning = QColor::fromRgb(0x9A5B00);
    t.warningWash = QColor::fromRgb(0xFFF4E0);
    t.canvas = QColor::fromRgb(0x23262B);
    t.onCanvas = QColor::fromRgb(0xFFFFFF);
    return t;
}

Tokens dark()
{
    Tokens t;
    t.window = QColor::fromRgb(0x16181C);
    t.panel = QColor::fromRgb(0x1F2227);
    t.line = QColor::fromRgb(0x32363D);
    t.text = QColor::fromRgb(0xE8EAED);
    t.muted = QColor::fromRgb(0x9AA3AD);
    t.accent = QColor::fromRgb(0x6CB2FF);
    t.onAccent = QColor::fromRgb(0x0E1116);
    t.accentWash = QColor::fromRgb(0x1F3247);
    t.good = QColor::fromRgb(0x5FD08F);
    t.goodWash = QColor::fromRgb(0x1E3A2B);
    t.warning = QColor::fromRgb(0xFFC46B);
    t.warningWash = QColor::fromRgb(0x3A2C14);
    t.canvas = QColor::fromRgb(0x0E0F11);
    t.onCanvas = QColor::fromRgb(0xE8EAED);
    return t;
}

/// Every text at 7:1 or better, every border as strong as the text.
Tokens highContrast()
{
    Tokens t;
    t.window = QColor::fromRgb(0x000000);
    t.panel = QColor::fromRgb(0x000001);
    t.line = QColor::fromRgb(0xFFFFFF);
    t.text = QColor::fromRgb(0xFFFFFF);
    t.muted = QColor::fromRgb(0xE6E6E6);
    t.accent = QColor::fromRgb(0xFFE600);
    t.onAccent = QColor::fromRgb(0x000000);
    t.accentWash = QColor::fromRgb(0x333000);
    t.good = QColor::fromRgb(0x7CFFB2);
    t.goodWash = QColor::fromRgb(0x00210F);
    t.warning = QColor::fromRgb(0xFFD27F);
    t.warningWash = QColor::fromRgb(0x261A00);
    t.canvas = QColor::fromRgb(0x000000);
    t.onCanvas = QColor::fromRgb(0xFFFFFF);
    return t;
}

}  // namespace

const Tokens& tokens(Theme theme)
{
    static const std::array<Tokens, 3> all{light(), dark(), highContrast()};
    return all[static_cast<std::size_t>(theme)];
}

const Tokens& tokens(const QPalette& palette)
{
    for (const Theme theme : {Theme::Dark, Theme::HighContrast}) {
        if (palette.color(QPalette::Base) == tokens(theme).panel) {
            return tokens(theme);
        }
    }
    return tokens(Theme::Light);
}

QPalette palette(Theme theme)
{
    const Tokens& t = tokens(theme);
    QPalette result;
    result.setColor(QPalette::Window, t.window);
    result.setColor(QPalette::WindowText, t.text);
    result.setColor(QPalette::Base, t.panel);
    result.setColor(QPalette::AlternateBase, t.window);
    result.setColor(QPalette::Text, t.text);
    result.setColor(QPalette::Button, t.panel);
    result.setColor(QPalette::ButtonText, t.text);
    result.setColor(QPalette::BrightText, t.warning);
    result.setColor(QPalette::ToolTipBase, t.panel);
    result.setColor(QPalette::ToolTipText, t.text);
    result.setColor(QPalette::PlaceholderText, t.muted);
    result.setColor(QPalette::Highlight, t.accent);
    result.setColor(QPalette::HighlightedText, t.onAccent);
    result.setColor(QPalette::Link, t.accent);
    result.setColor(QPalette::Light, t.panel);
    result.setColor(QPalette::Midlight, t.line);
    result.setColor(QPalette::Mid, t.line);
    result.setColor(QPalette::Dark, t.line);
    result.setColor(QPalette::Shadow, t.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        result.setColor(QPalette::Disabled, role, t.muted);
    }
    return result;
}

}  // namespace cicatrix::ui
