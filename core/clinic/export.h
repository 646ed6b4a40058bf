// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/clinic/reporting.h"
#include "core/report/report.h"

namespace cicatrix::clinic {

struct ExportRequest {
    PatientId patient;
    std::filesystem::path folder;  ///< absent or empty
    bool pseudonymise = false;
    ReportRequest report;  ///< clinic, author, sites, now, software; wound and pseudonym are filled in
    report::ReportOptions reportOptions;
};

struct ExportSummary {
    int wounds = 0;
    int visits = 0;
    int files = 0;
    std::string pseudonym;  ///< empty when names are exported
};

/// Writes a patient's photos, masks, figures (CSV, JSON) and a report for each wound, and records the export in the audit
/// log. Pseudonymised: no name, number, birth date, free text or EXIF; photos as plain PNG; all dates shifted alike.
/// Needs Treat and a QGuiApplication.
[[nodiscard]] Result<ExportSummary> exportPatient(const store::Store& store, const store::Actor& actor,
                                                  const ExportRequest& request, Progress& progress);

}  // namespace cicatrix::clinic
