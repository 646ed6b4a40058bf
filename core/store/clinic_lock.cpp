// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/clinic_lock.h"

#include "core/base/atomic_file.h"

#include <QLockFile>
#include <QString>
#include <QSysInfo>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
constexpr int kPatienceMilliseconds = 300;

fs::path lockPath(const fs::path& folder) { return folder / "clinic.lock"; }

Error heldBy(const fs::path& folder, const QLockFile& file)
{
    qint64 process = 0;
    QString host;
    QString program;
    std::string holder = "another program";
    if (file.getLockInfo(&process, &host, &program)) {
        holder = program.toStdString() + " (process " + std::to_string(process) + " on " + host.toStdString() + ")";
    }
    return {ErrorKind::ClinicLocked, folder.string(),
            "is being written by " + holder + "; close it there first, or open read-only"};
}

/// SQLite's write-ahead log shares memory between processes and so does not work over a network.
bool onNetworkShare(const fs::path& folder)
{
    constexpr long kNfs = 0x6969;
    constexpr long kSmb2 = 0xFE534D42;
    constexpr long kCifs = 0xFF534D42;
    struct statfs system {};
    if (::statfs(folder.c_str(), &system) != 0) {
        return false;
    }
    const long type = static_cast<long>(static_cast<unsigned int>(system.f_type));
    return type == kNfs || type == kSmb2 || type == kCifs;
}

/// Takes the lock file. The folder's kernel lock is ours already, so on this machine no other writer lives: a file that one
/// left here, even an empty one (killed between making and filling it), or whose process number is in use again, is void.
bool takeFile(const fs::path& folder, QLockFile& file)
{
    if (file.tryLock(0)) {
        return true;
    }
    qint64 process = 0;
    QString host;
    QString program;
    const bool named = file.getLockInfo(&process, &host, &program);
    if (file.error() != QLockFile::LockFailedError || (named && host != QSysInfo::machineHostName())) {
        return false;
    }
    std::error_code ignored;
    fs::remove(lockPath(folder), ignored);
    return file.tryLock(kPatienceMilliseconds);
}

Error lockFileFailure(const fs::path& folder, const QLockFile& file)
{
    switch (file.error()) {
    case QLockFile::LockFailedError:
        return heldBy(folder, file);
    case QLockFile::PermissionError:
        return systemError(EACCES, folder.string(), "cannot be written");
    default:
        break;
    }
    struct statfs system {};
    const bool full = ::statfs(folder.c_str(), &system) == 0 && system.f_bavail == 0;
    return systemError(full ? ENOSPC : EIO, lockPath(folder).string(), "cannot be made");
}
}  // namespace

bool folderWritable(const fs::path& folder) { return ::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0; }

ClinicLock::ClinicLock(int descriptor, std::unique_ptr<QLockFile> file) : m_descriptor(descriptor), m_file(std::move(file)) {}

ClinicLock::~ClinicLock()
{
    m_file->unlock();
    ::close(m_descriptor);
}

Result<std::shared_ptr<ClinicLock>> ClinicLock::take(const fs::path& folder)
{
    if (!folderWritable(folder)) {
        return systemError(errno, folder.string(), "cannot be written");
    }
    if (onNetworkShare(folder)) {
        return Error{ErrorKind::ClinicReadOnly, folder.string(), "lies on a network share; keep the clinic on a local disk"};
    }
    auto file = std::make_unique<QLockFile>(QString::fromStdString(lockPath(folder).string()));
    // Never taken over by age, only when its process is gone.
    file->setStaleLockTime(0);
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return systemError(errno, folder.string(), "cannot be opened");
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return heldBy(folder, *file);
    }
    if (!takeFile(folder, *file)) {
        ::close(descriptor);
        return lockFileFailure(folder, *file);
    }
    return std::shared_ptr<ClinicLock>(new ClinicLock(descriptor, std::move(file)));
}

}  // namespace cicatrix::store
