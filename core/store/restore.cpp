// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"

#include "core/base/scratch_folder.h"
#include "core/store/audit_writer.h"
#include "core/store/copy_reader.h"

#include <unistd.h>

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
/// Until it has been checked and all its files are there, a restored database does not carry a clinic's name.
constexpr const char* kUncheckedName = "clinic.db.unchecked";

Result<BackupSummary> summaryOf(const fs::path& file, const Manifest& manifest)
{
    std::error_code ignored;
    return BackupSummary{file, manifest.counts, manifest.auditHead, static_cast<std::int64_t>(fs::file_size(file, ignored)), 0,
                         0};
}

Result<void> finishFolder(const fs::path& folder, const Manifest& manifest)
{
    for (const char* name : {"vault", "models", "backups"}) {
        CICATRIX_TRY(makeFolder(folder / name));
    }
    writeAnchor(folder, {manifest.auditHead.seq, manifest.auditHead.hash});
    std::error_code code;
    fs::rename(folder / kUncheckedName, folder / kDatabaseName, code);
    return code ? systemError(code.value(), folder.string(), "cannot be written") : Result<void>{};
}
}  // namespace

Result<BackupSummary> verifyBackup(const fs::path& file, Progress& progress)
{
    const std::string name = "cicatrix-verify-" + std::to_string(::getuid());
    CICATRIX_ASSIGN(const ScratchFolder scratch, ScratchFolder::beside(fs::temp_directory_path() / name));
    CICATRIX_ASSIGN(const Manifest manifest, readCopy(file, {scratch.path(), false, kUncheckedName}, progress));
    CICATRIX_TRY(checkCopy(scratch.path() / kUncheckedName, manifest));
    return summaryOf(file, manifest);
}

Result<BackupSummary> restore(const fs::path& file, const fs::path& folder, Progress& progress)
{
    CICATRIX_ASSIGN(ScratchFolder scratch, ScratchFolder::beside(folder));
    CICATRIX_ASSIGN(const Manifest manifest, readCopy(file, {scratch.path(), true, kUncheckedName}, progress));
    CICATRIX_TRY(checkCopy(scratch.path() / kUncheckedName, manifest));
    CICATRIX_TRY(finishFolder(scratch.path(), manifest));
    CICATRIX_TRY(scratch.become());
    return summaryOf(file, manifest);
}

}  // namespace cicatrix::store
