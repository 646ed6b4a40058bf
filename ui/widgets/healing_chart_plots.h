// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/healing_chart_layers.h"

#include <vector>

class QAreaSeries;
class QChart;
class QGraphicsScene;
class QGraphicsView;
class QLineSeries;
class QValueAxis;
class QWidget;

namespace cicatrix::ui {

/// Both plots in one graphics view: Qt Charts draws the fitted curve, its band and the tissues' areas, our layers the rest.
/// Both charts show the same days; the upper one's other axis runs from 0 to 1 in `AreaScale::fraction`.
class HealingPlots {
public:
    /// The view is a child of `host`, and takes no events.
    explicit HealingPlots(QWidget& host);
    ~HealingPlots();  ///< takes the view along: its layers read `frame`
    HealingPlots(const HealingPlots&) = delete;
    HealingPlots& operator=(const HealingPlots&) = delete;

    HealingFrame frame;

    /// After a change of `frame.data`.
    void takeData();
    /// After a change of size, zoom, scale, font or colours.
    void arrange(QSize size, bool logarithmic);
    /// After a change of what is pointed at.
    void repaint();

private:
    struct Plot {
        QChart* chart;
        QValueAxis* days;
        QValueAxis* values;
    };
    void addLayer(HealingLayer::Paint paint, double z);
    Plot addPlot();
    QAreaSeries* addArea(const Plot& plot);
    void style();
    void fillCurve();

    QGraphicsView* m_view;
    QGraphicsScene* m_scene;
    Plot m_area;
    Plot m_tissue;
    QAreaSeries* m_band;
    QLineSeries* m_curve;
    std::vector<QAreaSeries*> m_tissues;
    std::vector<HealingLayer*> m_layers;
};

}  // namespace cicatrix::ui
