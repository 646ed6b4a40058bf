// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/screens/screen.h"
#include "ui/widgets/screen_frame.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace cicatrix::ui {

class Notice;
class PatientForm;
class PatientListModel;
class PatientPanel;
class PatientPresenter;
class PatientTable;
class WoundForm;

/// The register: search as you type, the chosen patient with the body map at the right, new patients and wounds inline.
class PatientsScreen : public ScreenFrame {
    Q_OBJECT

public:
    explicit PatientsScreen(const ScreenContext& context, QWidget* parent = nullptr);

private:
    void buildMiddle();
    void buildInspector();
    void wire();
    void clinicOpened();
    void listAnswered();
    void patientChanged();
    void woundChosen(WoundId wound);
    void openWound(PatientId patient, WoundId wound);
    /// One of panel, patient form and wound form; null: nothing.
    void showInInspector(QWidget* shown);
    void sayError(const Error& error);

    ScreenContext m_context;
    PatientListModel* m_list;
    PatientPresenter* m_patient;
    QLineEdit* m_search;
    QLabel* m_count;
    QPushButton* m_attention;
    QPushButton* m_new;
    PatientTable* m_table;
    QLabel* m_empty;
    Notice* m_notice;
    PatientPanel* m_panel;
    PatientForm* m_patientForm;
    WoundForm* m_woundForm;
    QPushButton* m_open;
};

}  // namespace cicatrix::ui
