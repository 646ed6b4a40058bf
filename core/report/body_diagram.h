// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/sheet.h"

#include <string>

namespace cicatrix::report {

/// Whether the site of resources/sites.json has a place on the diagram.
[[nodiscard]] bool hasDiagram(const std::string& site);

/// A schematic body, front or back, with a dot at the site, and for the foot a larger sole or back of the foot beside it.
/// The caption below names the view and where the patient's right is.
void drawBodyDiagram(Sheet& sheet, const QRectF& box, const std::string& site);

}  // namespace cicatrix::report
