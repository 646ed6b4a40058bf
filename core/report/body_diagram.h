// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/body_place.h"
#include "core/report/sheet.h"

namespace cicatrix::report {

/// A schematic body, front or back, with a dot at the place, and for the foot a larger sole or back of the foot beside it.
/// The caption below names the view and where the patient's right is.
void drawBodyDiagram(Sheet& sheet, const QRectF& box, const BodyPlace& place);

}  // namespace cicatrix::report
