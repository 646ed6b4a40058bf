// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/review/review_screen.h"

#include "ui/bridge/error_text.h"
#include "ui/bridge/locale_text.h"
#include "ui/models/figures_text.h"
#include "ui/models/site_text.h"
#include "ui/screens/review/figure_cards.h"
#include "ui/screens/review/overlay_bar.h"
#include "ui/widgets/card.h"
#include "ui/widgets/filmstrip.h"
#include "ui/widgets/photo_canvas.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tissue_legend.h"

#include <QDate>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace cicatrix::ui {

namespace {

Date today() { return fromQDate(QDate::currentDate()); }

QString nameOf(const store::PatientData& person)
{
    return QString::fromStdString(person.given.empty() ? person.family : person.family + ", " + person.given);
}

FilmFrame frameOf(const clinic::VisitRecord& visit, const QImage& thumbnail)
{
    FilmFrame frame;
    frame.visit = visit.summary.id.value;
    frame.date = shortDateText(visit.summary.date, today());
    frame.thumbnail = thumbnail;
    frame.description = dateText(visit.summary.date);
    if (visit.analysis) {
        const FiguresText text = figuresText(visit.analysis->data.figures);
        frame.accepted = visit.analysis->status == store::AnalysisStatus::Accepted;
        frame.description += ", " + text.area + ' ' + text.areaUnit + ", " +
                             (frame.accepted ? ReviewScreen::tr("accepted") : ReviewScreen::tr("proposed"));
    }
    return frame;
}

}  // namespace

ReviewScreen::ReviewScreen(const ScreenContext& context, QWidget* parent)
    : ScreenFrame(parent), m_context(context), m_canvas(new PhotoCanvas), m_bar(new OverlayBar(m_canvas)),
      m_strip(new Filmstrip), m_cards(new FigureCards), m_notice(new Notice), m_add(new QPushButton(tr("Add photo…"))),
      m_accept(new QPushButton(tr("Accept"))), m_running(new QWidget), m_progress(new QProgressBar)
{
    addHeaderButton(m_add);
    auto* timeline = new QPushButton(tr("Timeline"));
    addHeaderButton(timeline);
    connect(timeline, &QPushButton::clicked, this, [this] { m_context.go("timeline"); });
    buildMiddle();
    buildInspector();
    wire();
    showVisit();
    showPhoto();
    showOverlay();
}

void ReviewScreen::buildMiddle()
{
    auto* strip = new QWidget;
    setRole(*strip, role::kPanel);
    strip->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_strip);
    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_canvas, 1);
    layout->addWidget(strip);
    setMiddle(middle);
    auto* over = new QVBoxLayout(m_canvas);
    over->setContentsMargins(12, 12, 12, 12);
    over->addWidget(m_bar, 0, Qt::AlignTop | Qt::AlignRight);
}

void ReviewScreen::buildInspector()
{
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Analysis"));
    auto* cancel = new QPushButton(tr("Cancel"));
    auto* text = new QLabel(tr("The model looks at the photo …"));
    auto* column = new QVBoxLayout(m_running);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(text);
    column->addWidget(m_progress);
    column->addWidget(cancel);
    m_running->hide();
    connect(cancel, &QPushButton::clicked, &m_context.review, &ReviewPresenter::cancelAnalysis);
    inspector()->addWidget(m_notice);
    inspector()->addWidget(m_running);
    inspector()->addWidget(m_cards);
    setRole(*m_accept, role::kPrimary);
    m_accept->setToolTip(tr("You confirm under your name that outline and figures are right (Ctrl+Return)"));
    m_accept->setShortcut(QKeySequence("Ctrl+Return"));
    inspectorFoot()->addWidget(m_accept);
}

void ReviewScreen::wire()
{
    ReviewPresenter& review = m_context.review;
    connect(&m_context.desk, &Desk::selectionChanged, this, [this] { m_notice->say({}); });
    connect(&review, &ReviewPresenter::visitChanged, this, &ReviewScreen::showVisit);
    connect(&review, &ReviewPresenter::photoChanged, this, &ReviewScreen::showPhoto);
    connect(&review, &ReviewPresenter::overlayChanged, this, &ReviewScreen::showOverlay);
    connect(&review, &ReviewPresenter::analysing, this, &ReviewScreen::showProgress);
    connect(&review, &ReviewPresenter::failed, this, &ReviewScreen::sayError);
    connect(&m_context.wound, &WoundPresenter::changed, this, &ReviewScreen::showStrip);
    connect(&m_context.wound, &WoundPresenter::failed, this, &ReviewScreen::sayError);
    connect(&m_context.wound, &WoundPresenter::thumbnailReady, m_strip, &Filmstrip::setThumbnail);
    connect(m_strip, &Filmstrip::visitChosen, this, [this](std::int64_t visit) {
        const Selection& at = m_context.desk.selection();
        m_context.desk.select({at.patient, at.wound, VisitId{visit}});
    });
    connect(m_strip, &Filmstrip::addRequested, this, &ReviewScreen::choosePhotos);
    connect(m_add, &QPushButton::clicked, this, &ReviewScreen::choosePhotos);
    connect(m_accept, &QPushButton::clicked, &review, &ReviewPresenter::accept);
    connect(m_bar, &OverlayBar::viewChanged, m_canvas, &PhotoCanvas::setOverlayView);
    connect(m_bar, &OverlayBar::peeked, m_canvas, &PhotoCanvas::peek);
    connect(m_canvas, &PhotoCanvas::overlayViewChanged, m_bar, &OverlayBar::setView);
    connect(&m_cards->legend(), &TissueLegend::hiddenChanged, this, [this](const std::set<Tissue>& hidden) {
        OverlayView view = m_canvas->overlayView();
        view.hidden = hidden;
        setView(view);
    });
    connect(&m_cards->legend(), &TissueLegend::isolated, this, [this](std::optional<Tissue> code) {
        OverlayView view = m_canvas->overlayView();
        view.isolated = code;
        setView(view);
    });
    connect(m_cards, &FigureCards::axesHovered, this, [this](bool shown) {
        const clinic::VisitRecord* visit = m_context.review.visit();
        if (visit == nullptr || !visit->analysis || !shown) {
            m_canvas->setAxes({}, {});
            return;
        }
        const WoundFigures& total = visit->analysis->data.figures.total;
        m_canvas->setAxes(total.lengthAxisPx, total.widthAxisPx);
    });
}

