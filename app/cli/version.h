// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cicatrix::cli {

/// Program, git commit, the libraries' versions and the devices found, one a line.
[[nodiscard]] std::string versionText();

}  // namespace cicatrix::cli
