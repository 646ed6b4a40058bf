// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/patients/patients_screen.h"

#include "ui/bridge/error_text.h"
#include "ui/bridge/locale_text.h"
#include "ui/models/patient_list_model.h"
#include "ui/models/patient_presenter.h"
#include "ui/models/site_text.h"
#include "ui/screens/patients/patient_form.h"
#include "ui/screens/patients/patient_panel.h"
#include "ui/screens/patients/patient_table.h"
#include "ui/widgets/body_map.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QDate>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cicatrix::ui {

namespace {

Date today() { return fromQDate(QDate::currentDate()); }

BodySvg readBody()
{
    const auto read = [](const char* name) {
        QFile file(QString(":/cicatrix/body/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    return {read("front.svg"), read("back.svg"), read("foot_sole.svg"), read("foot_dorsum.svg")};
}

}  // namespace

PatientsScreen::PatientsScreen(const ScreenContext& context, QWidget* parent)
    : ScreenFrame(parent), m_context(context), m_list(new PatientListModel(context.desk, this)),
      m_patient(new PatientPresenter(context.desk, this)), m_search(new QLineEdit), m_count(new QLabel(m_search)),
      m_attention(new QPushButton(tr("Needs attention"))), m_new(new QPushButton(tr("New patient"))),
      m_table(new PatientTable(*m_list)), m_empty(new QLabel), m_notice(new Notice), m_panel(new PatientPanel),
      m_patientForm(new PatientForm), m_woundForm(new WoundForm), m_open(new QPushButton)
{
    buildMiddle();
    buildInspector();
    wire();
    m_panel->bodyMap().setBody(readBody());
    clinicOpened();
}

void PatientsScreen::buildMiddle()
{
    m_search->setPlaceholderText(tr("Name or hospital number"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumHeight(34);
    m_search->setAccessibleName(tr("Search patients"));
    setRole(*m_count, role::kMuted);
    auto* inside = new QHBoxLayout(m_search);
    inside->setContentsMargins(0, 0, 34, 0);
    inside->addStretch();
    inside->addWidget(m_count);
    m_attention->setCheckable(true);
    setRole(*m_new, role::kPrimary);
    auto* top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(m_search, 1);
    top->addWidget(m_attention);
    top->addWidget(m_new);
    m_empty->setAlignment(Qt::AlignCenter);
    setRole(*m_empty, role::kMuted);
    m_empty->hide();
    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(top);
    layout->addWidget(m_notice);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);
    setMiddle(middle);
}

void PatientsScreen::buildInspector()
{
    for (QWidget* widget :
         {static_cast<QWidget*>(m_panel), static_cast<QWidget*>(m_patientForm), static_cast<QWidget*>(m_woundForm)}) {
        inspector()->addWidget(widget);
    }
    setRole(*m_open, role::kPrimary);
    inspector()->addWidget(m_open);
    showInInspector(nullptr);
}

void PatientsScreen::wire()
{
    Desk& desk = m_context.desk;
    connect(&desk, &Desk::opened, this, &PatientsScreen::clinicOpened);
    connect(&desk, &Desk::changed, m_list, &PatientListModel::refresh);
    connect(&desk, &Desk::changed, m_patient, &PatientPresenter::refresh);
    connect(m_search, &QLineEdit::textChanged, m_list, &PatientListModel::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_list->rowCount() > 0) {
            m_table->selectRow(std::max(0, m_table->currentRow()));
            m_table->setFocus();
        }
    });
    connect(m_attention, &QPushButton::toggled, m_list, &PatientListModel::setNeedsAttention);
    connect(m_new, &QPushButton::clicked, this, [this] {
        showInInspector(m_patientForm);
        m_patientForm->begin();
    });
    connect(m_list, &PatientListModel::answered, this, &PatientsScreen::listAnswered);
    for (auto failed : {&PatientListModel::failed}) {
        connect(m_list, failed, this, &PatientsScreen::sayError);
    }
    connect(m_table, &PatientTable::rowChosen, this, [this](int row) { m_patient->show(m_list->overview(row).patient.id); });
    connect(m_table, &PatientTable::rowOpened, this, [this](int row) {
        const clinic::PatientOverview& overview = m_list->overview(row);
        if (overview.leading) {
            openWound(overview.patient.id, overview.leading->id);
        }
    });
    connect(m_patient, &PatientPresenter::changed, this, &PatientsScreen::patientChanged);
    connect(m_patient, &PatientPresenter::failed, this, [this](const Error& error) {
        if (m_patientForm->isVisible()) {
            m_patientForm->refuse(error);
        } else if (m_woundForm->isVisible()) {
            m_woundForm->refuse(error);
        } else {
            sayError(error);
        }
    });
    connect(m_patientForm, &PatientForm::entered, m_patient, &PatientPresenter::addPatient);
    connect(m_patientForm, &PatientForm::abandoned, this, [this] { patientChanged(); });
    connect(m_patient, &PatientPresenter::patientAdded, this, [this](PatientId id) {
        m_patient->show(id);
        showInInspector(m_panel);
    });
    connect(m_panel, &PatientPanel::addWoundRequested, this, [this] {
        showInInspector(m_woundForm);
        m_woundForm->begin();
    });
    connect(m_panel, &PatientPanel::woundChosen, this, &PatientsScreen::woundChosen);
    connect(m_panel, &PatientPanel::woundOpened, this, [this](WoundId wound) { openWound(m_patient->patient()->id, wound); });
    connect(m_woundForm, &WoundForm::entered, m_patient, &PatientPresenter::addWound);
    connect(m_woundForm, &WoundForm::abandoned, this, [this] { patientChanged(); });
    connect(m_patient, &PatientPresenter::woundAdded, this, [this](WoundId wound) {
        showInInspector(m_panel);
        m_panel->choose(wound);
    });
    connect(m_open, &QPushButton::clicked, this, [this] { openWound(m_patient->patient()->id, m_panel->chosen()); });
}

void PatientsScreen::clinicOpened()
{
    const Desk& desk = m_context.desk;
    setTitle(tr("Patients"), QString::fromStdString(desk.folder().filename().string()));
    m_new->setVisible(desk.writable());
    m_panel->setMayAdd(desk.writable());
    m_woundForm->setSites(desk.sites());
    if (desk.isOpen()) {
        m_list->search(m_search->text());
    }
    m_search->setFocus();
}

void PatientsScreen::listAnswered()
{
    const int shown = m_list->rowCount();
    const QString all = QLocale().toString(m_list->registered());
    m_count->setText(m_list->complete() ? tr("%1 of %2").arg(QLocale().toString(shown), all)
                                        : tr("%1+ of %2").arg(QLocale().toString(shown), all));
    m_table->setVisible(shown > 0);
    m_empty->setVisible(shown == 0);
    m_empty->setText(m_list->registered() == 0 ? tr("No patient is registered yet.\nRegister the first with “New patient”.")
                     : m_attention->isChecked() ? tr("No wound of these patients needs attention.")
                                                : tr("No patient matches “%1”.").arg(m_search->text()));
    const PatientId chosen = m_patient->patient() ? m_patient->patient()->id : PatientId{};
    for (int row = 0; row < shown; ++row) {
        if (m_list->overview(row).patient.id == chosen) {
            m_table->selectRowQuietly(row);
            return;
        }
    }
    if (shown > 0 && !m_patientForm->isVisible() && !m_woundForm->isVisible()) {
        m_table->selectRow(0);
    }
}

void PatientsScreen::patientChanged()
{
    if (!m_patient->patient()) {
        showInInspector(nullptr);
        return;
    }
    if (!m_patientForm->isVisible() && !m_woundForm->isVisible()) {
        showInInspector(m_panel);
    } else if (sender() != m_patient) {
        showInInspector(m_panel);
    }
    m_panel->show(*m_patient->patient(), m_patient->wounds(), m_context.desk.sites(), today());
}

void PatientsScreen::woundChosen(WoundId wound)
{
    m_open->setVisible(wound.valid() && m_panel->isVisibleTo(this));
    for (const store::Wound& each : m_patient->wounds()) {
        if (each.id == wound) {
            m_open->setText(tr("Open %1").arg(siteText(m_context.desk.sites(), each.data.site)));
        }
    }
}

void PatientsScreen::openWound(PatientId patient, WoundId wound)
{
    m_context.desk.select({patient, wound, {}});
    m_context.go("review");
}

void PatientsScreen::showInInspector(QWidget* shown)
{
    m_panel->setVisible(shown == m_panel);
    m_patientForm->setVisible(shown == m_patientForm);
    m_woundForm->setVisible(shown == m_woundForm);
    m_open->setVisible(shown == m_panel && m_panel->chosen().valid());
}

void PatientsScreen::sayError(const Error& error)
{
    const ErrorText text = errorText(error);
    m_notice->say(text.sentence, text.wayOut, text.details);
}

namespace screen::patients {

ScreenInfo info()
{
    return {"patients", PatientsScreen::tr("Patients"), "patients", false,
            [](const ScreenContext& context) -> QWidget* { return new PatientsScreen(context); }};
}

}  // namespace screen::patients

}  // namespace cicatrix::ui
