// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/copy_reader.h"

#include "core/base/atomic_file.h"
#include "core/store/integrity.h"
#include "core/store/tar.h"

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
constexpr std::int64_t kLargestManifest = std::int64_t{256} << 20;

Error damaged(const fs::path& file, const std::string& what)
{
    return {ErrorKind::BadInput, file.filename().string(), what + "; take another back-up"};
}

Result<Manifest> readManifest(TarReader& tar, const fs::path& file)
{
    CICATRIX_ASSIGN(const std::optional<TarEntry> entry, tar.next());
    if (!entry || entry->name != kManifestName || entry->size > kLargestManifest) {
        return Error{ErrorKind::BadInput, file.filename().string(), "is no back-up of a clinic"};
    }
    std::string text;
    CICATRIX_TRY(tar.read([&](std::span<const std::byte> piece) -> Result<void> {
        text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
        return {};
    }));
    return manifestFromJson(text, file.filename().string());
}

Result<Sha256Hex> hashEntry(TarReader& tar)
{
    Sha256Stream hash;
    CICATRIX_TRY(tar.read([&](std::span<const std::byte> piece) -> Result<void> {
        hash.update(piece);
        return {};
    }));
    return hash.hex();
}

/// Writes the entry below `folder`, durably, and returns its hash. The name has been checked by the manifest.
Result<Sha256Hex> unpackEntry(TarReader& tar, const fs::path& target)
{
    CICATRIX_TRY(makeFolder(target.parent_path()));
    CICATRIX_ASSIGN(AtomicFile out, AtomicFile::open(target, Existing::Keep));
    Sha256Stream hash;
    CICATRIX_TRY(tar.read([&](std::span<const std::byte> piece) -> Result<void> {
        hash.update(piece);
        return out.write(piece);
    }));
    CICATRIX_TRY(out.commit());
    return hash.hex();
}
}  // namespace

CopyReader::CopyReader(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)), m_read(*m_connection) {}

Result<CopyReader> CopyReader::open(const fs::path& database)
{
    CICATRIX_ASSIGN(std::unique_ptr<Connection> connection, Connection::open(database, Access::Immutable));
    CICATRIX_TRY(connection->script("BEGIN"));
    return CopyReader(std::move(connection));
}

Result<Manifest> readCopy(const fs::path& file, const Unpack& unpack, Progress& progress)
{
    CICATRIX_ASSIGN(TarReader tar, TarReader::open(file));
    CICATRIX_ASSIGN(const Manifest manifest, readManifest(tar, file));
    std::map<std::string, Sha256Hex> open = manifest.files;
    while (true) {
        CICATRIX_ASSIGN(const std::optional<TarEntry> entry, tar.next());
        if (!entry) {
            break;
        }
        const auto done = static_cast<std::int64_t>(manifest.files.size() - open.size());
        if (!progress.update(done, static_cast<std::int64_t>(manifest.files.size()), "verify")) {
            return Error{ErrorKind::Cancelled, "", "stopped"};
        }
        const auto expected = open.find(entry->name);
        if (expected == open.end()) {
            return damaged(file, "holds " + entry->name + ", which its manifest does not name");
        }
        const bool isDatabase = entry->name == kDatabaseName;
        const bool wanted = !unpack.folder.empty() && (unpack.all || isDatabase);
        const fs::path place = unpack.folder / (isDatabase ? unpack.database : entry->name);
        CICATRIX_ASSIGN(const Sha256Hex hash, wanted ? unpackEntry(tar, place) : hashEntry(tar));
        if (hash != expected->second) {
            return damaged(file, "holds " + entry->name + " with other bytes than its manifest says");
        }
        open.erase(expected);
    }
    if (!open.empty()) {
        return damaged(file, "lacks " + open.begin()->first);
    }
    return manifest;
}

Result<void> checkCopy(const fs::path& database, const Manifest& manifest)
{
    CICATRIX_ASSIGN(const CopyReader copy, CopyReader::open(database));
    std::vector<std::string> problems;
    CICATRIX_TRY(checkDatabase(copy.read(), {}, problems));
    if (!problems.empty()) {
        return Error{ErrorKind::ClinicDamaged, database.filename().string(), "the copy does not check: " + problems.front()};
    }
    CICATRIX_ASSIGN(const Counts found, counts(copy.read()));
    CICATRIX_ASSIGN(const AuditHead head, auditHead(copy.read()));
    if (found != manifest.counts || head.hash != manifest.auditHead.hash) {
        return Error{ErrorKind::ClinicDamaged, database.filename().string(), "the copy does not hold what its manifest says"};
    }
    return {};
}

}  // namespace cicatrix::store
