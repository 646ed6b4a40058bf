// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/invocation.h"
#include "core/base/date.h"
#include "core/clinic/reporting.h"
#include "core/report/report.h"
#include "core/store/patients.h"
#include "core/store/users.h"
#include "core/store/wounds.h"

namespace cicatrix::cli {

/// An opened clinic and the person who acts in it.
struct ClinicSession {
    store::Store store;
    store::Actor actor;
};

enum class Access {
    Look,    ///< never writes; a clinic another program writes can be looked at
    Change,  ///< needs the clinic's lock
    Begin,   ///< as Change, and makes the clinic where there is none yet
};
/// Opens --clinic for --user (else the system's user name). A clinic that is not there is an Error of status 4.
[[nodiscard]] Result<ClinicSession> openClinic(const Invocation& invocation, Access access);

/// The patient of --patient (hospital number), and the wound of --wound (number within the patient).
[[nodiscard]] Result<store::Patient> chosenPatient(const store::ReadTransaction& read, const Invocation& invocation);
[[nodiscard]] Result<store::Wound> chosenWound(const store::ReadTransaction& read, const Invocation& invocation);
[[nodiscard]] Result<VisitId> chosenVisit(const Invocation& invocation);
[[nodiscard]] Result<std::optional<Date>> dateOption(const Invocation& invocation, const std::string& option);

/// Sites, today, --from, --to, author, versions: what timeline, report and export share.
[[nodiscard]] Result<clinic::ReportRequest> reportRequest(const Invocation& invocation, const ClinicSession& session);
[[nodiscard]] Result<report::ReportOptions> reportOptions(const Invocation& invocation);

[[nodiscard]] Date today();

}  // namespace cicatrix::cli
