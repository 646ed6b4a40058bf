// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/overview.h"

#include "core/clinic/history.h"

#include <algorithm>
#include <tuple>

namespace cicatrix::clinic {

std::optional<store::Wound> leadingWound(const std::vector<store::Wound>& wounds)
{
    const auto rank = [](const store::Wound& wound) {
        return std::tuple(!wound.data.closed.has_value(), wound.lastVisit.value_or(Date::min()), wound.number);
    };
    const auto found = std::max_element(wounds.begin(), wounds.end(),
                                        [&](const store::Wound& a, const store::Wound& b) { return rank(a) < rank(b); });
    return found == wounds.end() ? std::nullopt : std::optional(*found);
}

Result<PatientOverview> patientOverview(const store::ReadTransaction& read, const store::Patient& patient, Date today)
{
    PatientOverview overview{patient, {}, {}, {}};
    CICATRIX_ASSIGN(const std::vector<store::Wound> wounds, store::wounds(read, patient.id));
    overview.leading = leadingWound(wounds);
    if (overview.leading) {
        CICATRIX_ASSIGN(overview.series, quickSeries(read, *overview.leading));
        overview.healing = timeline::healingMetrics(overview.series, today);
    }
    return overview;
}

Result<std::vector<PatientOverview>> patientOverviews(const store::ReadTransaction& read, const store::PatientQuery& query,
                                                      Date today)
{
    CICATRIX_ASSIGN(const std::vector<store::Patient> patients, store::findPatients(read, query));
    std::vector<PatientOverview> overviews;
    overviews.reserve(patients.size());
    for (const store::Patient& patient : patients) {
        CICATRIX_ASSIGN(PatientOverview overview, patientOverview(read, patient, today));
        overviews.push_back(std::move(overview));
    }
    return overviews;
}

}  // namespace cicatrix::clinic
