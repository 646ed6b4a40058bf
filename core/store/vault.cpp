// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/vault.h"

#include "core/base/atomic_file.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
constexpr std::size_t kDigits = 64;

bool isHash(std::string_view text)
{
    return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Sha256Stream::Sha256Stream() : m_context(EVP_MD_CTX_new(), EVP_MD_CTX_free)
{
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
}

void Sha256Stream::update(std::span<const std::byte> bytes) { EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()); }

Sha256Hex Sha256Stream::hex()
{
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::array<unsigned char, 32> hash{};
    EVP_DigestFinal_ex(m_context.get(), hash.data(), nullptr);
    Sha256Hex text;
    text.reserve(kDigits);
    for (const unsigned char byte : hash) {
        text += kHex[byte >> 4];
        text += kHex[byte & 15];
    }
    return text;
}

Sha256Hex fastSha256(std::span<const std::byte> bytes)
{
    Sha256Stream digest;
    digest.update(bytes);
    return digest.hex();
}

Result<Sha256Hex> fileSha256(const fs::path& path)
{
    const std::string name = path.filename().string();
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        const ErrorKind kind = errno == ENOENT ? ErrorKind::NotFound : ErrorKind::Io;
        return Error{kind, name, std::string("cannot be opened: ") + std::strerror(errno)};
    }
    Sha256Stream digest;
    std::vector<std::byte> piece(std::size_t{1} << 20);
    ssize_t got = 0;
    while ((got = ::read(file, piece.data(), piece.size())) > 0 || (got < 0 && errno == EINTR)) {
        if (got > 0) {
            digest.update(std::span(piece.data(), static_cast<std::size_t>(got)));
        }
    }
    const int code = errno;
    ::close(file);
    if (got < 0) {
        return Error{ErrorKind::Io, name, std::string("cannot be read: ") + std::strerror(code)};
    }
    return digest.hex();
}

fs::path Vault::pathOf(const Sha256Hex& hash) const
{
    // A hash that is none must not become a path that leaves the vault.
    return isHash(hash) ? m_folder / hash.substr(0, 2) / hash.substr(2) : m_folder / "no-such-file";
}

Result<Sha256Hex> Vault::put(std::span<const std::byte> bytes) const
{
    const Sha256Hex hash = fastSha256(bytes);
    const fs::path path = pathOf(hash);
    std::error_code ignored;
    if (fs::exists(path, ignored)) {
        const Result<Sha256Hex> there = fileSha256(path);
        if (there && *there == hash) {
            // Young again: an orphan that finds a use must not be cleared away before its row is written.
            std::error_code gone;
            fs::last_write_time(path, fs::file_time_type::clock::now(), gone);
            if (!gone) {
                CICATRIX_TRY(syncFolder(path.parent_path()));  // who wrote it may have been killed just before this
                return hash;
            }
        }
    }
    CICATRIX_TRY(makeFolder(path.parent_path()));
    CICATRIX_TRY(writeFileAtomically(path, bytes, Existing::Replace));
    return hash;
}

Result<Bytes> Vault::get(const Sha256Hex& hash) const
{
    const fs::path path = pathOf(hash);
    Result<Bytes> bytes = readFile(path);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound) {
        return Error{ErrorKind::NotFound, path.string(), "is missing from the vault; restore it from a back-up"};
    }
    CICATRIX_TRY(bytes);
    if (fastSha256(*bytes) != hash) {
        return Error{ErrorKind::ClinicDamaged, path.string(), "is not what was stored; restore it from a back-up"};
    }
    return bytes;
}

bool Vault::contains(const Sha256Hex& hash) const
{
    std::error_code ignored;
    return isHash(hash) && fs::is_regular_file(pathOf(hash), ignored);
}

Result<void> Vault::remove(const Sha256Hex& hash) const
{
    std::error_code code;
    fs::remove(pathOf(hash), code);
    return code ? systemError(code.value(), pathOf(hash).string(), "cannot be removed") : Result<void>{};
}

Result<bool> Vault::removeUnused(const Sha256Hex& hash, std::chrono::seconds unusedFor) const
{
    const fs::path path = pathOf(hash);
    const auto isOld = [&](const fs::path& file) {
        std::error_code code;
        const fs::file_time_type touched = fs::last_write_time(file, code);
        return !code && fs::file_time_type::clock::now() - touched > unusedFor;
    };
    if (!isOld(path)) {
        return false;
    }
    // Taken aside and looked at once more: what is put from now on is written anew, what was put just before comes back.
    const fs::path aside = path.parent_path() / ("." + path.filename().string() + ".tmp-unused");
    std::error_code code;
    fs::rename(path, aside, code);
    const bool old = !code && isOld(aside);
    if (old) {
        fs::remove(aside, code);
    } else if (!code) {
        fs::rename(aside, path, code);
    }
    return code ? Result<bool>(systemError(code.value(), path.string(), "cannot be removed")) : Result<bool>(old);
}

Result<std::vector<Sha256Hex>> Vault::list() const
{
    std::vector<Sha256Hex> hashes;
    std::error_code code;
    for (fs::recursive_directory_iterator entry(m_folder, code), end; !code && entry != end; entry.increment(code)) {
        const std::string hash = entry->path().parent_path().filename().string() + entry->path().filename().string();
        std::error_code ignored;
        if (isHash(hash) && entry->is_regular_file(ignored)) {
            hashes.push_back(hash);
        }
    }
    if (code) {
        return systemError(code.value(), m_folder.string(), "cannot be listed");
    }
    std::sort(hashes.begin(), hashes.end());
    return hashes;
}

}  // namespace cicatrix::store
