// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/models.h"
#include "core/clinic/sites.h"
#include "core/infer/engine.h"
#include "core/jobs/lanes.h"
#include "core/store/store.h"
#include "ui/models/task.h"

#include <QFutureWatcher>
#include <QObject>

#include <array>
#include <filesystem>
#include <functional>
#include <optional>

namespace cicatrix::ui {

/// What a verb finds on its lane. Lives and dies on the lane's one thread (Io has two, and finds the vault alone).
struct Room {
    std::optional<store::Store> store;    ///< Database and Compute
    std::optional<infer::Engine> engine;  ///< Compute, once a model was asked for
};

/// Where the program finds what belongs to it.
struct Places {
    std::filesystem::path resources;
    std::string user;  ///< who acts while signing in is off
    std::string program = "Cicatrix";
};

/// Which patient, wound and visit the window is about.
struct Selection {
    PatientId patient;
    WoundId wound;
    VisitId visit;
    friend bool operator==(const Selection&, const Selection&) = default;
};

/// The opened clinic, the lanes its work runs on, what is selected, and the feed that tells every screen of a change.
class Desk : public QObject {
    Q_OBJECT

public:
    explicit Desk(Places places, QObject* parent = nullptr);
    ~Desk() override;

    /// Opens the clinic on the database lane, `make`s it where there is none; `opened` or `failed` follows.
    void open(const std::filesystem::path& folder, bool make = false);
    [[nodiscard]] bool isOpen() const { return m_vault.has_value(); }
    [[nodiscard]] bool writable() const { return m_writable; }
    [[nodiscard]] const QString& readOnlyReason() const { return m_readOnlyReason; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] const store::Actor& actor() const { return m_actor; }
    [[nodiscard]] const store::Vault& vault() const { return *m_vault; }
    [[nodiscard]] const Places& places() const { return m_places; }
    [[nodiscard]] const std::vector<clinic::Site>& sites() const { return m_sites; }

    [[nodiscard]] const Selection& selection() const { return m_selection; }
    void select(const Selection& selection);
    /// Selects the leading wound of the patient seen last; an empty clinic stays as it is.
    void selectNewest();
    /// To be called after a verb that changed the record.
    void tellChanged() { Q_EMIT changed(); }

    /// Runs `verb(Room&, Progress&) -> Result<T>` on the lane, then `then(Result<T>)` on the context's thread, unless the
    /// task was cancelled or the context is gone.
    template <typename Verb, typename Then>
    Task* run(jobs::Lane lane, QObject* context, Verb verb, Then then);

    /// The room's engine, opened with the clinic's default model when it is first asked for. On the compute lane only.
    [[nodiscard]] static Result<infer::Engine*> engine(Room& room, const Places& places);

Q_SIGNALS:
    void opened();
    void failed(const cicatrix::Error& error);
    void selectionChanged();
    void changed();

private:
    [[nodiscard]] Room& room(jobs::Lane lane) { return m_rooms[static_cast<std::size_t>(lane)]; }
    struct Opening;
    void take(Opening opening);

    Places m_places;
    std::filesystem::path m_folder;
    std::vector<clinic::Site> m_sites;
    std::optional<store::Vault> m_vault;
    store::Actor m_actor;
    bool m_writable = false;
    QString m_readOnlyReason;
    Selection m_selection;
    std::array<Room, 3> m_rooms;
    jobs::Lanes m_lanes;  ///< last: its threads end before what they use
};

template <typename Verb, typename Then>
Task* Desk::run(jobs::Lane lane, QObject* context, Verb verb, Then then)
{
    using Answer = std::invoke_result_t<Verb, Room&, Progress&>;
    auto* task = new Task(this);
    auto* watcher = new QFutureWatcher<Answer>(task);
    connect(watcher, &QFutureWatcherBase::progressTextChanged, task, [task, watcher](const QString& stage) {
        const int whole = std::max(1, watcher->progressMaximum());
        task->report(double(watcher->progressValue()) / whole, stage);
    });
    connect(task, &Task::cancelRequested, watcher, &QFutureWatcherBase::cancel);
    connect(watcher, &QFutureWatcherBase::finished, context, [watcher, task, act = std::move(then)]() mutable {
        if (!task->cancelled() && watcher->future().resultCount() > 0) {
            act(watcher->future().takeResult());
        }
    });
    connect(watcher, &QFutureWatcherBase::finished, task, [task] {
        Q_EMIT task->finished();
        task->deleteLater();
    });
    watcher->setFuture(m_lanes.run(
        lane, [&place = room(lane), act = std::move(verb)](Progress& progress) mutable { return act(place, progress); }));
    return task;
}

}  // namespace cicatrix::ui