void ReviewScreen::setView(const OverlayView& view)
{
    m_canvas->setOverlayView(view);
    m_bar->setView(view);
}

void ReviewScreen::showStrip()
{
    std::vector<FilmFrame> frames;
    const auto& history = m_context.wound.history();
    if (history) {
        for (const clinic::VisitRecord& visit : history->visits) {
            frames.push_back(frameOf(visit, m_context.wound.thumbnail(visit.summary.id)));
        }
    }
    m_strip->setFrames(std::move(frames));
    m_strip->setAddable(history && m_context.desk.writable());
}

void ReviewScreen::showVisit()
{
    const auto& history = m_context.wound.history();
    const clinic::VisitRecord* visit = m_context.review.visit();
    m_add->setVisible(history && m_context.desk.writable());
    if (!history) {
        setTitle(tr("Review"));
    } else {
        QStringList about{"№ " + QString::fromStdString(history->patient.data.number),
                          siteText(m_context.desk.sites(), history->wound.data.site)};
        if (!history->wound.data.aetiology.empty()) {
            about << aetiologyText(history->wound.data.aetiology);
        }
        if (visit != nullptr) {
            about << dateText(visit->summary.date);
        }
        setTitle(nameOf(history->patient.data), about.join(" · "));
    }
    if (m_strip->frames().size() != (history ? history->visits.size() : 0)) {
        showStrip();
    }
    m_strip->setCurrent(visit != nullptr ? visit->summary.id.value : 0);
    const bool proposed = visit != nullptr && visit->analysis && visit->analysis->status != store::AnalysisStatus::Accepted;
    m_accept->setVisible(proposed && m_context.desk.writable());
    if (visit != nullptr && visit->analysis) {
        m_cards->show(*visit, m_context.review.metrics(), today());
        m_canvas->setScale(visit->analysis->data.calibration.mmPerPixel);
        m_canvas->setMarkers(visit->analysis->data.calibration.markers);
    } else {
        m_cards->hide();
        m_canvas->setScale({});
        m_canvas->setMarkers({});
        if (history && history->visits.empty() && !m_context.review.isAnalysing()) {
            m_canvas->clear();
            m_canvas->setMessage(tr("No visit yet. Drop a photo here, or use “Add photo…”."));
        }
    }
}

void ReviewScreen::showPhoto()
{
    const PhotoOnScreen& photo = m_context.review.photo();
    if (!photo.pyramid.empty()) {
        m_canvas->setPyramid(photo.pyramid);
    } else if (photo.preview) {
        m_canvas->setPreview(photo.preview, {photo.width, photo.height});
    } else {
        m_canvas->clear();
    }
    m_canvas->setMessage({});
    if (photo.preview || !photo.pyramid.empty()) {
        showOverlay();
        if (const clinic::VisitRecord* visit = m_context.review.visit(); visit != nullptr && visit->analysis) {
            m_canvas->setScale(visit->analysis->data.calibration.mmPerPixel);
            m_canvas->setMarkers(visit->analysis->data.calibration.markers);
        }
    }
}

void ReviewScreen::showOverlay()
{
    const OverlayOnScreen& overlay = m_context.review.overlay();
    m_canvas->setLabels(overlay.labels);
    m_canvas->setConfidence(overlay.confidence);
    m_canvas->setOutlines(overlay.outlines);
    m_bar->setConfidenceKnown(overlay.confidence != nullptr);
    m_bar->setVisible(overlay.labels != nullptr);
}

void ReviewScreen::showProgress(double done, const QString&)
{
    m_running->setVisible(done >= 0);
    m_progress->setRange(0, done > 0 ? 1000 : 0);
    m_progress->setValue(int(done * 1000));
    if (done >= 0) {
        m_notice->say({});
    }
}

void ReviewScreen::choosePhotos()
{
    auto* dialog = new QFileDialog(this, tr("Photos of this wound"), {},
                                   tr("Photos (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.heic *.heif);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        for (const QString& file : files) {
            m_context.review.addPhoto(file);
        }
    });
    dialog->open();
}

void ReviewScreen::sayError(const Error& error)
{
    const ErrorText text = errorText(error);
    m_notice->say(text.sentence, text.wayOut, text.details);
}

namespace screen::review {

ScreenInfo info()
{
    return {"review", ReviewScreen::tr("Review"), "photo", true,
            [](const ScreenContext& context) -> QWidget* { return new ReviewScreen(context); }};
}

}  // namespace screen::review

}  // namespace cicatrix::ui
