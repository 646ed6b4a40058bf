// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/chart.h"

#include "core/measure/format.h"
#include "core/report/chart_axes.h"
#include "core/report/style.h"
#include "core/report/words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cicatrix::report {

namespace {

constexpr QColor kBand{0xD6, 0xE6, 0xF8};

class ChartDrawing {
public:
    ChartDrawing(QPainter& painter, double point, const ChartData& data, const Words& words)
        : m_painter(painter), m_point(point), m_data(data), m_words(words), m_font(reportFont(style::kCaptionPt, point)),
          m_bold(reportFont(style::kCaptionPt, point, true))
    {
        collect();
    }

    void draw(QRectF area)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
        if (!m_data.title.empty()) {
            label(area.left(), area.top() + pt(11), QString::fromStdString(m_data.title),
                  reportFont(style::kHeadingPt, m_point, true), style::kText);
            area.setTop(area.top() + pt(20));
        }
        const auto rows = legendRows(area.width());
        const double legend = pt(11.5) * double(rows.size());
        const QRectF plot = area.adjusted(pt(26), pt(15), -pt(4), -(pt(27) + legend));
        const double split = plot.top() + plot.height() * 0.66;
        const double labelWidth = QFontMetricsF(m_font).horizontalAdvance(m_words.date(Date{})) * 1.25;
        m_time = timeAxis(m_data, plot.left(), plot.width(), labelWidth);
        drawArea(plot.top(), split - pt(12));
        drawTissues(split + pt(12), plot.bottom());
        drawDates(plot.bottom());
        double y = area.bottom() - legend + pt(6);
        for (const auto& row : rows) {
            drawLegend(row, area.left() + pt(4), y);
            y += pt(11.5);
        }
        m_painter.restore();
    }

private:
    enum class Symbol { Accepted, Proposed, Closed, Curve, Event, Tissue };
    struct Entry {
        Symbol symbol;
        QString text;
        double symbolPt;  ///< width of the symbol with its gap
        EventKind event = EventKind::Other;
        Tissue tissue = Tissue::Other;
    };

    double pt(double points) const { return points * m_point; }

    double label(double x, double baseline, const QString& text, const QFont& font, const QColor& colour,
                 Qt::AlignmentFlag align = Qt::AlignLeft)
    {
        const double width = QFontMetricsF(font).horizontalAdvance(text);
        const double left = align == Qt::AlignRight ? x - width : align == Qt::AlignHCenter ? x - width / 2 : x;
        m_painter.setFont(font);
        m_painter.setPen(colour);
        m_painter.drawText(QPointF(left, baseline), text);
        return width;
    }

    void line(QPointF from, QPointF to, const QColor& colour, double widthPt, Qt::PenStyle pen = Qt::SolidLine)
    {
        m_painter.setPen(QPen(colour, pt(widthPt), pen, Qt::FlatCap));
        m_painter.drawLine(from, to);
    }

    /// What occurs in the data, and so in the legend. Events are numbered in order of appearance.
    void collect()
    {
        const auto addOnce = [](auto& list, auto value) {
            if (std::find(list.begin(), list.end(), value) == list.end()) {
                list.push_back(value);
            }
        };
        std::vector<Tissue> tissues;
        for (const timeline::SeriesPoint& point : m_data.series.points) {
            for (const EventKind kind : point.events) {
                addOnce(m_events, kind);
            }
            for (const TissueFigure& tissue : point.figures.total.tissue) {
                if (isBed(tissue)) {
                    addOnce(tissues, tissue.code);
                }
            }
        }
        m_legend = {{Symbol::Accepted, m_words("accepted"), 9}, {Symbol::Proposed, m_words("proposed, not accepted"), 9}};
        const auto& points = m_data.series.points;
        if (std::any_of(points.begin(), points.end(), [](const auto& point) { return point.closed; })) {
            m_legend.push_back({Symbol::Closed, m_words("closed"), 11});
        }
        if (hasCurve()) {
            m_legend.push_back({Symbol::Curve, m_words("fitted curve, 95 % band"), 17});
        }
        for (const EventKind kind : m_events) {
            m_legend.push_back({Symbol::Event, m_words.term(std::string(key(kind))), 11, kind});
        }
        std::sort(tissues.begin(), tissues.end());
        for (const Tissue code : tissues) {
            const char letter = tissueStyle(code).letter;
            const QString name = m_words.tissue(code);
            m_legend.push_back({Symbol::Tissue,
                                letter == 0 ? name : QString(QChar::fromLatin1(letter)) + QStringLiteral("  ") + name, 13,
                                EventKind::Other, code});
        }
    }

