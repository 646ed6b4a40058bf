// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/timeline/timeline_screen.h"

#include "ui/bridge/error_text.h"
#include "ui/bridge/locale_text.h"
#include "ui/models/figures_text.h"
#include "ui/models/site_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/healing_chart.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace cicatrix::ui {

namespace {

QString unknown(const std::string& why) { return why.empty() ? QString("–") : QString::fromStdString(why); }

const timeline::VisitMetrics* newest(const timeline::HealingMetrics& healing)
{
    for (auto visit = healing.visits.rbegin(); visit != healing.visits.rend(); ++visit) {
        if (visit->sinceBaseline) {
            return &*visit;
        }
    }
    return nullptr;
}

}  // namespace

TimelineScreen::TimelineScreen(const ScreenContext& context, QWidget* parent)
    : ScreenFrame(parent), m_context(context), m_chart(new HealingChart), m_export(new QPushButton(tr("Export…"))),
      m_healing(new Card(tr("Healing"))), m_change(new QLabel), m_weeks(new QLabel), m_verdict(new Pill),
      m_rates(new Card(tr("Rates"))), m_flags(new Notice), m_notice(new Notice), m_hover(new QWidget(this, Qt::ToolTip)),
      m_hoverPicture(new QLabel), m_hoverText(new QLabel)
{
    auto* review = new QPushButton(tr("Review"));
    addHeaderButton(review);
    connect(review, &QPushButton::clicked, this, [this] { m_context.go("review"); });
    buildMiddle();
    buildInspector();
    wire();
    showHistory();
}

void TimelineScreen::buildMiddle()
{
    auto* caption = new QLabel(tr("Area"));
    setRole(*caption, role::kStrong);
    auto* unit = new QLabel(tr("cm², ± 95 %"));
    setRole(*unit, role::kMuted);
    auto* linear = new QPushButton(tr("Linear"));
    auto* logarithmic = new QPushButton(tr("Log"));
    auto* top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(caption);
    top->addWidget(unit);
    top->addStretch();
    for (QPushButton* button : {linear, logarithmic}) {
        button->setCheckable(true);
        button->setAutoExclusive(true);
        top->addWidget(button);
    }
    top->addWidget(m_export);
    linear->setChecked(true);
    connect(logarithmic, &QPushButton::toggled, m_chart, &HealingChart::setLogarithmic);
    auto* card = new QFrame;
    setRole(*card, role::kCard);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(8, 8, 8, 8);
    inside->addWidget(m_chart);
    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(top);
    layout->addWidget(m_notice);
    layout->addWidget(card, 1);
    setMiddle(middle);
    m_chart->setEmptyText(tr("No visit yet. The course appears with the first analysed photo."));
}

void TimelineScreen::buildInspector()
{
    setRole(*m_change, role::kFigure);
    setRole(*m_weeks, role::kMuted);
    auto* line = new QHBoxLayout;
    line->addWidget(m_change);
    line->addWidget(m_weeks, 0, Qt::AlignBottom);
    line->addStretch();
    m_healing->body()->addLayout(line);
    m_healing->body()->addWidget(m_verdict, 0, Qt::AlignLeft);
    m_weekFour = m_rates->addRow(tr("At week 4"));
    m_gilman = m_rates->addRow(tr("Linear rate (Gilman)"));
    m_model = m_rates->addRow(tr("Fitted curve"));
    m_closure = m_rates->addRow(tr("Closure"));
    for (QLabel* label : {m_weekFour, m_model, m_closure}) {
        label->setWordWrap(true);
    }
    for (QWidget* widget : {static_cast<QWidget*>(m_healing), static_cast<QWidget*>(m_rates), static_cast<QWidget*>(m_flags)}) {
        inspector()->addWidget(widget);
    }
    auto* row = new QHBoxLayout(m_hover);
    row->setContentsMargins(10, 10, 10, 10);
    row->setSpacing(10);
    row->addWidget(m_hoverPicture);
    row->addWidget(m_hoverText);
    setRole(*m_hover, role::kCard);
    m_hover->setAttribute(Qt::WA_StyledBackground);
}

void TimelineScreen::wire()
{
    connect(&m_context.wound, &WoundPresenter::changed, this, &TimelineScreen::showHistory);
    connect(&m_context.wound, &WoundPresenter::failed, this, &TimelineScreen::sayError);
    connect(m_chart, &HealingChart::visitActivated, this, [this](std::int64_t visit) {
        const Selection& at = m_context.desk.selection();
        m_context.desk.select({at.patient, at.wound, VisitId{visit}});
        m_context.go("review");
    });
    connect(m_chart, &HealingChart::hovered, this, &TimelineScreen::showHover);
    connect(m_export, &QPushButton::clicked, this, &TimelineScreen::exportAs);
}

