// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace cicatrix::store {

/// Argon2id by libsodium with its interactive limits (64 MiB), salt and limits inside the text. At least 8 bytes.
[[nodiscard]] Result<std::string> passwordHash(const std::string& password);
[[nodiscard]] bool passwordMatches(const std::string& hash, const std::string& password);
/// Seconds to wait after so many wrong passwords in a row: none up to 4, then 30, doubled each time, at most an hour.
[[nodiscard]] int waitSeconds(int failures);

}  // namespace cicatrix::store
