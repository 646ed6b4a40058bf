// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/patients.h"
#include "core/store/statement.h"

#include <string>

namespace cicatrix::store {

/// "SELECT … FROM patient", in the order that `patientRow` reads.
inline const std::string kSelectPatient =
    "SELECT id, number, family, given, birth, sex, erased_at, open_wounds, last_visit, last_area_cm2 FROM patient";
[[nodiscard]] Patient patientRow(const Statement& row);

}  // namespace cicatrix::store
