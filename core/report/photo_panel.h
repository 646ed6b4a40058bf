// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report_data.h"
#include "core/report/sheet.h"

#include <vector>

namespace cicatrix::report {

enum class PhotoLayer { Outline, Tissue };

/// What all panels of one row share, so that the eye may compare them.
struct PhotoRow {
    double windowMm = 0;  ///< how much of the patient a panel's shorter side shows; 0 where no photo is calibrated
    PhotoLayer layer = PhotoLayer::Outline;
};

/// The window that shows the largest of these wounds with a margin.
[[nodiscard]] PhotoRow commonWindow(const std::vector<const ReportVisit*>& visits);

/// One photo in `box`: centred on its wound, at the row's scale, turned so that the head is up where that is known; with
/// the outline or the tissue colours, and a millimetre bar. Uncalibrated photos are shown whole and say so.
void drawPhotoPanel(Sheet& sheet, const QRectF& box, const ReportVisit& visit, const PhotoRow& row);

/// "printed markers", "ruler", …, with the scale in mm per pixel.
[[nodiscard]] QString calibrationText(const Words& words, const Calibration& calibration);

}  // namespace cicatrix::report
