// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/history.h"
#include "core/clinic/sites.h"
#include "core/report/report_data.h"

#include <string>
#include <vector>

namespace cicatrix::clinic {

/// What a report needs besides the wound's history.
struct ReportRequest {
    HistoryRequest history;
    std::vector<Site> sites;
    std::string clinic;  ///< name printed in the header
    std::string author;
    std::string pseudonym;  ///< not empty: printed instead of everything that names the patient
    Timestamp now{};
    std::vector<report::SoftwareVersion> software;
};
/// Everything the report says, photos decoded from the vault (first, previous, current). A photo that is missing or
/// altered is an Error: a report never shows another picture or none without saying so.
[[nodiscard]] Result<report::ReportData> reportData(const store::Store& store, const ReportRequest& request);

}  // namespace cicatrix::clinic
