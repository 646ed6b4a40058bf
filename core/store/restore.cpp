// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"

#include "core/store/audit_writer.h"
#include "core/store/copy_reader.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
/// A private folder (0700) that goes when its maker is done, unless it was given its name before.
class ScratchFolder {
public:
    [[nodiscard]] static Result<ScratchFolder> make(const fs::path& beside)
    {
        std::string pattern = beside.string() + "-XXXXXX";
        if (::mkdtemp(pattern.data()) == nullptr) {
            return systemError(errno, beside.parent_path().string(), "cannot be written");
        }
        return ScratchFolder(pattern);
    }
    ScratchFolder(ScratchFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ~ScratchFolder()
    {
        std::error_code ignored;
        if (!m_path.empty()) {
            fs::remove_all(m_path, ignored);
        }
    }
    [[nodiscard]] const fs::path& path() const { return m_path; }

    /// Puts the folder in the place of `target`, which is absent or empty.
    Result<void> becomes(const fs::path& target)
    {
        if (::rename(m_path.c_str(), target.c_str()) != 0) {
            return systemError(errno, target.string(), "cannot be put in place");
        }
        m_path.clear();
        const int parent = ::open(target.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool synced = parent >= 0 && ::fsync(parent) == 0;
        const int code = errno;
        if (parent >= 0) {
            ::close(parent);
        }
        return synced ? Result<void>{} : systemError(code, target.string(), "cannot be stored safely");
    }

private:
    explicit ScratchFolder(fs::path path) : m_path(std::move(path)) {}
    fs::path m_path;
};

Result<BackupSummary> summaryOf(const fs::path& file, const Manifest& manifest)
{
    std::error_code ignored;
    return BackupSummary{file, manifest.counts, manifest.auditHead, static_cast<std::int64_t>(fs::file_size(file, ignored)), 0,
                         0};
}

Result<void> finishFolder(const fs::path& folder, const Manifest& manifest)
{
    for (const char* name : {"vault", "models", "backups"}) {
        std::error_code code;
        if (fs::create_directories(folder / name, code); code) {
            return systemError(code.value(), (folder / name).string(), "cannot be made");
        }
    }
    writeAnchor(folder, {manifest.auditHead.seq, manifest.auditHead.hash});
    return {};
}
}  // namespace

Result<BackupSummary> verifyBackup(const fs::path& file, Progress& progress)
{
    CICATRIX_ASSIGN(const ScratchFolder scratch, ScratchFolder::make(fs::temp_directory_path() / "cicatrix-verify"));
    CICATRIX_ASSIGN(const Manifest manifest, readCopy(file, {scratch.path(), false}, progress));
    CICATRIX_TRY(checkCopy(scratch.path() / kDatabaseName, manifest));
    return summaryOf(file, manifest);
}

Result<BackupSummary> restore(const fs::path& file, const fs::path& folder, Progress& progress)
{
    std::error_code code;
    const fs::path target = fs::absolute(folder).lexically_normal();
    if (fs::exists(target, code) && !(fs::is_directory(target, code) && fs::is_empty(target, code))) {
        return Error{ErrorKind::BadInput, target.string(), "is not empty; restore into a new folder"};
    }
    if (fs::create_directories(target, code); code) {
        return systemError(code.value(), target.string(), "cannot be made");
    }
    const fs::path place = target.has_filename() ? target : target.parent_path();
    CICATRIX_ASSIGN(ScratchFolder scratch,
                    ScratchFolder::make(place.parent_path() / ("." + place.filename().string() + ".restore")));
    CICATRIX_ASSIGN(const Manifest manifest, readCopy(file, {scratch.path(), true}, progress));
    CICATRIX_TRY(checkCopy(scratch.path() / kDatabaseName, manifest));
    CICATRIX_TRY(finishFolder(scratch.path(), manifest));
    CICATRIX_TRY(scratch.becomes(place));
    return summaryOf(file, manifest);
}

}  // namespace cicatrix::store
