// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/patients.h"
#include "core/store/wounds.h"
#include "ui/widgets/card.h"

#include <vector>

class QComboBox;
class QLineEdit;

namespace cicatrix::clinic {
struct Site;
}

namespace cicatrix::ui {

/// A new patient, typed inline: no dialog to lose.
class PatientForm : public Card {
    Q_OBJECT

public:
    explicit PatientForm(QWidget* parent = nullptr);
    void begin();
    /// What is wrong with what was typed stands in the form; what was typed stays.
    void refuse(const Error& error);

Q_SIGNALS:
    void entered(const cicatrix::store::PatientData& data);
    void abandoned();

private:
    void submit();

    QLineEdit* m_number;
    QLineEdit* m_family;
    QLineEdit* m_given;
    QLineEdit* m_birth;
    QComboBox* m_sex;
    Notice* m_notice;
};

/// A new wound: coded site, cause, onset.
class WoundForm : public Card {
    Q_OBJECT

public:
    explicit WoundForm(QWidget* parent = nullptr);
    void setSites(const std::vector<clinic::Site>& sites);
    void begin(const QString& siteId = {});
    void refuse(const Error& error);

Q_SIGNALS:
    void entered(const cicatrix::store::WoundData& data);
    void abandoned();

private:
    void submit();

    QComboBox* m_site;
    QComboBox* m_cause;
    QLineEdit* m_onset;
    Notice* m_notice;
};

}  // namespace cicatrix::ui
