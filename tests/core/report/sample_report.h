// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report_data.h"

namespace cicatrix::report {

struct SampleSize {
    int visits = 6;
    int photos = 6;  ///< on the last so many visits
    int width = 800, height = 600;
};

/// A made-up wound that shrinks by 9 % of its area a week: every field filled, one event, the newest visit proposed.
/// All figures follow from the drawn ellipse, so that tests can say what must be printed.
[[nodiscard]] ReportData sampleReport(const SampleSize& size = {});

/// The same wound with everything optional left empty and no calibration.
[[nodiscard]] ReportData bareReport();

}  // namespace cicatrix::report
