// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cicatrix {

namespace fs = std::filesystem;

Error systemError(int code, const std::string& subject, const std::string& act)
{
    const std::string reason = act + ": " + std::strerror(code);
    switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return {ErrorKind::DiskFull, subject, reason + "; free some space and try again, nothing was changed"};
    case EROFS:
    case EACCES:
    case EPERM:
        return {ErrorKind::ClinicReadOnly, subject, reason + "; choose a folder that you may write to"};
    default:
        return {ErrorKind::Io, subject, reason};
    }
}

AtomicFile::AtomicFile(fs::path target, fs::path temporary, int descriptor, Existing existing)
    : m_target(std::move(target)), m_temporary(std::move(temporary)), m_descriptor(descriptor), m_existing(existing)
{
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_target(std::move(other.m_target)), m_temporary(std::exchange(other.m_temporary, {})),
      m_descriptor(std::exchange(other.m_descriptor, -1)), m_existing(other.m_existing)
{
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
    if (!m_temporary.empty()) {
        ::unlink(m_temporary.c_str());
    }
}

Error AtomicFile::failure(const char* act) const { return systemError(errno, m_target.filename().string(), act); }

Result<AtomicFile> AtomicFile::open(const fs::path& path, Existing existing)
{
    static std::atomic<unsigned> counter{0};
    const std::string name = path.filename().string();
    std::error_code ignored;
    if (existing == Existing::Keep && fs::exists(path, ignored)) {
        return Error{ErrorKind::BadInput, name, "exists already; choose another name, or --force to replace it"};
    }
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (int attempt = 0; attempt < 100; ++attempt) {
        fs::path temporary = folder / ("." + name + ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(counter++));
        const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (descriptor >= 0) {
            return AtomicFile(path, std::move(temporary), descriptor, existing);
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return systemError(errno, name, "cannot be written");
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return failure("cannot be written");
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> AtomicFile::write(std::string_view text) { return write(std::as_bytes(std::span{text.data(), text.size()})); }

Result<void> AtomicFile::commit()
{
    // A library may have written the temporary file under another inode; sync what lies there now.
    const int content = ::open(m_temporary.c_str(), O_RDONLY | O_CLOEXEC);
    if (content < 0) {
        return failure("cannot be finished");
    }
    const bool synced = ::fsync(content) == 0;
    const int syncError = errno;
    ::close(content);
    const int descriptor = std::exchange(m_descriptor, -1);
    if (::close(descriptor) != 0 || !synced) {
        errno = synced ? errno : syncError;
        return failure("cannot be stored safely");
    }
    const int renamed = m_existing == Existing::Keep ? ::link(m_temporary.c_str(), m_target.c_str())
                                                     : ::rename(m_temporary.c_str(), m_target.c_str());
    if (renamed != 0) {
        if (errno == EEXIST) {
            return Error{ErrorKind::BadInput, m_target.filename().string(), "appeared meanwhile and was kept"};
        }
        return failure("cannot be put in place");
    }
    if (m_existing == Existing::Keep) {
        ::unlink(m_temporary.c_str());
    }
    m_temporary.clear();
    return syncFolder(m_target.has_parent_path() ? m_target.parent_path() : fs::path("."));
}

Result<void> writeFileAtomically(const fs::path& path, std::span<const std::byte> bytes, Existing existing)
{
    CICATRIX_ASSIGN(AtomicFile file, AtomicFile::open(path, existing));
    CICATRIX_TRY(file.write(bytes));
    return file.commit();
}

Result<void> writeFileAtomically(const fs::path& path, std::string_view text, Existing existing)
{
    return writeFileAtomically(path, std::as_bytes(std::span{text.data(), text.size()}), existing);
}

void removeStaleTemporaries(const fs::path& folder, const std::string& name)
{
    using namespace std::chrono_literals;
    const std::string start = "." + name;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string found = entry.path().filename().string();
        const std::size_t mark = found.find(".tmp-");
        const bool temporary = found.starts_with(start) && (name.empty() ? mark != std::string::npos : mark == start.size());
        if (temporary && entry.is_regular_file(ignored) &&
            fs::file_time_type::clock::now() - entry.last_write_time(ignored) > 1h) {
            fs::remove(entry.path(), ignored);
        }
    }
}

Result<void> syncFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int code = errno;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    return synced ? Result<void>{} : systemError(code, folder.string(), "cannot be stored safely");
}

Result<void> makeFolder(const fs::path& folder)
{
    if (::mkdir(folder.c_str(), 0700) == 0) {
        return syncFolder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
    }
    const int code = errno;
    std::error_code ignored;
    if (code == EEXIST && fs::is_directory(folder, ignored)) {
        return {};
    }
    if (code != ENOENT || !folder.has_parent_path()) {
        return systemError(code, folder.string(), "cannot be made");
    }
    CICATRIX_TRY(makeFolder(folder.parent_path()));
    return makeFolder(folder);
}

}  // namespace cicatrix
