// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/review/figure_cards.h"

#include "ui/bridge/locale_text.h"
#include "ui/models/figures_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tissue_legend.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace cicatrix::ui {

namespace {

QString noteOf(const clinic::VisitRecord& visit, const char* key)
{
    const auto found =
        std::find_if(visit.fields.begin(), visit.fields.end(), [&](const store::FieldValue& f) { return f.key == key; });
    return found == visit.fields.end() ? QString() : QString::fromStdString(found->text);
}

/// "exudate, amount: light". A scale such as 0-10 is part of the field's name already.
QString noteLine(const store::FieldDefinition& definition, const store::FieldValue& field)
{
    const QString unit = QString::fromStdString(std::string(definition.unit));
    return QString::fromStdString(std::string(definition.english)) + ": " + QString::fromStdString(field.text) +
           (unit.isEmpty() || unit.contains('-') ? QString() : ' ' + unit);
}

/// A figure, or in quiet letters why there is none.
void put(QLabel& label, const QString& value, const QString& why)
{
    label.setText(value.isEmpty() ? why : value);
    setRole(label, value.isEmpty() ? role::kMuted : "");
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

Tone toneOf(const timeline::Change& change)
{
    return !change.beyondError ? Tone::Neutral : change.percent < 0 ? Tone::Good : Tone::Warning;
}

}  // namespace

FigureCards::FigureCards(QWidget* parent)
    : QWidget(parent), m_area(new Card(tr("Area"))), m_status(new Pill), m_figure(new QLabel), m_unit(new QLabel),
      m_why(new QLabel), m_sincePrevious(new Pill), m_sinceFirst(new Pill), m_lengths(new Card(tr("Lengths"))),
      m_tissue(new Card(tr("Tissue"))), m_legend(new TissueLegend), m_calibration(new Card(tr("Calibration"))),
      m_warnings(new Notice), m_visit(new Card(tr("Visit"))), m_notes(new QLabel)
{
    setRole(*m_figure, role::kFigure);
    setRole(*m_unit, role::kMuted);
    setRole(*m_why, role::kMuted);
    m_why->setWordWrap(true);
    m_figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* line = new QHBoxLayout;
    line->addWidget(m_figure);
    line->addWidget(m_unit, 0, Qt::AlignBottom);
    line->addStretch();
    line->addWidget(m_status, 0, Qt::AlignTop);
    m_area->body()->addLayout(line);
    m_area->body()->addWidget(m_why);
    m_area->body()->addWidget(m_sincePrevious, 0, Qt::AlignLeft);
    m_area->body()->addWidget(m_sinceFirst, 0, Qt::AlignLeft);
    m_perimeter = m_lengths->addRow(tr("Perimeter"));
    m_greatest = m_lengths->addRow(tr("Length × width, greatest"));
    m_clock = m_lengths->addRow(tr("Length × width, head to foot"));
    m_depth = m_lengths->addRow(tr("Depth"));
    m_greatest->installEventFilter(this);
    m_tissue->body()->addWidget(m_legend);
    m_tissue->setAside(tr("share · area"));
    m_method = m_calibration->addRow(tr("How"));
    m_scale = m_calibration->addRow(tr("Scale"));
    m_tilt = m_calibration->addRow(tr("Tilt, residual"));
    m_notes->setWordWrap(true);
    m_notes->setTextFormat(Qt::PlainText);
    m_visit->body()->addWidget(m_notes);
    m_model = m_visit->addRow(tr("Model"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(size::kCardGap);
    for (QWidget* card :
         {static_cast<QWidget*>(m_area), static_cast<QWidget*>(m_lengths), static_cast<QWidget*>(m_tissue),
          static_cast<QWidget*>(m_calibration), static_cast<QWidget*>(m_warnings), static_cast<QWidget*>(m_visit)}) {
        layout->addWidget(card);
    }
}

void FigureCards::show(const clinic::VisitRecord& visit, const timeline::VisitMetrics* metrics, Date today)
{
    if (!visit.analysis) {
        hide();
        return;
    }
    const store::Analysis& analysis = *visit.analysis;
    const FiguresText text = figuresText(analysis.data.figures);
    const QString noScale = tr("no scale");
    showArea(analysis, metrics, today);
    put(*m_perimeter, text.perimeter, noScale);
    put(*m_greatest, text.greatest, noScale);
    put(*m_clock, text.clock, analysis.data.calibration.known() ? tr("head direction not marked") : noScale);
    const QString depth = noteOf(visit, "depth");
    put(*m_depth, depth.isEmpty() ? depth : depth + " cm", tr("not probed"));
    std::vector<LegendLine> lines;
    for (const TissueText& tissue : text.tissue) {
        lines.push_back({tissue.code, tissueText(tissue.code), tissue.share, tissue.share100, tissue.area});
    }
    m_tissue->setVisible(!lines.empty());
    m_legend->setLines(std::move(lines));
    showCalibration(analysis);
    showNotes(visit);
    QStringList warnings;
    for (const Warning& warning : analysis.data.warnings) {
        warnings << warningText(warning);
    }
    m_warnings->say(warnings.value(0), warnings.mid(1).join(" · "));
    QWidget::show();
}

void FigureCards::showArea(const store::Analysis& analysis, const timeline::VisitMetrics* metrics, Date today)
{
    const FiguresText text = figuresText(analysis.data.figures);
    const bool accepted = analysis.status == store::AnalysisStatus::Accepted;
    m_status->say(accepted ? tr("accepted") : tr("proposed"), accepted ? Tone::Good : Tone::Accent);
    m_status->setToolTip(accepted ? tr("Accepted by %1").arg(QString::fromStdString(analysis.acceptedBy))
                                  : tr("Waits for a person"));
    m_figure->setText(text.area);
    m_unit->setText(text.areaUnit);
    m_figure->setAccessibleName(tr("Area %1 %2").arg(text.area, text.areaUnit));
    const QString why =
        !analysis.data.calibration.known() ? tr("Pixels only: this photo has no scale, so cm² are not known.") : text.areaNote;
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    m_sincePrevious->say({}, Tone::Neutral);
    m_sinceFirst->say({}, Tone::Neutral);
    if (metrics != nullptr && metrics->sincePrevious) {
        m_sincePrevious->say(
            changeText(*metrics->sincePrevious, metrics->date - std::chrono::days(metrics->sincePrevious->days), today),
            toneOf(*metrics->sincePrevious));
    }
    if (metrics != nullptr && metrics->sinceBaseline && metrics->sincePrevious &&
        metrics->sinceBaseline->days != metrics->sincePrevious->days) {
        m_sinceFirst->say(
            changeText(*metrics->sinceBaseline, metrics->date - std::chrono::days(metrics->sinceBaseline->days), today),
            toneOf(*metrics->sinceBaseline));
    }
}

void FigureCards::showCalibration(const store::Analysis& analysis)
{
    const Calibration& calibration = analysis.data.calibration;
    put(*m_method, calibration.known() ? calibrationText(calibration) : QString(), tr("none found"));
    put(*m_scale, scaleText(calibration), tr("not known"));
    put(*m_tilt, tiltText(calibration), tr("not known"));
}

void FigureCards::showNotes(const clinic::VisitRecord& visit)
{
    QStringList notes;
    for (const store::FieldValue& field : visit.fields) {
        if (const store::FieldDefinition* definition = store::fieldDefinition(field.key);
            definition != nullptr && field.key != "depth") {
            notes << noteLine(*definition, field);
        }
    }
    m_notes->setText(notes.join('\n'));
    m_notes->setVisible(!notes.isEmpty());
    const store::ModelStamp& model = visit.analysis->data.model;
    const QString made = model.name.empty() ? tr("drawn by hand") : QString::fromStdString(model.name + " " + model.version);
    m_model->setText(visit.analysis->data.kind == store::AnalysisKind::Corrected ? tr("%1, corrected").arg(made) : made);
    m_model->setToolTip(QString::fromStdString(model.sha256));
}

bool FigureCards::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_greatest && (event->type() == QEvent::Enter || event->type() == QEvent::Leave)) {
        Q_EMIT axesHovered(event->type() == QEvent::Enter);
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace cicatrix::ui
