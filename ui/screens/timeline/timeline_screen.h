// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/screens/screen.h"
#include "ui/widgets/healing_chart_data.h"
#include "ui/widgets/screen_frame.h"

#include <optional>

class QLabel;
class QPushButton;

namespace cicatrix::ui {

class Card;
class HealingChart;
class Notice;
class Pill;

/// A wound's course: the chart, what it means, and its export.
class TimelineScreen : public ScreenFrame {
    Q_OBJECT

public:
    explicit TimelineScreen(const ScreenContext& context, QWidget* parent = nullptr);

private:
    void buildMiddle();
    void buildInspector();
    void wire();
    void showHistory();
    void showHealing(const clinic::WoundHistory& history);
    void showHover(std::optional<std::int64_t> visit, QPoint globalPos);
    void exportAs();
    void sayError(const Error& error);

    ScreenContext m_context;
    HealingChart* m_chart;
    QPushButton* m_export;
    Card* m_healing;
    QLabel* m_change;
    QLabel* m_weeks;
    Pill* m_verdict;
    Card* m_rates;
    QLabel* m_weekFour;
    QLabel* m_gilman;
    QLabel* m_model;
    QLabel* m_closure;
    Notice* m_flags;
    Notice* m_notice;
    QWidget* m_hover;
    QLabel* m_hoverPicture;
    QLabel* m_hoverText;
};

/// The chart's values from the wound's history.
[[nodiscard]] HealingChartData chartData(const clinic::WoundHistory& history);

}  // namespace cicatrix::ui
