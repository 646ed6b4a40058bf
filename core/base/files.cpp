// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cicatrix {

namespace {

template <typename Container>
Result<Container> readInto(const std::filesystem::path& path, std::size_t limit)
{
    const std::string name = path.filename().string();
    // Non-blocking: opening a pipe nobody writes to must not hang.
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        const ErrorKind kind = errno == ENOENT || errno == ENOTDIR ? ErrorKind::NotFound : ErrorKind::BadInput;
        return Error{kind, name, std::string("cannot be opened: ") + std::strerror(errno)};
    }
    struct Closer {
        int descriptor;
        ~Closer() { ::close(descriptor); }
    } closer{file};
    struct stat status {};
    if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        return Error{ErrorKind::BadInput, name, "is not a regular file"};
    }
    if (static_cast<std::size_t>(status.st_size) > limit) {
        return Error{ErrorKind::BadInput, name, "is larger than the " + std::to_string(limit >> 20) + " MB allowed"};
    }
    Container content;
    content.resize(static_cast<std::size_t>(status.st_size));
    std::size_t done = 0;
    while (done < content.size()) {
        const ssize_t got = ::read(file, content.data() + done, content.size() - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return Error{ErrorKind::Io, name, std::string("cannot be read: ") + std::strerror(errno)};
        }
        if (got == 0) {
            return Error{ErrorKind::Io, name, "became shorter while it was read"};
        }
        done += static_cast<std::size_t>(got);
    }
    return content;
}

}  // namespace

Result<Bytes> readFile(const std::filesystem::path& path, std::size_t limit) { return readInto<Bytes>(path, limit); }

Result<std::string> readTextFile(const std::filesystem::path& path, std::size_t limit)
{
    return readInto<std::string>(path, limit);
}

}  // namespace cicatrix
