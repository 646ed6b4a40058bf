// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/patients/patient_form.h"

#include "core/clinic/sites.h"
#include "ui/bridge/error_text.h"
#include "ui/bridge/locale_text.h"
#include "ui/models/site_text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace cicatrix::ui {

namespace {

/// A caption above its field.
template <typename Field>
Field* addField(Card& card, const QString& name, Field* field)
{
    auto* caption = new QLabel(name);
    setRole(*caption, role::kCaption);
    caption->setBuddy(field);
    field->setAccessibleName(name);
    card.body()->addWidget(caption);
    card.body()->addWidget(field);
    return field;
}

struct Buttons {
    QPushButton* save;
    QPushButton* cancel;
};

Buttons addButtons(Card& card, const QString& save)
{
    Buttons buttons{new QPushButton(save), new QPushButton(Card::tr("Cancel"))};
    setRole(*buttons.save, role::kPrimary);
    auto* row = new QHBoxLayout;
    row->addWidget(buttons.cancel);
    row->addWidget(buttons.save, 1);
    card.body()->addLayout(row);
    return buttons;
}

QString datePattern() { return QLocale().dateFormat(QLocale::ShortFormat).replace("yyyy", "yy").replace("yy", "yyyy"); }

/// A typed day as the locale or as ISO writes it; an empty text is no day; nothing else is accepted.
bool readDay(const QString& text, std::optional<Date>& day)
{
    day.reset();
    if (text.trimmed().isEmpty()) {
        return true;
    }
    for (const QString& pattern : {QString("yyyy-MM-dd"), datePattern()}) {
        const QDate read = QLocale().toDate(text.trimmed(), pattern);
        if (read.isValid()) {
            day = fromQDate(read);
            return true;
        }
    }
    return false;
}

QLineEdit* dayField()
{
    auto* field = new QLineEdit;
    field->setPlaceholderText(datePattern());
    return field;
}

void sayError(Notice& notice, const Error& error)
{
    const ErrorText text = errorText(error);
    notice.say(text.sentence, error.kind == ErrorKind::BadInput ? QString() : text.wayOut, text.details);
}

}  // namespace

PatientForm::PatientForm(QWidget* parent)
    : Card(tr("New patient"), parent), m_number(addField(*this, tr("Hospital number"), new QLineEdit)),
      m_family(addField(*this, tr("Family name"), new QLineEdit)), m_given(addField(*this, tr("Given name"), new QLineEdit)),
      m_birth(addField(*this, tr("Born"), dayField())), m_sex(addField(*this, tr("Sex"), new QComboBox)), m_notice(new Notice)
{
    m_sex->addItem(tr("not stated"), "");
    m_sex->addItem(tr("female"), "female");
    m_sex->addItem(tr("male"), "male");
    m_sex->addItem(tr("other"), "other");
    body()->addWidget(m_notice);
    const Buttons buttons = addButtons(*this, tr("Register"));
    connect(buttons.save, &QPushButton::clicked, this, &PatientForm::submit);
    connect(buttons.cancel, &QPushButton::clicked, this, &PatientForm::abandoned);
    for (QLineEdit* field : {m_number, m_family, m_given, m_birth}) {
        connect(field, &QLineEdit::returnPressed, this, &PatientForm::submit);
    }
}

void PatientForm::begin()
{
    for (QLineEdit* field : {m_number, m_family, m_given, m_birth}) {
        field->clear();
    }
    m_sex->setCurrentIndex(0);
    m_notice->say({});
    m_number->setFocus();
}

void PatientForm::refuse(const Error& error) { sayError(*m_notice, error); }

void PatientForm::submit()
{
    store::PatientData person;
    person.number = m_number->text().trimmed().toStdString();
    person.family = m_family->text().trimmed().toStdString();
    person.given = m_given->text().trimmed().toStdString();
    person.sex = m_sex->currentData().toString().toStdString();
    if (person.number.empty()) {
        m_notice->say(tr("A hospital number is needed."), tr("It tells two patients of the same name apart."));
        m_number->setFocus();
        return;
    }
    if (!readDay(m_birth->text(), person.birth)) {
        m_notice->say(tr("The date of birth cannot be read."), tr("Write it as %1.").arg(datePattern()));
        m_birth->setFocus();
        return;
    }
    m_notice->say({});
    Q_EMIT entered(person);
}

WoundForm::WoundForm(QWidget* parent)
    : Card(tr("New wound"), parent), m_site(addField(*this, tr("Site"), new QComboBox)),
      m_cause(addField(*this, tr("Cause"), new QComboBox)), m_onset(addField(*this, tr("Since"), dayField())),
      m_notice(new Notice)
{
    m_site->setEditable(true);
    m_site->setInsertPolicy(QComboBox::NoInsert);
    m_site->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_site->completer()->setFilterMode(Qt::MatchContains);
    m_cause->addItem(tr("not known"), "");
    for (const clinic::Aetiology& cause : clinic::aetiologies()) {
        m_cause->addItem(aetiologyText(cause.key), QString::fromStdString(cause.key));
    }
    body()->addWidget(m_notice);
    const Buttons buttons = addButtons(*this, tr("Add wound"));
    connect(buttons.save, &QPushButton::clicked, this, &WoundForm::submit);
    connect(buttons.cancel, &QPushButton::clicked, this, &WoundForm::abandoned);
    connect(m_onset, &QLineEdit::returnPressed, this, &WoundForm::submit);
}

void WoundForm::setSites(const std::vector<clinic::Site>& sites)
{
    m_site->clear();
    for (const clinic::Site& site : sites) {
        m_site->addItem(siteText(sites, site.id),
                        QStringList{QString::fromStdString(site.id), QString::fromStdString(site.side)});
    }
}

void WoundForm::begin(const QString& siteId)
{
    m_site->setCurrentIndex(-1);
    m_site->clearEditText();
    for (int i = 0; i < m_site->count(); ++i) {
        if (m_site->itemData(i).toStringList().value(0) == siteId) {
            m_site->setCurrentIndex(i);
        }
    }
    m_cause->setCurrentIndex(0);
    m_onset->clear();
    m_notice->say({});
    m_site->setFocus();
}

void WoundForm::refuse(const Error& error) { sayError(*m_notice, error); }

void WoundForm::submit()
{
    const int index = m_site->findText(m_site->currentText(), Qt::MatchFixedString);
    if (index < 0) {
        m_notice->say(tr("Choose a site from the list."), tr("Type a part of its name, such as “heel”."));
        m_site->setFocus();
        return;
    }
    store::WoundData wound;
    const QStringList site = m_site->itemData(index).toStringList();
    wound.site = site.value(0).toStdString();
    wound.side = site.value(1).toStdString();
    wound.aetiology = m_cause->currentData().toString().toStdString();
    if (!readDay(m_onset->text(), wound.onset)) {
        m_notice->say(tr("The day cannot be read."), tr("Write it as %1.").arg(datePattern()));
        m_onset->setFocus();
        return;
    }
    m_notice->say({});
    Q_EMIT entered(wound);
}

}  // namespace cicatrix::ui
