// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/review_presenter.h"

#include "core/base/files.h"
#include "core/image/codec.h"
#include "core/measure/outline.h"
#include "ui/bridge/locale_text.h"
#include "ui/models/desk.h"

#include <QDate>
#include <QFileInfo>

namespace cicatrix::ui {

namespace {

constexpr int kPreviewSide = 1600;

Result<OverlayOnScreen> readOverlay(const store::Store& store, const store::Analysis& analysis)
{
    CICATRIX_ASSIGN(LabelMap labels, clinic::labelMap(store, analysis));
    OverlayOnScreen overlay;
    for (const measure::Contour& contour : measure::outlines(labels)) {
        overlay.outlines.push_back(contour.outer);
        overlay.outlines.insert(overlay.outlines.end(), contour.holes.begin(), contour.holes.end());
    }
    overlay.labels = std::make_shared<const LabelMap>(std::move(labels));
    if (analysis.data.confidenceSha256) {
        CICATRIX_ASSIGN(const Bytes file, store.vault().get(*analysis.data.confidenceSha256));
        CICATRIX_ASSIGN(Grid<std::uint8_t> confidence, image::decodeMask(file, "confidence"));
        overlay.confidence = std::make_shared<const Grid<std::uint8_t>>(std::move(confidence));
    }
    return overlay;
}

Result<PhotoOnScreen> decodeFirst(const Bytes& file, const std::string& name, int width, int height)
{
    CICATRIX_ASSIGN(const image::DecodedPhoto photo, image::decodePreview(file, name, kPreviewSide));
    PhotoOnScreen first;
    first.preview = photo.pixels;
    first.width = width > 0 ? width : photo.pixels->width();
    first.height = height > 0 ? height : photo.pixels->height();
    return first;
}

Result<PhotoOnScreen> decodeWhole(const Bytes& file, const std::string& name)
{
    CICATRIX_ASSIGN(const image::DecodedPhoto photo, image::decodePhoto(file, name));
    PhotoOnScreen whole;
    whole.width = photo.pixels->width();
    whole.height = photo.pixels->height();
    whole.pyramid = image::pyramid(photo.pixels);
    return whole;
}

}  // namespace

ReviewPresenter::ReviewPresenter(Desk& desk, WoundPresenter& wound, QObject* parent)
    : QObject(parent), m_desk(desk), m_wound(wound)
{
    connect(&desk, &Desk::selectionChanged, this, &ReviewPresenter::showVisit);
    connect(&wound, &WoundPresenter::changed, this, &ReviewPresenter::showVisit);
}

void ReviewPresenter::clear()
{
    ++m_turn;
    m_shown = {};
    m_shownAnalysis = {};
    m_photo = {};
    m_overlay = {};
    Q_EMIT photoChanged();
    Q_EMIT overlayChanged();
}

void ReviewPresenter::showVisit()
{
    const auto& history = m_wound.history();
    if (!history || history->wound.id != m_desk.selection().wound) {
        if (m_shown.valid()) {
            clear();
        }
        Q_EMIT visitChanged();
        return;
    }
    if (isAnalysing() && m_analysed == history->wound.id && !m_desk.selection().visit.valid()) {
        return;  // the photo on screen is the one that is being analysed
    }
    VisitId wanted = m_desk.selection().visit;
    if (wanted.valid() && m_wound.visit(wanted) == nullptr) {
        return;  // just saved; the wound's course is being read
    }
    if (!wanted.valid() && !history->visits.empty()) {
        wanted = history->visits.back().summary.id;
    }
    const bool other = wanted != m_shown;
    m_shown = wanted;
    const clinic::VisitRecord* record = visit();
    if (record == nullptr || !record->analysis) {
        if (m_shownAnalysis.valid() || m_photo.width > 0) {
            clear();
            m_shown = wanted;
        }
    } else {
        if (other) {
            loadPhoto(record->analysis->data.photo);
        }
        if (record->analysis->id != m_shownAnalysis) {
            loadOverlay(*record->analysis);
        }
    }
    Q_EMIT visitChanged();
}

void ReviewPresenter::loadPhoto(PhotoId photo)
{
    const int turn = ++m_turn;
    m_photo = {};
    Q_EMIT photoChanged();
    m_desk.run(
        jobs::Lane::Database, this,
        [photo](Room& room, Progress&) -> Result<store::PhotoRow> {
            CICATRIX_ASSIGN(const store::ReadTransaction read, room.store->read());
            return store::photo(read, photo);
        },
        [this, turn](Result<store::PhotoRow> row) {
            if (turn != m_turn) {
                return;
            }
            if (!row) {
                Q_EMIT failed(row.error());
                return;
            }
            decode([vault = m_desk.vault(), hash = row->data.vaultSha256] { return vault.get(hash); }, row->data.name,
                   row->data.width, row->data.height);
        });
}

void ReviewPresenter::decode(std::function<Result<Bytes>()> source, const std::string& name, int width, int height)
{
    const int turn = ++m_turn;
    const auto show = [this, turn](Result<PhotoOnScreen> photo) {
        if (turn != m_turn || (photo && photo->pyramid.empty() && !m_photo.pyramid.empty())) {
            return;  // another photo was asked for, or the whole one is there already
        }
        if (!photo) {
            Q_EMIT failed(photo.error());
            return;
        }
        m_photo = std::move(*photo);
        Q_EMIT photoChanged();
    };
    m_desk.run(
        jobs::Lane::Io, this,
        [source, name, width, height](Room&, Progress&) -> Result<PhotoOnScreen> {
            CICATRIX_ASSIGN(const Bytes file, source());
            return decodeFirst(file, name, width, height);
        },
        show);
    m_desk.run(
        jobs::Lane::Io, this,
        [source, name](Room&, Progress&) -> Result<PhotoOnScreen> {
            CICATRIX_ASSIGN(const Bytes file, source());
            return decodeWhole(file, name);
        },
        show);
}

void ReviewPresenter::loadOverlay(const store::Analysis& analysis)
{
    m_shownAnalysis = analysis.id;
    m_overlay = {};
    Q_EMIT overlayChanged();
    if (m_overlaying) {
        m_overlaying->cancel();
    }
    m_overlaying = m_desk.run(
        jobs::Lane::Database, this, [analysis](Room& room, Progress&) { return readOverlay(*room.store, analysis); },
        [this](Result<OverlayOnScreen> overlay) {
            if (!overlay) {
                Q_EMIT failed(overlay.error());
                return;
            }
            m_overlay = std::move(*overlay);
            Q_EMIT overlayChanged();
        });
}

void ReviewPresenter::addPhoto(const QString& path, const clinic::AnalyseOptions& options)
{
    m_queue.push_back({m_desk.selection().wound, path, options});
    if (!isAnalysing()) {
        startNext();
    }
}

void ReviewPresenter::startNext()
{
    if (m_queue.empty()) {
        Q_EMIT analysing(-1, {});
        return;
    }
    const Queued next = m_queue.front();
    m_queue.erase(m_queue.begin());
    const std::string name = QFileInfo(next.path).fileName().toStdString();
    const std::filesystem::path path = next.path.toStdString();
    m_analysed = next.wound;
    m_analysis = m_desk.run(
        jobs::Lane::Compute, this,
        [next, name, path, actor = m_desk.actor(), places = m_desk.places(),
         today = fromQDate(QDate::currentDate())](Room& room, Progress& progress) -> Result<clinic::VisitOutcome> {
            clinic::NewVisit visit;
            visit.wound = next.wound;
            CICATRIX_ASSIGN(visit.photo, readFile(path));
            visit.photoName = name;
            visit.today = today;
            visit.options = next.options;
            CICATRIX_ASSIGN(infer::Engine * engine, Desk::engine(room, places));
            return clinic::addVisit(*room.store, actor, *engine, visit, progress);
        },
        [this, wound = next.wound](Result<clinic::VisitOutcome> outcome) { finish(wound, std::move(outcome)); });
    connect(m_analysis, &Task::progressed, this, &ReviewPresenter::analysing);
    if (next.wound == m_desk.selection().wound) {
        m_desk.select({m_desk.selection().patient, next.wound, {}});
        clear();
        decode([path] { return readFile(path); }, name, 0, 0);
        Q_EMIT visitChanged();
    }
    Q_EMIT analysing(0, {});
}

void ReviewPresenter::finish(WoundId wound, Result<clinic::VisitOutcome> outcome)
{
    m_analysis = nullptr;
    if (!outcome) {
        Q_EMIT failed(outcome.error());
        clear();
        showVisit();
    } else {
        m_desk.tellChanged();
        if (m_desk.selection().wound == wound && !m_desk.selection().visit.valid()) {
            m_shown = outcome->visit;  // its photo is on screen already
            m_desk.select({m_desk.selection().patient, wound, outcome->visit});
        }
    }
    startNext();
}

void ReviewPresenter::cancelAnalysis()
{
    m_queue.clear();
    if (m_analysis) {
        m_analysis->cancel();
        m_analysis = nullptr;
    }
    Q_EMIT analysing(-1, {});
    clear();
    showVisit();
}

void ReviewPresenter::accept()
{
    if (!m_shownAnalysis.valid()) {
        return;
    }
    m_desk.run(
        jobs::Lane::Database, this,
        [analysis = m_shownAnalysis, actor = m_desk.actor()](Room& room, Progress&) -> Result<void> {
            CICATRIX_ASSIGN(store::WriteTransaction write, room.store->write(actor));
            CICATRIX_TRY(store::acceptAnalysis(write, analysis));
            return write.commit();
        },
        [this](Result<void> done) {
            if (!done) {
                Q_EMIT failed(done.error());
                return;
            }
            Q_EMIT accepted();
            m_desk.tellChanged();
        });
}

}  // namespace cicatrix::ui
