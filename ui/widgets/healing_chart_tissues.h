// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/healing_chart_axes.h"

#include <QColor>
#include <QPointF>

class QPainter;

namespace cicatrix::ui {

/// The lower plot's shares, summed up: every tissue that occurs, in order of code, one above the other.
struct TissueStack {
    struct Node {
        double day = 0;
        std::vector<double> edges;  ///< one more than `codes`: tissue i lies between edges[i] and edges[i + 1]
    };
    /// Visits in a row whose tissues are known; a lone one is two nodes, a bar. Nothing is said between runs.
    using Run = std::vector<Node>;
    std::vector<Tissue> codes;
    std::vector<Run> runs;
};
/// `points` sorted by date. Callus and background are no part of a wound bed.
[[nodiscard]] TissueStack stackTissues(const std::vector<HealingPoint>& points, const DaySpan& whole);

/// The lower and upper outline of one tissue over all runs, as an area between two lines; thickness 0 between runs.
struct TissueArea {
    QList<QPointF> lower;  ///< x in days, y a share 0…1
    QList<QPointF> upper;
};
[[nodiscard]] TissueArea tissueArea(const TissueStack& stack, std::size_t index);

/// Where a tissue's letter has room: its centre, in pixels.
struct LetterSpot {
    Tissue code = Tissue::Other;
    QPointF centre;
};
[[nodiscard]] std::vector<LetterSpot> letterSpots(const TissueStack& stack, const PlotMap& map);

/// A tissue's colour, a little softer towards the panel it stands on: the areas are large.
[[nodiscard]] QColor tissueFill(Tissue code, const QColor& panel);
/// The tissues' patterns, faint, and their letters, over areas that are already filled.
void paintTissuePatterns(QPainter& painter, const TissueStack& stack, const PlotMap& map, const QColor& panel);
void paintTissueLetters(QPainter& painter, const std::vector<LetterSpot>& spots, const QColor& panel);

}  // namespace cicatrix::ui
