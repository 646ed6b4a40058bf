// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/pseudonym.h"

#include "core/base/atomic_file.h"
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/store/store.h"

#include <charconv>
#include <random>

namespace cicatrix::clinic {

namespace {

constexpr std::size_t kKeyBytes = 32;

std::string fromHex(const std::string& digits)
{
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        unsigned value = 0;
        std::from_chars(digits.data() + i, digits.data() + i + 2, value, 16);
        bytes += static_cast<char>(value);
    }
    return bytes;
}

Result<std::string> clinicKey(const std::filesystem::path& folder)
{
    const std::filesystem::path path = store::pseudonymKeyFile(folder);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        std::random_device source;
        std::string fresh;
        while (fresh.size() < kKeyBytes) {
            fresh += static_cast<char>(source() & 0xFF);
        }
        CICATRIX_TRY(writeFileAtomically(path, fresh, Existing::Keep));
    }
    CICATRIX_ASSIGN(std::string key, readTextFile(path));
    if (key.size() != kKeyBytes) {
        return Error{ErrorKind::ClinicDamaged, "pseudonym.key", "does not hold 32 bytes; restore it from a back-up"};
    }
    return key;
}

}  // namespace

std::string hmacSha256Hex(std::string_view key, std::string_view message)
{
    constexpr std::size_t kBlock = 64;
    std::string padded = key.size() > kBlock ? fromHex(sha256Hex(key)) : std::string(key);
    padded.resize(kBlock, '\0');
    std::string inner = padded;
    std::string outer = padded;
    for (std::size_t i = 0; i < kBlock; ++i) {
        inner[i] = static_cast<char>(inner[i] ^ 0x36);
        outer[i] = static_cast<char>(outer[i] ^ 0x5c);
    }
    return sha256Hex(outer + fromHex(sha256Hex(inner + std::string(message))));
}

Result<Pseudonym> pseudonym(const std::filesystem::path& clinicFolder, const std::string& hospitalNumber)
{
    CICATRIX_ASSIGN(const std::string key, clinicKey(clinicFolder));
    const std::string name = hmacSha256Hex(key, "name:" + hospitalNumber);
    const std::string shift = hmacSha256Hex(key, "shift:" + hospitalNumber);
    unsigned draw = 0;
    std::from_chars(shift.data(), shift.data() + 8, draw, 16);
    return Pseudonym{"P-" + name.substr(0, 10), -1 - static_cast<int>(draw % 364)};
}

}  // namespace cicatrix::clinic
