// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/overview.h"

#include <QObject>
#include <QPointer>

#include <optional>
#include <vector>

namespace cicatrix::ui {

class Desk;
class Task;

/// One patient with all wounds, and the acts that make new ones.
class PatientPresenter : public QObject {
    Q_OBJECT

public:
    explicit PatientPresenter(Desk& desk, QObject* parent = nullptr);

    /// Reads the patient; `changed` follows. An invalid id clears.
    void show(PatientId patient);
    void refresh();
    [[nodiscard]] const std::optional<store::Patient>& patient() const { return m_patient; }
    [[nodiscard]] const std::vector<store::Wound>& wounds() const { return m_wounds; }

    /// Registers a patient; `patientAdded` or `failed` follows.
    void addPatient(const store::PatientData& data);
    /// Adds a wound to the shown patient; `woundAdded` or `failed` follows.
    void addWound(const store::WoundData& data);

Q_SIGNALS:
    void changed();
    void patientAdded(cicatrix::PatientId patient);
    void woundAdded(cicatrix::WoundId wound);
    void failed(const cicatrix::Error& error);

private:
    Desk& m_desk;
    QPointer<Task> m_task;
    PatientId m_id;
    std::optional<store::Patient> m_patient;
    std::vector<store::Wound> m_wounds;
};

}  // namespace cicatrix::ui
