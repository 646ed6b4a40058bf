// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/wound_presenter.h"

#include "core/base/atomic_file.h"
#include "core/image/photo.h"
#include "core/report/chart.h"
#include "ui/bridge/locale_text.h"
#include "ui/bridge/picture.h"
#include "ui/models/desk.h"

#include <QDate>
#include <QLocale>

#include <algorithm>

namespace cicatrix::ui {

namespace {

constexpr int kThumbnailSide = 160;

struct Course {
    clinic::WoundHistory history;
    std::map<VisitId, store::PhotoRow> photos;
};

Result<Course> readCourse(const store::Store& store, WoundId wound, Date today)
{
    CICATRIX_ASSIGN(const store::ReadTransaction read, store.read());
    clinic::HistoryRequest request;
    request.wound = wound;
    request.today = today;
    Course course;
    CICATRIX_ASSIGN(course.history, clinic::woundHistory(read, request));
    for (clinic::VisitRecord& visit : course.history.visits) {
        if (!visit.analysis) {
            continue;
        }
        if (visit.summary.analysis->newerProposal) {
            CICATRIX_ASSIGN(const std::vector<store::Analysis> versions, store::analyses(read, visit.summary.id));
            visit.analysis = versions.back();
        }
        CICATRIX_ASSIGN(course.photos[visit.summary.id], store::photo(read, visit.analysis->data.photo));
    }
    return course;
}

QImage thumbnailOf(const store::Vault& vault, const store::PhotoRow& row)
{
    const Result<Bytes> file = vault.get(row.data.vaultSha256);
    if (!file) {
        return {};  // the photo itself says what is wrong when it is opened
    }
    const Result<image::DecodedPhoto> small = image::decodePreview(*file, row.data.name, kThumbnailSide);
    return small ? ui::view(small->pixels).scaled(kThumbnailSide, kThumbnailSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                 : QImage();
}

}  // namespace

WoundPresenter::WoundPresenter(Desk& desk, QObject* parent) : QObject(parent), m_desk(desk)
{
    connect(&desk, &Desk::selectionChanged, this, &WoundPresenter::follow);
    connect(&desk, &Desk::changed, this, &WoundPresenter::read);
}

const clinic::VisitRecord* WoundPresenter::visit(VisitId visit) const
{
    if (!m_history) {
        return nullptr;
    }
    const auto& all = m_history->visits;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const clinic::VisitRecord& v) { return v.summary.id == visit; });
    return found == all.end() ? nullptr : &*found;
}

const timeline::VisitMetrics* WoundPresenter::metrics(VisitId visit) const
{
    if (!m_history) {
        return nullptr;
    }
    const auto& all = m_history->healing.visits;
    const auto found = std::find_if(all.begin(), all.end(), [&](const timeline::VisitMetrics& v) { return v.visit == visit; });
    return found == all.end() ? nullptr : &*found;
}

QImage WoundPresenter::thumbnail(VisitId visit) const
{
    const auto found = m_thumbnails.find(visit);
    return found == m_thumbnails.end() ? QImage() : found->second;
}

void WoundPresenter::follow()
{
    if (m_history && m_history->wound.id == m_desk.selection().wound) {
        return;
    }
    m_history.reset();
    m_thumbnails.clear();
    Q_EMIT changed();
    read();
}

void WoundPresenter::read()
{
    if (m_reading) {
        m_reading->cancel();
    }
    const WoundId wound = m_desk.selection().wound;
    if (!wound.valid()) {
        return;
    }
    m_reading = m_desk.run(
        jobs::Lane::Database, this,
        [wound, today = fromQDate(QDate::currentDate())](Room& room, Progress&) {
            return readCourse(*room.store, wound, today);
        },
        [this](Result<Course> course) {
            if (!course) {
                Q_EMIT failed(course.error());
                return;
            }
            m_history = std::move(course->history);
            Q_EMIT changed();
            makeThumbnails(course->photos);
        });
}

void WoundPresenter::makeThumbnails(const std::map<VisitId, store::PhotoRow>& photos)
{
    for (const auto& [visit, row] : photos) {
        if (!m_thumbnails.try_emplace(visit).second) {
            continue;
        }
        m_desk.run(
            jobs::Lane::Io, this,
            [vault = m_desk.vault(), row = row](Room&, Progress&) { return Result<QImage>(thumbnailOf(vault, row)); },
            [this, visit = visit](Result<QImage> image) {
                m_thumbnails[visit] = *image;
                Q_EMIT thumbnailReady(visit.value, *image);
            });
    }
}

void WoundPresenter::exportCourse(const std::filesystem::path& path)
{
    if (!m_history) {
        return;
    }
    const auto language = QLocale().language() == QLocale::German ? report::Language::German : report::Language::English;
    m_desk.run(
        jobs::Lane::Io, this,
        [history = *m_history, path, language](Room&, Progress&) -> Result<void> {
            if (path.extension() == ".csv") {
                return writeFileAtomically(path, clinic::timelineCsv(history), Existing::Replace);
            }
            return report::writeChart({history.series, history.healing, {}}, path, language, Existing::Replace);
        },
        [this, name = QString::fromStdString(path.string())](Result<void> done) {
            if (!done) {
                Q_EMIT failed(done.error());
                return;
            }
            Q_EMIT exported(name);
        });
}

}  // namespace cicatrix::ui