    bool hasCurve() const { return m_data.healing.curve && !m_data.healing.curve->band.empty(); }
    static bool isBed(const TissueFigure& tissue) { return tissue.code != Tissue::Callus && tissue.share.value > 0; }
    double widthOf(const Entry& entry) const
    {
        return pt(entry.symbolPt + 11) + QFontMetricsF(m_font).horizontalAdvance(entry.text);
    }

    /// Lines of the legend; tissues begin a new one.
    std::vector<std::vector<Entry>> legendRows(double width) const
    {
        std::vector<std::vector<Entry>> rows(1);
        double used = 0;
        for (const Entry& entry : m_legend) {
            const bool newKind =
                !rows.back().empty() && entry.symbol == Symbol::Tissue && rows.back().back().symbol != Symbol::Tissue;
            if (!rows.back().empty() && (newKind || used + widthOf(entry) > width)) {
                rows.emplace_back();
                used = 0;
            }
            used += widthOf(entry);
            rows.back().push_back(entry);
        }
        return rows;
    }

    void grid(const ValueAxis& axis, double from, const QString& title)
    {
        label(m_time.left - pt(22), axis.top - pt(6), title, m_bold, style::kText);
        for (double value = from; value <= axis.maximum + axis.step / 2; value += axis.step) {
            const double y = axis.at(value);
            line({m_time.left, y}, {m_time.right(), y}, value <= 0 ? style::kMuted : style::kFaint, 0.6);
            label(m_time.left - pt(4), y + pt(2.5), m_words.number(value, axis.decimals()), m_font, style::kMuted,
                  Qt::AlignRight);
        }
    }

    double largestArea() const
    {
        double largest = 0;
        for (const timeline::SeriesPoint& point : m_data.series.points) {
            if (const auto& area = point.figures.total.areaCm2) {
                largest = std::max(largest, area->value + measure::sd95(area->sd));
            }
        }
        return largest;
    }

    void drawArea(double top, double bottom)
    {
        const double largest = largestArea();
        const ValueAxis axis = valueAxis(largest * 1.06, top, bottom);
        const QString title = m_words("Open wound area (cm²), bars: 95 % interval");
        if (largest <= 0) {
            label(m_time.left - pt(22), top - pt(6), title, m_bold, style::kText);
            line({m_time.left, bottom}, {m_time.right(), bottom}, style::kMuted, 0.6);
            drawEvents(axis);
            label((m_time.left + m_time.right()) / 2, (top + bottom) / 2,
                  m_words("No calibrated visit: the area in cm² is not known."), m_font, style::kWarning, Qt::AlignHCenter);
            return;
        }
        grid(axis, 0, title);
        drawCurve(axis);
        drawWeekFour(axis);
        drawEvents(axis);
        drawPoints(axis);
    }

    void drawWeekFour(const ValueAxis& axis)
    {
        const Date day = m_time.origin + std::chrono::days(28);
        if (!m_data.healing.baseline || daysBetween(m_time.first, day) > m_time.days) {
            return;
        }
        const double x = m_time.at(day);
        line({x, axis.top}, {x, axis.bottom}, style::kMuted, 0.8, Qt::DashLine);
        label(x + pt(3), axis.top + pt(6), m_words("week 4"), m_font, style::kMuted);
        const auto& points = m_data.series.points;
        const auto base =
            std::find_if(points.begin(), points.end(), [&](const auto& p) { return p.visit == *m_data.healing.baseline; });
        if (base == points.end() || !base->figures.total.areaCm2) {
            return;
        }
        const double mark = m_data.healing.weekFour.markPercent;
        const double y = axis.clamped(base->figures.total.areaCm2->value * (1 - mark / 100));
        line({x - pt(6), y}, {x + pt(6), y}, style::kWarning, 1.6);
        label(x + pt(8), y + pt(2.5), QStringLiteral("−%1 %").arg(m_words.number(mark, 0)), m_font, style::kWarning);
    }

