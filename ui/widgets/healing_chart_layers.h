// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/healing_chart_tissues.h"
#include "ui/widgets/tokens.h"

#include <QFont>
#include <QGraphicsItem>

namespace cicatrix::ui {

/// An event mark below the upper plot's axis.
struct EventMark {
    double x = 0;
    QString names;
    NameSide side = NameSide::None;
};

/// What the layers paint: the data, where it lies, and what the person points at. Worked out once per layout.
struct HealingFrame {
    HealingChartData data;  ///< points by date, then visit
    TissueStack stack;
    DaySpan whole;  ///< zoomed all out
    PlotMap map;
    QSizeF size;

    const Tokens* tokens = nullptr;
    QFont caption;
    QFont captionBold;
    QFont text;
    QString emptyText;  ///< instead of everything
    QString noArea;     ///< instead of the upper plot
    QString tissueTitle;
    QString unit;

    std::vector<DateLabel> dates;
    std::vector<EventMark> events;
    std::vector<LetterSpot> letters;
    QPointF titleAt;
    QRectF weekFourText;  ///< null where its day is out of view
    double dateTop = 0;
    double radius = 0;  ///< of a point's dot

    std::optional<std::int64_t> hovered;
    std::optional<std::int64_t> focused;  ///< the keyboard's; only while it is shown
    std::vector<std::int64_t> selected;
    std::optional<std::pair<QDate, QDate>> range;

    [[nodiscard]] const HealingPoint* point(std::int64_t visit) const;
    /// Where a visit's dot or square is; empty where its area is not known.
    [[nodiscard]] std::optional<QPointF> marker(const HealingPoint& point) const;
    [[nodiscard]] bool hasArea() const;
};

/// Works out places from `size`, `map.time`, the data and the fonts.
void layOut(HealingFrame& frame, bool logarithmic);

/// The dates at the ends of the selected days, on the time axis. They go before the axis' own.
struct RangePill {
    QRectF box;
    QString text;
};
[[nodiscard]] std::vector<RangePill> rangePills(const HealingFrame& frame);

/// A straight line on whole device pixels: sharp on every screen.
void paintSharpLine(QPainter& painter, const QLineF& line, const QColor& colour);

void paintGrid(QPainter& painter, const HealingFrame& frame);
void paintRange(QPainter& painter, const HealingFrame& frame);
void paintTissues(QPainter& painter, const HealingFrame& frame);
void paintMarks(QPainter& painter, const HealingFrame& frame);
void paintPoints(QPainter& painter, const HealingFrame& frame);
void paintRangeEnds(QPainter& painter, const HealingFrame& frame);
void paintHighlights(QPainter& painter, const HealingFrame& frame);

/// One of the above as an item of the chart's scene.
class HealingLayer : public QGraphicsItem {
public:
    using Paint = void (*)(QPainter&, const HealingFrame&);
    HealingLayer(const HealingFrame& frame, Paint how, double z);
    /// To be called when the frame's size is about to change.
    void aboutToResize() { prepareGeometryChange(); }
    [[nodiscard]] QRectF boundingRect() const override { return {QPointF(), m_frame.size}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const HealingFrame& m_frame;
    Paint m_paint;
};

}  // namespace cicatrix::ui
