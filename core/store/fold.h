// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cicatrix::store {

/// Lower case without accents, blanks made single: "  Müller " and "muller" fold to the same key.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace cicatrix::store