    void drawEvents(const ValueAxis& axis)
    {
        for (const timeline::SeriesPoint& point : m_data.series.points) {
            double y = axis.top + pt(2);
            const double x = m_time.at(point.date);
            for (const EventKind kind : point.events) {
                if (y < axis.top + pt(3)) {
                    line({x, axis.top}, {x, axis.bottom}, style::kLine, 0.8, Qt::DotLine);
                }
                badge({x, y}, kind);
                y += pt(10);
            }
        }
    }

    void badge(QPointF centre, EventKind kind)
    {
        const auto number = std::find(m_events.begin(), m_events.end(), kind) - m_events.begin() + 1;
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(style::kText);
        m_painter.drawEllipse(centre, pt(4.4), pt(4.4));
        label(centre.x(), centre.y() + pt(2.4), QString::number(number), reportFont(6.4, m_point, true), Qt::white,
              Qt::AlignHCenter);
    }

    void drawCurve(const ValueAxis& axis)
    {
        if (!hasCurve()) {
            return;
        }
        const double offset = daysBetween(m_time.first, m_time.origin);
        QPolygonF upper, lower, curve;
        for (const timeline::CurvePoint& point : m_data.healing.curve->band) {
            const double days = offset + point.weeks * 7;
            if (days >= 0 && days <= m_time.days) {
                upper << QPointF(m_time.at(days), axis.clamped(point.high));
                lower << QPointF(m_time.at(days), axis.clamped(point.low));
                curve << QPointF(m_time.at(days), axis.clamped(point.areaCm2));
            }
        }
        std::reverse(lower.begin(), lower.end());
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(kBand);
        m_painter.drawPolygon(upper + lower);
        m_painter.setPen(QPen(style::kAccent, pt(1.1)));
        m_painter.drawPolyline(curve);
    }

    void drawPoints(const ValueAxis& axis)
    {
        for (const timeline::SeriesPoint& point : m_data.series.points) {
            const auto& area = point.figures.total.areaCm2;
            const double x = m_time.at(point.date);
            if (point.closed) {
                closedMark({x, axis.at(0)});
                continue;
            }
            if (!area) {
                continue;
            }
            const double half = measure::sd95(area->sd);
            const double high = axis.clamped(area->value + half), low = axis.clamped(area->value - half);
            line({x, high}, {x, low}, style::kText, 0.8);
            line({x - pt(2.4), high}, {x + pt(2.4), high}, style::kText, 0.8);
            line({x - pt(2.4), low}, {x + pt(2.4), low}, style::kText, 0.8);
            marker({x, axis.clamped(area->value)}, point.accepted);
        }
    }

    void marker(QPointF at, bool accepted)
    {
        m_painter.setPen(QPen(style::kAccent, pt(1.3)));
        m_painter.setBrush(accepted ? style::kAccent : QColor(Qt::white));
        m_painter.drawEllipse(at, pt(2.7), pt(2.7));
    }

    /// A tick in a ring: a person said so, nothing was measured.
    void closedMark(QPointF at)
    {
        m_painter.setPen(QPen(style::kAccent, pt(1.3)));
        m_painter.setBrush(Qt::white);
        m_painter.drawEllipse(at, pt(4.2), pt(4.2));
        m_painter.drawPolyline(
            QPolygonF{at + QPointF(-pt(2), 0), at + QPointF(-pt(0.5), pt(1.6)), at + QPointF(pt(2.1), -pt(1.7))});
    }

