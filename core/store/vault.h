// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct evp_md_ctx_st;

namespace cicatrix::store {

/// 64 lower-case hexadecimal digits; the name of a file in the vault.
using Sha256Hex = std::string;

/// Streaming SHA-256 by OpenSSL.
class Sha256Stream {
public:
    Sha256Stream();
    void update(std::span<const std::byte> bytes);
    [[nodiscard]] Sha256Hex hex();

private:
    std::shared_ptr<evp_md_ctx_st> m_context;
};

/// SHA-256 by OpenSSL (SHA-NI where the processor has it).
[[nodiscard]] Sha256Hex fastSha256(std::span<const std::byte> bytes);
/// Of a whole file, read in pieces.
[[nodiscard]] Result<Sha256Hex> fileSha256(const std::filesystem::path& path);

/// Files by their SHA-256: vault/ab/cdef…, mode 0600, written whole or not at all, never changed. Cheap to copy.
class Vault {
public:
    explicit Vault(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Stores the bytes durably (before the database row that names them) and returns their hash. Bytes that are there
    /// already are kept; a damaged file of that name is replaced.
    [[nodiscard]] Result<Sha256Hex> put(std::span<const std::byte> bytes) const;
    /// The bytes, re-hashed: NotFound when missing, ClinicDamaged when they are not what was stored.
    [[nodiscard]] Result<Bytes> get(const Sha256Hex& hash) const;
    [[nodiscard]] bool contains(const Sha256Hex& hash) const;
    /// Removes the file; one that is not there is no error.
    Result<void> remove(const Sha256Hex& hash) const;
    /// Removes the file if nobody has put it for so long; whether it did. A `put` at the same moment wins.
    [[nodiscard]] Result<bool> removeUnused(const Sha256Hex& hash, std::chrono::seconds unusedFor) const;
    [[nodiscard]] std::filesystem::path pathOf(const Sha256Hex& hash) const;
    /// The hashes of all files, sorted. Files that are not named like a hash are left out.
    [[nodiscard]] Result<std::vector<Sha256Hex>> list() const;
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    std::filesystem::path m_folder;
};

}  // namespace cicatrix::store
