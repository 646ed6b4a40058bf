// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/clinic_session.h"

namespace cicatrix::cli {

/// `visit edit`: fields, scores, events and date in one transaction; then a corrected mask, if one is given.
[[nodiscard]] Result<void> editVisit(const Invocation& invocation, const ClinicSession& session, VisitId visit);

}  // namespace cicatrix::cli
