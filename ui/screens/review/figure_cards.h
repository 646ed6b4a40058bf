// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/history.h"

#include <QWidget>

#include <optional>
#include <set>

class QLabel;

namespace cicatrix::ui {

class Card;
class Notice;
class Pill;
class TissueLegend;

/// The inspector of a visit: area big with its ±, changes, lengths, tissues, calibration, warnings, what was noted.
class FigureCards : public QWidget {
    Q_OBJECT

public:
    explicit FigureCards(QWidget* parent = nullptr);

    /// `metrics` may be null: a visit that takes part in no figure.
    void show(const clinic::VisitRecord& visit, const timeline::VisitMetrics* metrics, Date today);
    [[nodiscard]] TissueLegend& legend() const { return *m_legend; }

Q_SIGNALS:
    /// The lengths' axes are to be drawn while the pointer rests on their line.
    void axesHovered(bool shown);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showArea(const store::Analysis& analysis, const timeline::VisitMetrics* metrics, Date today);
    void showCalibration(const store::Analysis& analysis);
    void showNotes(const clinic::VisitRecord& visit);

    Card* m_area;
    Pill* m_status;
    QLabel* m_figure;
    QLabel* m_unit;
    QLabel* m_why;
    Pill* m_sincePrevious;
    Pill* m_sinceFirst;
    Card* m_lengths;
    QLabel* m_perimeter;
    QLabel* m_greatest;
    QLabel* m_clock;
    QLabel* m_depth;
    Card* m_tissue;
    TissueLegend* m_legend;
    Card* m_calibration;
    QLabel* m_scale;
    QLabel* m_method;
    QLabel* m_tilt;
    Notice* m_warnings;
    Card* m_visit;
    QLabel* m_notes;
    QLabel* m_model;
};

}  // namespace cicatrix::ui
