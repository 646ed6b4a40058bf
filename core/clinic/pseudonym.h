// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace cicatrix::clinic {

/// What stands for a patient in a pseudonymised export: the same at every export of this clinic, not to be traced without
/// the clinic's key (clinical.md 7).
struct Pseudonym {
    std::string name;   ///< "P-1f3a9c0b52"
    int shiftDays = 0;  ///< −1 … −364: added to every date, so that intervals stay
};

/// HMAC-SHA-256 of the hospital number under the clinic's key: FOLDER/pseudonym.key, 32 random bytes, made on first use,
/// never exported; a back-up holds it, so that a restored clinic goes on with the same pseudonyms.
[[nodiscard]] Result<Pseudonym> pseudonym(const std::filesystem::path& clinicFolder, const std::string& hospitalNumber);

/// HMAC-SHA-256 (RFC 2104), 64 hexadecimal digits.
[[nodiscard]] std::string hmacSha256Hex(std::string_view key, std::string_view message);

}  // namespace cicatrix::clinic
