// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/healing_chart_data.h"

#include <QLineF>
#include <QWidget>

#include <memory>

namespace cicatrix::ui {

class HealingPlots;

/// A wound's healing: area over time with its 95 % bars, the fitted curve and the week-4 mark above, tissue shares below
/// on the same days.
///
/// Mouse: a click opens a visit, Ctrl+click selects it (two at most, the older choice leaves), a drag selects days, a double
/// click beside all visits clears them; the wheel zooms time at the cursor, Shift+drag or the middle button pans.
/// Keys: Left, Right, Home, End walk the visits, Return opens, Space selects, Escape clears the days, 0 shows all time.
class HealingChart : public QWidget {
    Q_OBJECT

public:
    using Range = std::pair<QDate, QDate>;  ///< first and last day, both included

    explicit HealingChart(QWidget* parent = nullptr);
    ~HealingChart() override;

    /// Keeps zoom and days while the stretch of time stays the same, and selected visits that are still there.
    void setData(HealingChartData values);
    void setLogarithmic(bool logarithmic);
    /// The quiet sentence shown while there is no visit at all.
    void setEmptyText(const QString& text);
    void setSelection(std::vector<std::int64_t> visits);
    void setRange(std::optional<Range> days);
    void resetZoom();

    [[nodiscard]] bool isLogarithmic() const { return m_logarithmic; }
    [[nodiscard]] const std::vector<std::int64_t>& selection() const;
    [[nodiscard]] std::optional<Range> range() const;
    [[nodiscard]] Range shownDays() const;

    /// Places in this widget; empty where the visit is out of view or its area is not known.
    [[nodiscard]] std::optional<QPointF> pointPosition(std::int64_t visit) const;
    /// A visit's 95 % bar from its low end (p1) to its high end (p2).
    [[nodiscard]] std::optional<QLineF> errorBarOf(std::int64_t visit) const;
    [[nodiscard]] QRectF areaPlot() const;
    [[nodiscard]] QRectF tissuePlot() const;  ///< null where no visit's tissue is known
    [[nodiscard]] double xOf(QDate date) const;
    [[nodiscard]] QDate dateAt(double x) const;

    [[nodiscard]] QSize sizeHint() const override { return {880, 620}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {360, 280}; }

Q_SIGNALS:
    /// `globalPos` is the visit's own place (the cursor's, where it has none); empty once nothing is hovered any more.
    void hovered(std::optional<std::int64_t> visit, QPoint globalPos);
    void visitActivated(std::int64_t visit);
    void selectionChanged(std::vector<std::int64_t> visits);
    void rangeSelected(QDate from, QDate to);
    void rangeCleared();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag { None, Pending, Range, Pan };

    void restyle();
    void arrange();
    void describe();
    [[nodiscard]] QString describe(const HealingPoint& point) const;
    [[nodiscard]] QString toolTipAt(QPointF position) const;
    [[nodiscard]] std::optional<std::int64_t> visitAt(QPointF position) const;
    void hover(std::optional<std::int64_t> visit, QPointF position);
    void dragTo(QPointF position);
    void toggle(std::int64_t visit);
    void clearRange();
    void walk(int key);
    void focusOn(std::size_t index);
    [[nodiscard]] bool isEmpty() const;

    std::unique_ptr<HealingPlots> m_plots;
    bool m_logarithmic = false;
    std::optional<std::int64_t> m_current;  ///< where the keyboard is
    Drag m_drag = Drag::None;
    QPointF m_press;
    double m_pressFrom = 0;  ///< the first day in view when a pan began
};

}  // namespace cicatrix::ui
