// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/patient_presenter.h"

#include "ui/models/desk.h"

namespace cicatrix::ui {

namespace {

struct PatientPage {
    store::Patient patient;
    std::vector<store::Wound> wounds;
};

Result<PatientPage> readPatient(const store::Store& store, PatientId id)
{
    CICATRIX_ASSIGN(const store::ReadTransaction read, store.read());
    PatientPage page;
    CICATRIX_ASSIGN(page.patient, store::patient(read, id));
    CICATRIX_ASSIGN(page.wounds, store::wounds(read, id));
    return page;
}

}  // namespace

PatientPresenter::PatientPresenter(Desk& desk, QObject* parent) : QObject(parent), m_desk(desk) {}

void PatientPresenter::show(PatientId patient)
{
    m_id = patient;
    if (!patient.valid()) {
        if (m_task) {
            m_task->cancel();
        }
        m_patient.reset();
        m_wounds.clear();
        Q_EMIT changed();
        return;
    }
    refresh();
}

void PatientPresenter::refresh()
{
    if (!m_id.valid()) {
        return;
    }
    if (m_task) {
        m_task->cancel();
    }
    m_task = m_desk.run(
        jobs::Lane::Database, this, [id = m_id](Room& room, Progress&) { return readPatient(*room.store, id); },
        [this](Result<PatientPage> page) {
            if (!page) {
                Q_EMIT failed(page.error());
                return;
            }
            m_patient = std::move(page->patient);
            m_wounds = std::move(page->wounds);
            Q_EMIT changed();
        });
}

void PatientPresenter::addPatient(const store::PatientData& data)
{
    m_desk.run(
        jobs::Lane::Database, this,
        [data, actor = m_desk.actor()](Room& room, Progress&) -> Result<PatientId> {
            CICATRIX_ASSIGN(store::WriteTransaction write, room.store->write(actor));
            CICATRIX_ASSIGN(const PatientId id, store::addPatient(write, data));
            CICATRIX_TRY(write.commit());
            return id;
        },
        [this](Result<PatientId> id) {
            if (!id) {
                Q_EMIT failed(id.error());
                return;
            }
            Q_EMIT patientAdded(*id);
            m_desk.tellChanged();
        });
}

void PatientPresenter::addWound(const store::WoundData& data)
{
    m_desk.run(
        jobs::Lane::Database, this,
        [data, patient = m_id, actor = m_desk.actor()](Room& room, Progress&) -> Result<WoundId> {
            CICATRIX_ASSIGN(store::WriteTransaction write, room.store->write(actor));
            CICATRIX_ASSIGN(const WoundId id, store::addWound(write, patient, data));
            CICATRIX_TRY(write.commit());
            return id;
        },
        [this](Result<WoundId> id) {
            if (!id) {
                Q_EMIT failed(id.error());
                return;
            }
            Q_EMIT woundAdded(*id);
            m_desk.tellChanged();
        });
}

}  // namespace cicatrix::ui
