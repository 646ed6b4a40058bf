// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cicatrix::image {

/// "4.6.0": for --version, reports and bug reports.
[[nodiscard]] std::string openCvVersion();

}  // namespace cicatrix::image
