// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/patients.h"
#include "core/store/wounds.h"
#include "core/timeline/series.h"

#include <optional>
#include <vector>

namespace cicatrix::clinic {

/// One line of the list of patients: who, and how the leading wound does.
struct PatientOverview {
    store::Patient patient;
    std::optional<store::Wound> leading;  ///< the open wound seen last, else the wound closed last; empty without wounds
    timeline::Series series;              ///< of `leading`
    timeline::HealingMetrics healing;     ///< of `leading`
};

/// The wound that a list shows: open before closed, then the one seen last, then the higher number.
[[nodiscard]] std::optional<store::Wound> leadingWound(const std::vector<store::Wound>& wounds);

[[nodiscard]] Result<PatientOverview> patientOverview(const store::ReadTransaction& read, const store::Patient& patient,
                                                      Date today);
/// A page of the list.
[[nodiscard]] Result<std::vector<PatientOverview>> patientOverviews(const store::ReadTransaction& read,
                                                                    const store::PatientQuery& query, Date today);

}  // namespace cicatrix::clinic
