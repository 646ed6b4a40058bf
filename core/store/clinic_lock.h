// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <memory>

class QLockFile;

namespace cicatrix::store {

/// The right to write one clinic, held by one process at a time: a lock file that names the holder, and a lock on the
/// folder that the kernel drops when the holder dies, however it dies.
class ClinicLock {
public:
    /// ClinicLocked names the holder; ClinicReadOnly, DiskFull where the lock file cannot be made.
    [[nodiscard]] static Result<std::shared_ptr<ClinicLock>> take(const std::filesystem::path& folder);
    ~ClinicLock();
    ClinicLock(const ClinicLock&) = delete;
    ClinicLock& operator=(const ClinicLock&) = delete;

private:
    ClinicLock(int descriptor, std::unique_ptr<QLockFile> file);

    int m_descriptor;
    std::unique_ptr<QLockFile> m_file;
};

/// Whether this process may make files in `folder`.
[[nodiscard]] bool folderWritable(const std::filesystem::path& folder);

}  // namespace cicatrix::store
