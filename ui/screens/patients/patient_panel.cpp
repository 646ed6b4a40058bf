// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/patients/patient_panel.h"

#include "ui/bridge/locale_text.h"
#include "ui/models/figures_text.h"
#include "ui/models/site_text.h"
#include "ui/widgets/body_map.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cicatrix::ui {

namespace {

QString sexText(const std::string& sex)
{
    return sex == "female" ? PatientPanel::tr("f") : sex == "male" ? PatientPanel::tr("m") : QString();
}

QString nameOf(const store::PatientData& person)
{
    return QString::fromStdString(person.given.empty() ? person.family : person.family + ", " + person.given);
}

/// "venous leg ulcer · since Aug 2026 · 6 visits".
QString aboutWound(const store::Wound& wound, Date today)
{
    QStringList parts;
    if (!wound.data.aetiology.empty()) {
        parts << aetiologyText(wound.data.aetiology);
    }
    if (wound.data.onset) {
        parts << PatientPanel::tr("since %1").arg(shortDateText(*wound.data.onset, today));
    }
    parts << (wound.visits == 1 ? PatientPanel::tr("1 visit") : PatientPanel::tr("%1 visits").arg(wound.visits));
    return parts.join(" · ");
}

QString lastArea(const store::Wound& wound)
{
    if (wound.data.closed) {
        return PatientPanel::tr("closed");
    }
    return wound.lastAreaCm2 ? areaText(*wound.lastAreaCm2) : QString();
}

}  // namespace

PatientPanel::PatientPanel(QWidget* parent)
    : QWidget(parent), m_person(new Card({})), m_woundCard(new Card(tr("Wounds"))), m_body(new BodyMap), m_list(new QVBoxLayout)
{
    m_number = m_person->addRow(tr("Number"));
    m_born = m_person->addRow(tr("Born"));
    m_add = m_woundCard->addLink(tr("Add…"));
    m_woundCard->body()->addWidget(m_body);
    m_list->setSpacing(2);
    m_woundCard->body()->addLayout(m_list);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(size::kCardGap);
    layout->addWidget(m_person);
    layout->addWidget(m_woundCard);
    connect(m_add, &QPushButton::clicked, this, &PatientPanel::addWoundRequested);
    connect(m_body, &BodyMap::dotActivated, this, [this](std::int64_t id) { Q_EMIT woundOpened(WoundId{id}); });
}

void PatientPanel::setMayAdd(bool may) { m_add->setVisible(may); }

void PatientPanel::show(const store::Patient& patient, const std::vector<store::Wound>& wounds,
                        const std::vector<clinic::Site>& sites, Date today)
{
    QStringList who{nameOf(patient.data)};
    if (patient.data.birth) {
        const auto born = toQDate(*patient.data.birth);
        const auto now = toQDate(today);
        who << QString::number(now.year() - born.year() - (now.toString("MMdd") < born.toString("MMdd") ? 1 : 0));
    }
    if (const QString sex = sexText(patient.data.sex); !sex.isEmpty()) {
        who << sex;
    }
    m_person->setCaption(who.join(" · "));
    m_number->setText(QString::fromStdString(patient.data.number));
    m_born->setText(patient.data.birth ? dateText(*patient.data.birth) : tr("not known"));
    m_wounds = wounds;
    const bool kept = std::any_of(wounds.begin(), wounds.end(), [&](const store::Wound& w) { return w.id == m_chosen; });
    if (!kept) {
        const auto open = std::find_if(wounds.begin(), wounds.end(), [](const store::Wound& w) { return !w.data.closed; });
        m_chosen = open != wounds.end() ? open->id : wounds.empty() ? WoundId{} : wounds.back().id;
    }
    showWounds(sites, today);
    Q_EMIT woundChosen(m_chosen);
}

void PatientPanel::showWounds(const std::vector<clinic::Site>& sites, Date today)
{
    qDeleteAll(m_lines);
    m_lines.clear();
    for (const store::Wound& wound : m_wounds) {
        auto* line = new QPushButton;
        line->setObjectName("woundLine");
        line->setCheckable(true);
        auto* rows = new QVBoxLayout(line);
        rows->setContentsMargins(6, 4, 6, 4);
        rows->setSpacing(1);
        auto* top = new QHBoxLayout;
        auto* name = new QLabel(QString::number(wound.number) + "  " + siteText(sites, wound.data.site));
        setRole(*name, role::kStrong);
        top->addWidget(name, 1);
        top->addWidget(new QLabel(lastArea(wound)));
        auto* about = new QLabel(aboutWound(wound, today));
        setRole(*about, role::kMuted);
        rows->addLayout(top);
        rows->addWidget(about);
        line->setFixedHeight(48);
        line->setAccessibleName(name->text() + ", " + about->text() + ", " + lastArea(wound));
        connect(line, &QPushButton::clicked, this, [this, id = wound.id] { choose(id); });
        m_list->addWidget(line);
        m_lines.push_back(line);
    }
    std::vector<BodyDot> dots;
    for (const store::Wound& wound : m_wounds) {
        const auto site =
            std::find_if(sites.begin(), sites.end(), [&](const clinic::Site& s) { return s.id == wound.data.site; });
        if (site != sites.end() && site->place) {
            dots.push_back({wound.id.value, *site->place, siteText(sites, site->id), !wound.data.closed, wound.id == m_chosen});
        }
    }
    m_body->setDots(std::move(dots));
    refreshChoice();
}

void PatientPanel::refreshChoice()
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i]->setChecked(m_wounds[i].id == m_chosen);
    }
}

void PatientPanel::choose(WoundId wound)
{
    m_chosen = wound;
    refreshChoice();
    Q_EMIT woundChosen(wound);
}

}  // namespace cicatrix::ui
