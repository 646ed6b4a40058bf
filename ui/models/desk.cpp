// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/desk.h"

#include "core/clinic/overview.h"
#include "core/store/users.h"

namespace cicatrix::ui {

struct Desk::Opening {
    std::filesystem::path folder;
    store::Vault vault;
    store::Actor actor;
    bool writable = false;
    std::string readOnlyReason;
    std::vector<clinic::Site> sites;
};

Desk::Desk(Places places, QObject* parent) : QObject(parent), m_places(std::move(places)) {}

Desk::~Desk()
{
    for (Task* task : findChildren<Task*>()) {
        task->cancel();
    }
    // A SQLite connection is closed by the thread that opened it.
    for (const jobs::Lane lane : {jobs::Lane::Database, jobs::Lane::Compute}) {
        m_lanes
            .run(lane,
                 [&place = room(lane)](Progress&) -> Result<void> {
                     place = Room{};
                     return {};
                 })
            .waitForFinished();
    }
}

void Desk::open(const std::filesystem::path& folder, bool make)
{
    const Places places = m_places;
    run(
        jobs::Lane::Database, this,
        [folder, make, places](Room& room, Progress&) -> Result<Opening> {
            CICATRIX_ASSIGN(std::vector<clinic::Site> sites, clinic::readSites(places.resources));
            room.store.reset();
            CICATRIX_ASSIGN(room.store, make && !store::Store::exists(folder)
                                            ? store::Store::create(folder)
                                            : store::Store::open(folder, store::OpenMode::ReadWriteElseReadOnly));
            CICATRIX_ASSIGN(const store::Actor actor, store::actorNamed(*room.store, places.user));
            return Opening{folder,          room.store->vault(), actor, room.store->writable(), room.store->readOnlyReason(),
                           std::move(sites)};
        },
        [this](Result<Opening> opening) {
            if (!opening) {
                Q_EMIT failed(opening.error());
                return;
            }
            take(std::move(*opening));
        });
}

void Desk::take(Opening opening)
{
    // The compute lane's own connection shares the lock of the first one, which the database lane keeps.
    run(
        jobs::Lane::Compute, this,
        [&first = room(jobs::Lane::Database)](Room& room, Progress&) -> Result<void> {
            room = Room{};
            CICATRIX_ASSIGN(room.store, first.store->anotherConnection());
            return {};
        },
        [this, opened = std::move(opening)](Result<void> connected) {
            if (!connected) {
                Q_EMIT failed(connected.error());
                return;
            }
            m_folder = opened.folder;
            m_vault = opened.vault;
            m_actor = opened.actor;
            m_writable = opened.writable;
            m_readOnlyReason = QString::fromStdString(opened.readOnlyReason);
            m_sites = opened.sites;
            m_selection = {};
            Q_EMIT this->opened();
            Q_EMIT selectionChanged();
        });
}

void Desk::select(const Selection& selection)
{
    if (selection == m_selection) {
        return;
    }
    m_selection = selection;
    Q_EMIT selectionChanged();
}

void Desk::selectNewest()
{
    run(
        jobs::Lane::Database, this,
        [](Room& room, Progress&) -> Result<Selection> {
            CICATRIX_ASSIGN(const store::ReadTransaction read, room.store->read());
            store::PatientQuery query;
            query.order = store::PatientOrder::LastVisit;
            query.limit = 1;
            CICATRIX_ASSIGN(const std::vector<store::Patient> patients, store::findPatients(read, query));
            if (patients.empty()) {
                return Selection{};
            }
            CICATRIX_ASSIGN(const std::vector<store::Wound> wounds, store::wounds(read, patients.front().id));
            const std::optional<store::Wound> leading = clinic::leadingWound(wounds);
            return leading ? Selection{patients.front().id, leading->id, {}} : Selection{};
        },
        [this](Result<Selection> newest) {
            if (newest && newest->wound.valid()) {
                select(*newest);
            }
        });
}

Result<infer::Engine*> Desk::engine(Room& room, const Places& places)
{
    if (!room.engine) {
        CICATRIX_ASSIGN(const std::filesystem::path package,
                        clinic::findModel({room.store->modelsFolder(), places.resources / "models"}, {}));
        CICATRIX_ASSIGN(room.engine, infer::Engine::open(package, {}));
    }
    return &*room.engine;
}

}  // namespace cicatrix::ui
