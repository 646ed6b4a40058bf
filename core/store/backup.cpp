// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"

#include "core/base/json.h"
#include "core/store/connection.h"
#include "core/store/copy_reader.h"
#include "core/store/integrity.h"
#include "core/store/manifest.h"
#include "core/store/tar.h"

#include <nlohmann/json.hpp>

#include <QString>

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
double milliseconds(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to)
{
    return std::chrono::duration<double, std::milli>(to - from).count();
}

Error stopped() { return {ErrorKind::Cancelled, "", "stopped"}; }

/// A file that goes when its maker is done, however that ends.
struct Scratch {
    explicit Scratch(fs::path file) : path(std::move(file)) { remove(); }
    ~Scratch() { remove(); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    void remove() const
    {
        std::error_code ignored;
        fs::remove(path, ignored);
        fs::remove(path.string() + "-journal", ignored);
    }
    fs::path path;
};

Result<void> addFile(const std::string& name, const fs::path& file, Manifest& manifest)
{
    if (QString::fromUtf8(name).toStdString() != name) {
        return Error{ErrorKind::BadInput, file.string(), "has a name that a back-up cannot hold; rename it"};
    }
    CICATRIX_ASSIGN(manifest.files[name], fileSha256(file));
    return {};
}

/// What a clinic needs beside its record: its own models, and the key without which a patient would get a new pseudonym.
Result<void> addOtherFiles(const fs::path& clinic, Manifest& manifest)
{
    std::error_code code;
    const fs::path key = pseudonymKeyFile(clinic);
    if (fs::exists(key, code)) {
        CICATRIX_TRY(addFile(key.filename().string(), key, manifest));
    }
    const fs::path models = clinic / "models";
    if (!fs::exists(models, code)) {
        return {};
    }
    const auto follow = fs::directory_options::follow_directory_symlink;
    fs::recursive_directory_iterator entry(models, follow, code);
    for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
        std::error_code ignored;
        // Hidden names are packages on their way in; a link that leads back to itself must end somewhere.
        if (entry->path().filename().string().starts_with('.') || entry.depth() > 8) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file(ignored)) {
            CICATRIX_TRY(
                addFile("models/" + entry->path().lexically_relative(models).generic_string(), entry->path(), manifest));
        }
    }
    return code ? systemError(code.value(), models.string(), "cannot be listed") : Result<void>{};
}

Result<Manifest> describe(const fs::path& snapshot, const fs::path& clinic)
{
    CICATRIX_ASSIGN(const CopyReader copy, CopyReader::open(snapshot));
    const ReadTransaction& read = copy.read();
    Manifest manifest;
    CICATRIX_TRY(addOtherFiles(clinic, manifest));
    CICATRIX_ASSIGN(manifest.counts, counts(read));
    CICATRIX_ASSIGN(manifest.auditHead, auditHead(read));
    CICATRIX_ASSIGN(const std::int64_t schema, read.connection().pragma("user_version"));
    manifest.schema = static_cast<int>(schema);
    manifest.madeAt = isoTimestamp(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
    CICATRIX_ASSIGN(const std::vector<Sha256Hex> files, referredFiles(read));
    for (const Sha256Hex& hash : files) {
        manifest.files[vaultEntry(hash)] = hash;
    }
    CICATRIX_ASSIGN(manifest.files[kDatabaseName], fileSha256(snapshot));
    return manifest;
}

struct Contents {
    const Manifest& manifest;
    const fs::path& snapshot;
    const fs::path& clinic;
};

Result<void> writeTar(AtomicFile& file, const Contents& contents, Progress& progress)
{
    CICATRIX_ASSIGN(TarWriter tar, TarWriter::open(file));
    CICATRIX_TRY(tar.add(kManifestName, toJson(contents.manifest)));
    CICATRIX_TRY(tar.addFile(kDatabaseName, contents.snapshot));
    std::int64_t done = 0;
    for (const auto& [name, hash] : contents.manifest.files) {
        if (!progress.update(done++, static_cast<std::int64_t>(contents.manifest.files.size()), "back-up")) {
            return stopped();
        }
        if (name != kDatabaseName) {
            CICATRIX_TRY(tar.addFile(name, contents.clinic / name));
        }
    }
    return tar.finish();
}

Result<void> recordBackup(const Store& store, const Actor& actor, const BackupSummary& summary)
{
    if (!store.writable()) {
        return {};
    }
    CICATRIX_ASSIGN(WriteTransaction write, store.write(actor));
    const nlohmann::json detail{
        {"audit_seq", summary.auditHead.seq}, {"audit_head", summary.auditHead.hash}, {"bytes", summary.bytes}};
    CICATRIX_TRY(recordAct(write, {"clinic.backup", "clinic", canonicalJson(detail), {}, {}, {}, {}}));
    return write.commit();
}

Result<void> takeSnapshot(const Store& store, const fs::path& file)
{
    Connection& connection = store.connection();
    CICATRIX_TRY(connection.script("PRAGMA query_only = OFF"));
    const Result<std::int64_t> done = connection.change("VACUUM INTO ?", {file.string()});
    CICATRIX_TRY(connection.script(store.writable() ? "PRAGMA query_only = OFF" : "PRAGMA query_only = ON"));
    CICATRIX_TRY(done);
    return {};
}
}  // namespace

Result<BackupSummary> backup(const Store& store, const Actor& actor, const fs::path& file, Existing existing,
                             Progress& progress)
{
    CICATRIX_TRY(requirePermission(actor, Permission::Administer));
    removeStaleTemporaries(file.has_parent_path() ? file.parent_path() : fs::path("."), file.filename().string());
    if (store.writable()) {
        static_cast<void>(removeOrphans(store));  // the back-up is whole with or without them
    }
    const auto started = std::chrono::steady_clock::now();
    CICATRIX_ASSIGN(AtomicFile target, AtomicFile::open(file, existing));
    const Scratch snapshot(target.temporaryPath().string() + ".db");
    if (!progress.update(0, 1, "snapshot")) {
        return stopped();
    }
    CICATRIX_TRY(takeSnapshot(store, snapshot.path));
    CICATRIX_ASSIGN(const Manifest manifest, describe(snapshot.path, store.folder()));
    CICATRIX_TRY(writeTar(target, {manifest, snapshot.path, store.folder()}, progress));
    const auto written = std::chrono::steady_clock::now();
    // The finished copy is read again: every entry against its hash, and the very database that lies in it opened.
    CICATRIX_TRY(readCopy(target.temporaryPath(), {}, progress));
    CICATRIX_TRY(checkCopy(snapshot.path, manifest));
    const auto verified = std::chrono::steady_clock::now();
    CICATRIX_TRY(target.commit());
    std::error_code ignored;
    BackupSummary summary{file,
                          manifest.counts,
                          manifest.auditHead,
                          static_cast<std::int64_t>(fs::file_size(file, ignored)),
                          milliseconds(started, written) + milliseconds(verified, std::chrono::steady_clock::now()),
                          milliseconds(written, verified)};
    CICATRIX_TRY(recordBackup(store, actor, summary));
    return summary;
}

}  // namespace cicatrix::store
