// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/sites.h"
#include "core/store/patients.h"
#include "core/store/wounds.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace cicatrix::ui {

class BodyMap;
class Card;

/// The chosen patient: who, where the wounds are, and one line a wound. One wound is always the chosen one.
class PatientPanel : public QWidget {
    Q_OBJECT

public:
    explicit PatientPanel(QWidget* parent = nullptr);

    void show(const store::Patient& patient, const std::vector<store::Wound>& wounds, const std::vector<clinic::Site>& sites,
              Date today);
    void setMayAdd(bool may);
    /// The wound that "Open" opens.
    [[nodiscard]] WoundId chosen() const { return m_chosen; }
    void choose(WoundId wound);
    [[nodiscard]] BodyMap& bodyMap() const { return *m_body; }

Q_SIGNALS:
    void addWoundRequested();
    void woundChosen(cicatrix::WoundId wound);
    void woundOpened(cicatrix::WoundId wound);

private:
    void showWounds(const std::vector<clinic::Site>& sites, Date today);
    void refreshChoice();

    Card* m_person;
    QLabel* m_number;
    QLabel* m_born;
    Card* m_woundCard;
    QPushButton* m_add;
    BodyMap* m_body;
    QVBoxLayout* m_list;
    std::vector<store::Wound> m_wounds;
    std::vector<QPushButton*> m_lines;
    WoundId m_chosen;
};

}  // namespace cicatrix::ui