    double barWidth() const
    {
        double gap = pt(22);
        const auto& points = m_data.series.points;
        for (std::size_t i = 1; i < points.size(); ++i) {
            const double step = m_time.at(points[i].date) - m_time.at(points[i - 1].date);
            gap = step > 0 ? std::min(gap, step) : gap;
        }
        return std::max(pt(2), gap * 0.72);
    }

    void drawTissues(double top, double bottom)
    {
        ValueAxis axis = valueAxis(100, top, bottom);
        axis.step = 50;
        grid(axis, 0, m_words("Tissue, share of the wound bed (%)"));
        const double width = barWidth();
        for (const timeline::SeriesPoint& point : m_data.series.points) {
            const double x = m_time.at(point.date) - width / 2;
            double below = 0;
            for (const TissueFigure& tissue : point.figures.total.tissue) {
                if (!isBed(tissue)) {
                    continue;
                }
                const double above = std::min(1.0, below + tissue.share.value);
                const QRectF box(QPointF(x, axis.at(above * 100)), QPointF(x + width, axis.at(below * 100)));
                fillTissue(m_painter, box, tissue.code, pt(4));
                below = above;
            }
            if (below > 0) {
                m_painter.setBrush(Qt::NoBrush);
                m_painter.setPen(QPen(point.accepted ? style::kMuted : style::kAccent, pt(point.accepted ? 0.4 : 1),
                                      point.accepted ? Qt::SolidLine : Qt::DashLine));
                m_painter.drawRect(QRectF(QPointF(x, axis.at(below * 100)), QPointF(x + width, axis.at(0))));
            }
        }
    }

    void drawDates(double bottom)
    {
        const int first = daysBetween(m_time.first, m_time.origin) % m_time.stepDays;
        for (int day = first; day <= m_time.days; day += m_time.stepDays) {
            const double x = m_time.at(day);
            const Date date = m_time.first + std::chrono::days(day);
            line({x, bottom}, {x, bottom + pt(3)}, style::kMuted, 0.6);
            if (x + QFontMetricsF(m_font).horizontalAdvance(m_words.date(date)) / 2 > m_time.right() + pt(4)) {
                break;
            }
            label(x, bottom + pt(11), m_words.date(date), m_font, style::kText, Qt::AlignHCenter);
            const int week = daysBetween(m_time.origin, date) / 7;
            label(x, bottom + pt(20), m_words("week %1").arg(m_words.number(week, 0)), m_font, style::kMuted, Qt::AlignHCenter);
        }
    }

    void drawLegend(const std::vector<Entry>& row, double x, double y)
    {
        for (const Entry& entry : row) {
            switch (entry.symbol) {
            case Symbol::Accepted:
                marker({x + pt(3), y}, true);
                break;
            case Symbol::Proposed:
                marker({x + pt(3), y}, false);
                break;
            case Symbol::Closed:
                closedMark({x + pt(4), y});
                break;
            case Symbol::Event:
                badge({x + pt(4), y}, entry.event);
                break;
            case Symbol::Tissue:
                fillTissue(m_painter, QRectF(x, y - pt(4), pt(10), pt(8)), entry.tissue, pt(3.5));
                break;
            case Symbol::Curve:
                m_painter.fillRect(QRectF(x, y - pt(3.5), pt(14), pt(7)), kBand);
                line({x, y}, {x + pt(14), y}, style::kAccent, 1.1);
                break;
            }
            label(x + pt(entry.symbolPt), y + pt(2.5), entry.text, m_font, style::kText);
            x += widthOf(entry);
        }
    }

    QPainter& m_painter;
    double m_point;
    const ChartData& m_data;
    const Words& m_words;
    QFont m_font, m_bold;
    TimeAxis m_time;
    std::vector<EventKind> m_events;
    std::vector<Entry> m_legend;
};

}  // namespace

void drawChart(QPainter& painter, const QRectF& area, double point, const ChartData& data, Language language)
{
    const Words words(language);
    ChartDrawing(painter, point, data, words).draw(area);
}

}  // namespace cicatrix::report
