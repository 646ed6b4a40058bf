// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>
#include <QVariant>
#include <QWidget>

namespace cicatrix::ui {

namespace {

constexpr const char* kFamily = "Inter Tabular";

/// Names in @…@ are tokens; sizes come from tokens.h.
constexpr const char* kSheet = R"(
* { font-size: 13px; }
QToolTip { background: @panel@; color: @text@; border: 1px solid @line@; padding: 4px 6px; }
[role="panel"] { background: @panel@; }
[role="card"] { background: @panel@; border: 1px solid @line@; border-radius: 8px; }
[role="notice"] { background: @warningWash@; border-radius: 8px; }
[role="notice"] QLabel { color: @warning@; }
QLabel[role="caption"] { font-size: 11px; font-weight: 600; color: @muted@; }
QLabel[role="muted"] { color: @muted@; }
QLabel[role="heading"] { font-size: 15px; font-weight: 600; }
QLabel[role="figure"] { font-size: 28px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QPushButton { background: @panel@; color: @text@; border: 1px solid @line@; border-radius: 6px; min-height: 28px; padding: 0 14px; }
QPushButton:hover { background: @window@; }
QPushButton:pressed, QPushButton:checked { background: @accentWash@; color: @accent@; }
QPushButton:focus, QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus
{ border: 2px solid @accent@; }
QPushButton:disabled { color: @muted@; }
QPushButton[role="primary"] { background: @accent@; color: @onAccent@; border: 1px solid @accent@; font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid @text@; }
QPushButton[role="primary"]:disabled { background: @line@; color: @muted@; border-color: @line@; }
QPushButton[role="link"] { background: transparent; border: none; color: @accent@; padding: 0 2px; min-height: 18px; font-size: 11px; font-weight: 600; }
QPushButton[role="link"]:focus { border: 1px solid @accent@; border-radius: 4px; }
#railButton { background: transparent; border: 2px solid transparent; border-radius: 8px; padding: 0; min-height: 36px; }
#railButton:hover { background: @window@; }
#railButton:checked { background: @accentWash@; }
#railButton:focus { border-color: @accent@; }
#barButton { background: transparent; border: 1px solid transparent; padding: 0 8px; min-height: 22px; color: @muted@; }
#barButton:checked { color: @accent@; background: @accentWash@; }
#barButton:focus { border-color: @accent@; }
#woundLine { background: transparent; border: 1px solid transparent; padding: 0; min-height: 46px; }
#woundLine:checked, #woundLine:hover { background: @accentWash@; }
#woundLine:focus { border-color: @accent@; }
QMainWindow, QStackedWidget { background: @window@; }
QStatusBar { background: @panel@; border-top: 1px solid @line@; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: 0 12px; font-size: 12px; }
QLineEdit, QComboBox, QDateEdit, QDoubleSpinBox, QPlainTextEdit
{ background: @panel@; color: @text@; border: 1px solid @line@; border-radius: 6px; padding: 0 10px; min-height: 28px;
  selection-background-color: @accent@; selection-color: @onAccent@; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 22px; }
QComboBox QAbstractItemView { background: @panel@; border: 1px solid @line@; selection-background-color: @accentWash@; selection-color: @text@; }
QTableView { background: @panel@; border: 1px solid @line@; border-radius: 8px; gridline-color: @line@; outline: none;
  selection-background-color: @accentWash@; selection-color: @text@; }
QTableView::item { border-bottom: 1px solid @line@; padding: 0 12px; }
QTableView::item:selected { background: @accentWash@; color: @text@; }
QHeaderView { background: @panel@; border: none; }
QHeaderView::section { background: @panel@; color: @muted@; font-size: 11px; font-weight: 600; border: none;
  border-bottom: 1px solid @line@; padding: 10px 12px; }
#rule { color: @line@; background: @line@; border: none; max-height: 1px; }
#rule[frameShape="5"] { max-height: 100000px; max-width: 1px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line@; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px; }
QScrollBar::handle:hover { background: @muted@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QProgressBar { background: @line@; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent@; border-radius: 3px; }
QSlider::groove:horizontal { background: @line@; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent@; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: @panel@; border: 2px solid @accent@; width: 10px; height: 10px; margin: -5px 0; border-radius: 7px; }
QMenu { background: @panel@; color: @text@; border: 1px solid @line@; padding: 4px; }
QMenu::item { padding: 5px 18px; border-radius: 4px; }
QMenu::item:selected { background: @accentWash@; }
)";

QString styleSheet(const Tokens& t)
{
    const std::pair<const char*, QColor> names[] = {
        {"window", t.window}, {"panel", t.panel},       {"line", t.line},         {"text", t.text},
        {"muted", t.muted},   {"accent", t.accent},     {"onAccent", t.onAccent}, {"accentWash", t.accentWash},
        {"good", t.good},     {"goodWash", t.goodWash}, {"warning", t.warning},   {"warningWash", t.warningWash},
    };
    QString sheet = kSheet;
    for (const auto& [name, colour] : names) {
        sheet.replace(QString("@%1@").arg(name), colour.name());
    }
    return sheet;
}

}  // namespace

QFont textFont(int pixels, bool semibold)
{
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    font.setWeight(semibold ? QFont::DemiBold : QFont::Normal);
    return font;
}

void applyTheme(QApplication& application, Theme theme, const QString& fonts)
{
    static bool loaded = false;
    if (!loaded) {
        for (const QString& file : QDir(fonts).entryList({"*.otf", "*.ttf"}, QDir::Files)) {
            QFontDatabase::addApplicationFont(QDir(fonts).filePath(file));
        }
        loaded = true;
    }
    QFont font = QFontDatabase::hasFamily(kFamily) ? QFont(kFamily) : application.font();
    font.setPixelSize(size::kText);
    application.setStyle(QStyleFactory::create("Fusion"));
    application.setFont(font);
    application.setPalette(palette(theme));
    application.setStyleSheet(styleSheet(tokens(theme)));
}

Theme systemTheme()
{
    return QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128 ? Theme::Dark : Theme::Light;
}

void setRole(QWidget& widget, const char* role) { widget.setProperty("role", role); }

}  // namespace cicatrix::ui