void TimelineScreen::showHistory()
{
    const auto& history = m_context.wound.history();
    m_hover->hide();
    m_notice->say({});
    m_export->setEnabled(history && !history->visits.empty());
    if (!history) {
        setTitle(tr("Timeline"));
        m_chart->setData({});
        return;
    }
    const store::PatientData& person = history->patient.data;
    QStringList about{"№ " + QString::fromStdString(person.number), siteText(m_context.desk.sites(), history->wound.data.site)};
    if (!history->wound.data.aetiology.empty()) {
        about << aetiologyText(history->wound.data.aetiology);
    }
    setTitle(QString::fromStdString(person.given.empty() ? person.family : person.family + ", " + person.given),
             about.join(" · "));
    m_chart->setData(chartData(*history));
    showHealing(*history);
}

void TimelineScreen::showHealing(const clinic::WoundHistory& history)
{
    const timeline::HealingMetrics& healing = history.healing;
    const timeline::VisitMetrics* last = newest(healing);
    m_healing->setVisible(last != nullptr);
    if (last != nullptr) {
        const timeline::Change& change = *last->sinceBaseline;
        m_change->setText(signedPercentText(change.percent));
        m_weeks->setText(change.days >= 14 ? tr("in %1 weeks").arg((change.days + 3) / 7) : tr("in %1 days").arg(change.days));
        m_healing->setAside(tr("since %1").arg(dateText(last->date - std::chrono::days(change.days))));
        m_verdict->say(change.beyondError ? tr("beyond measurement error") : tr("within measurement error"),
                       !change.beyondError  ? Tone::Neutral
                       : change.percent < 0 ? Tone::Good
                                            : Tone::Warning);
        m_gilman->setText(last->linearCmPerWeek ? numberText(*last->linearCmPerWeek, 2) + tr(" cm/week") : QString("–"));
    } else {
        m_gilman->setText("–");
    }
    m_weekFour->setText(healing.weekFour.areaReductionPercent ? signedPercentText(-*healing.weekFour.areaReductionPercent)
                                                              : unknown(healing.weekFour.note));
    if (healing.curve) {
        m_model->setText(
            (healing.curve->kind == timeline::CurveKind::Exponential ? tr("exponential") : tr("exponential after a delay")) +
            ", R² " + numberText(healing.curve->rSquared, 2));
        m_closure->setText(
            healing.curve->closure
                ? tr("%1 to %2").arg(dateText(healing.curve->closure->earliest), dateText(healing.curve->closure->latest))
                : unknown(healing.curve->closureNote));
    } else {
        m_model->setText(unknown(healing.curveNote));
        m_closure->setText("–");
    }
    QStringList flags;
    for (const timeline::Flag& flag : healing.flags) {
        flags << flagText(flag, healing);
    }
    m_flags->say(flags.value(0), flags.mid(1).join(" · "),
                 healing.flags.empty()
                     ? QString()
                     : QString::fromStdString(healing.flags.front().text + "\n" + healing.flags.front().source));
}

void TimelineScreen::showHover(std::optional<std::int64_t> visit, QPoint globalPos)
{
    const clinic::VisitRecord* record = visit ? m_context.wound.visit(VisitId{*visit}) : nullptr;
    if (record == nullptr || !record->analysis) {
        m_hover->hide();
        return;
    }
    const FiguresText text = figuresText(record->analysis->data.figures);
    const QImage thumbnail = m_context.wound.thumbnail(record->summary.id);
    m_hoverPicture->setVisible(!thumbnail.isNull());
    m_hoverPicture->setPixmap(QPixmap::fromImage(
        thumbnail.scaled(72, 72, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation).copy(0, 0, 72, 72)));
    QStringList lines{"<span style=\"font-weight:600\">" + dateText(record->summary.date).toHtmlEscaped() + "</span>",
                      tr("Area %1 %2").arg(text.area, text.areaUnit)};
    if (!text.tissue.empty()) {
        lines << text.tissue.front().share100 + ' ' + tissueText(text.tissue.front().code);
    }
    lines << (record->analysis->status == store::AnalysisStatus::Accepted ? tr("accepted") : tr("proposed"));
    m_hoverText->setText(lines.join("<br>"));
    m_hover->adjustSize();
    m_hover->move(globalPos + QPoint(14, 14));
    m_hover->show();
}

void TimelineScreen::exportAs()
{
    auto* dialog = new QFileDialog(this, tr("Export the course"), {}, tr("Picture (*.png);;Drawing (*.svg);;Table (*.csv)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog](QString name) {
        const QString filter = dialog->selectedNameFilter();
        const QString suffix = filter.contains("*.csv") ? ".csv" : filter.contains("*.svg") ? ".svg" : ".png";
        if (!name.endsWith(".csv") && !name.endsWith(".svg") && !name.endsWith(".png")) {
            name += suffix;
        }
        m_context.wound.exportCourse(std::filesystem::path(name.toStdString()));
    });
    dialog->open();
}

void TimelineScreen::sayError(const Error& error)
{
    const ErrorText text = errorText(error);
    m_notice->say(text.sentence, text.wayOut, text.details);
}

namespace screen::timeline {

ScreenInfo info()
{
    return {"timeline", TimelineScreen::tr("Timeline"), "timeline", true,
            [](const ScreenContext& context) -> QWidget* { return new TimelineScreen(context); }};
}

}  // namespace screen::timeline

}  // namespace cicatrix::ui
