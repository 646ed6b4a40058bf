// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <string>
#include <vector>

namespace photofiles {

struct HostileFile {
    std::string name;
    cicatrix::Bytes bytes;
    std::string reason;  ///< words of the refusal; empty where opening it is as good
};

/// Bombs, lies about sizes, loops, foreign formats and rubbish, all small and made by a fixed recipe.
[[nodiscard]] std::vector<HostileFile> hostileFiles();

}  // namespace photofiles
