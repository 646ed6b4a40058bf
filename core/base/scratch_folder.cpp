// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/scratch_folder.h"

#include "core/base/atomic_file.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cicatrix {

namespace fs = std::filesystem;

namespace {
std::string outerPrefix(const fs::path& target) { return "." + target.filename().string() + ".part-"; }

/// Opens and locks `folder`; -1 where it is locked, gone, or no longer what lies at its path.
int lockFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) {
        return -1;
    }
    struct stat locked {};
    struct stat present {};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && ::fstat(descriptor, &locked) == 0 &&
        ::lstat(folder.c_str(), &present) == 0 && locked.st_ino == present.st_ino && locked.st_dev == present.st_dev) {
        return descriptor;
    }
    ::close(descriptor);
    return -1;
}

/// The kernel drops a lock when its holder dies, so a folder that can be locked has no maker any more.
void clearLeftovers(const fs::path& target)
{
    const std::string prefix = outerPrefix(target);
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path(), ignored)) {
        if (!entry.path().filename().string().starts_with(prefix)) {
            continue;
        }
        if (const int descriptor = lockFolder(entry.path()); descriptor >= 0) {
            fs::remove_all(entry.path(), ignored);
            ::close(descriptor);
        }
    }
}

Result<void> syncTree(const fs::path& folder)
{
    std::error_code code;
    for (fs::recursive_directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
        if (entry->is_directory()) {
            CICATRIX_TRY(syncFolder(entry->path()));
        }
    }
    return code ? systemError(code.value(), folder.string(), "cannot be listed") : syncFolder(folder);
}
}  // namespace

ScratchFolder::ScratchFolder(fs::path target, fs::path outer, int descriptor)
    : m_target(std::move(target)), m_outer(std::move(outer)), m_descriptor(descriptor)
{
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept
    : m_target(std::move(other.m_target)), m_outer(std::exchange(other.m_outer, {})),
      m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    if (!m_outer.empty()) {
        fs::remove_all(m_outer, ignored);
    }
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

Result<ScratchFolder> ScratchFolder::beside(const fs::path& target)
{
    std::error_code code;
    fs::path place = fs::weakly_canonical(fs::absolute(target), code);
    place = place.has_filename() ? place : place.parent_path();
    if (fs::exists(place, code) && !(fs::is_directory(place, code) && fs::is_empty(place, code))) {
        return Error{ErrorKind::BadInput, target.string(), "is not empty; choose a new folder"};
    }
    if (fs::create_directories(place.parent_path(), code); code) {
        return systemError(code.value(), place.parent_path().string(), "cannot be made");
    }
    clearLeftovers(place);
    for (int attempt = 0; attempt < 10; ++attempt) {
        std::string pattern = (place.parent_path() / (outerPrefix(place) + "XXXXXX")).string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            return systemError(errno, place.parent_path().string(), "cannot be written");
        }
        // Between making and locking, another program may have taken it for a leftover and cleared it.
        const int descriptor = lockFolder(pattern);
        if (descriptor < 0) {
            continue;
        }
        ScratchFolder scratch(place, pattern, descriptor);
        if (::mkdir(scratch.path().c_str(), 0700) != 0) {
            return systemError(errno, place.parent_path().string(), "cannot be written");
        }
        return scratch;
    }
    return Error{ErrorKind::Io, place.parent_path().string(), "cannot be locked"};
}

Result<void> ScratchFolder::become()
{
    CICATRIX_TRY(syncTree(path()));
    if (::rename(path().c_str(), m_target.c_str()) != 0) {
        return systemError(errno, m_target.string(), "cannot be put in place; choose a new folder");
    }
    ::rmdir(m_outer.c_str());
    m_outer.clear();
    return syncFolder(m_target.parent_path());
}

}  // namespace cicatrix
