// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/healing_chart_plots.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QGraphicsView>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>

namespace cicatrix::ui {

namespace {
constexpr float kBandAlpha = 0.14F;
}  // namespace

HealingPlots::HealingPlots(QWidget& host)
    : m_view(new QGraphicsView(&host)), m_scene(new QGraphicsScene(m_view)), m_area(addPlot()), m_tissue(addPlot()),
      m_band(addArea(m_area)), m_curve(new QLineSeries(m_area.chart))
{
    m_view->setScene(m_scene);
    m_view->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setInteractive(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    m_area.chart->addSeries(m_curve);
    m_curve->attachAxis(m_area.days);
    m_curve->attachAxis(m_area.values);
    constexpr double kBelow = -1;  // Qt's own curve and areas are at 0
    constexpr double kAbove = 1;
    addLayer(paintGrid, kBelow);
    addLayer(paintRange, kBelow);
    for (const HealingLayer::Paint paint : {paintTissues, paintMarks, paintPoints, paintRangeEnds, paintHighlights}) {
        addLayer(paint, kAbove);
    }
}

HealingPlots::~HealingPlots() { delete m_view; }

void HealingPlots::addLayer(HealingLayer::Paint paint, double z)
{
    m_layers.push_back(new HealingLayer(frame, paint, z));
    m_scene->addItem(m_layers.back());
}

HealingPlots::Plot HealingPlots::addPlot()
{
    Plot plot{new QChart, new QValueAxis, new QValueAxis};
    plot.chart->setBackgroundVisible(false);
    plot.chart->setMargins({});
    plot.chart->layout()->setContentsMargins(0, 0, 0, 0);
    plot.chart->legend()->hide();
    plot.chart->addAxis(plot.days, Qt::AlignBottom);
    plot.chart->addAxis(plot.values, Qt::AlignLeft);
    plot.days->hide();
    plot.values->hide();
    plot.values->setRange(0, 1);
    m_scene->addItem(plot.chart);
    return plot;
}

QAreaSeries* HealingPlots::addArea(const Plot& plot)
{
    auto* const area = new QAreaSeries(new QLineSeries(plot.chart), new QLineSeries(plot.chart));
    plot.chart->addSeries(area);
    area->attachAxis(plot.days);
    area->attachAxis(plot.values);
    area->setPen(QPen(Qt::NoPen));
    return area;
}

void HealingPlots::takeData()
{
    std::stable_sort(frame.data.points.begin(), frame.data.points.end(), [](const HealingPoint& a, const HealingPoint& b) {
        return std::pair(a.date, a.visit) < std::pair(b.date, b.visit);
    });
    frame.whole = wholeSpan(frame.data);
    frame.stack = stackTissues(frame.data.points, frame.whole);
    while (m_tissues.size() < frame.stack.codes.size()) {
        m_tissues.push_back(addArea(m_tissue));
    }
    for (std::size_t i = 0; i < m_tissues.size(); ++i) {
        const bool used = i < frame.stack.codes.size();
        const TissueArea area = used ? tissueArea(frame.stack, i) : TissueArea{};
        m_tissues[i]->lowerSeries()->replace(area.lower);
        m_tissues[i]->upperSeries()->replace(area.upper);
        m_tissues[i]->setVisible(used);
    }
}

void HealingPlots::fillCurve()
{
    QList<QPointF> curve;
    QList<QPointF> low;
    QList<QPointF> high;
    const double origin = frame.data.curveOrigin.isValid() ? dayOf(frame.data.curveOrigin) : 0;
    for (const HealingCurvePoint& point : frame.data.curve) {
        const double day = origin + point.day;
        curve << QPointF(day, frame.map.scale.fraction(point.areaCm2));
        low << QPointF(day, frame.map.scale.fraction(point.low));
        high << QPointF(day, frame.map.scale.fraction(point.high));
    }
    m_curve->replace(curve);
    m_band->lowerSeries()->replace(low);
    m_band->upperSeries()->replace(high);
}

void HealingPlots::style()
{
    const Tokens& t = *frame.tokens;
    m_view->setBackgroundBrush(t.panel);
    QPen dashed(t.accent, 1.5, Qt::CustomDashLine, Qt::FlatCap);
    dashed.setDashPattern({3.6, 2.4});
    m_curve->setPen(dashed);
    QColor band = t.accent;
    band.setAlphaF(kBandAlpha);
    m_band->setBrush(band);
    for (std::size_t i = 0; i < frame.stack.codes.size(); ++i) {
        m_tissues[i]->setBrush(tissueFill(frame.stack.codes[i], t.panel));
    }
}

void HealingPlots::arrange(QSize size, bool logarithmic)
{
    for (HealingLayer* const layer : m_layers) {
        layer->aboutToResize();
    }
    frame.size = size;
    layOut(frame, logarithmic);
    m_view->setGeometry(QRect(QPoint(), size));
    m_view->setSceneRect(QRectF(QPointF(), frame.size));
    const bool shown = !frame.data.points.empty();
    m_area.chart->setVisible(shown && frame.hasArea());
    m_tissue.chart->setVisible(shown && !frame.map.tissue.isNull());
    for (const auto& [plot, rect] : {std::pair(m_area, frame.map.area), std::pair(m_tissue, frame.map.tissue)}) {
        plot.days->setRange(frame.map.time.from, frame.map.time.to);
        plot.chart->setGeometry(QRectF(QPointF(), frame.size));
        plot.chart->setPlotArea(rect);
    }
    fillCurve();
    style();
    repaint();
}

void HealingPlots::repaint() { m_view->viewport()->update(); }

}  // namespace cicatrix::ui
