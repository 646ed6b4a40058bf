// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/history.h"
#include "core/store/visits.h"

#include <QImage>
#include <QObject>
#include <QPointer>

#include <filesystem>
#include <map>
#include <optional>

namespace cicatrix::ui {

class Desk;
class Task;

/// The selected wound's whole course, for every screen that shows it; read again whenever the record changes.
class WoundPresenter : public QObject {
    Q_OBJECT

public:
    explicit WoundPresenter(Desk& desk, QObject* parent = nullptr);

    /// Empty until it is read. Where a newer proposal waits behind an accepted version, the visit's `analysis` is that
    /// proposal: it is what is to be reviewed.
    [[nodiscard]] const std::optional<clinic::WoundHistory>& history() const { return m_history; }
    [[nodiscard]] const clinic::VisitRecord* visit(VisitId visit) const;
    [[nodiscard]] const timeline::VisitMetrics* metrics(VisitId visit) const;
    /// A small picture of the visit's photo; null until it is made.
    [[nodiscard]] QImage thumbnail(VisitId visit) const;

    /// Writes the course where a person said: the name's end decides between chart (.png, .svg) and table (.csv). A file
    /// of that name is replaced, as the person was asked. `exported` or `failed` follows.
    void exportCourse(const std::filesystem::path& path);

Q_SIGNALS:
    void changed();
    void exported(const QString& path);
    void thumbnailReady(qlonglong visit, const QImage& thumbnail);
    void failed(const cicatrix::Error& error);

private:
    void follow();
    void read();
    void makeThumbnails(const std::map<VisitId, store::PhotoRow>& photos);

    Desk& m_desk;
    QPointer<Task> m_reading;
    std::optional<clinic::WoundHistory> m_history;
    std::map<VisitId, QImage> m_thumbnails;  ///< null pictures are on their way
};

}  // namespace cicatrix::ui
