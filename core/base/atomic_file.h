// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace cicatrix {

enum class Existing { Keep, Replace };

/// Writes a file whole or not at all: temporary file in the same folder (0600, exclusive), every byte, fsync, close,
/// rename, fsync of the folder, each checked. Until `commit` succeeds the old file stays as it was; a writer that is
/// destroyed before leaves nothing behind. QSaveFile is not used: on a full disk it replaces the good file.
class AtomicFile {
public:
    /// Starts a replacement of `path`. With Existing::Keep a file that is already there is BadInput.
    [[nodiscard]] static Result<AtomicFile> open(const std::filesystem::path& path, Existing existing);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    /// Appends; after an error the file is spent.
    Result<void> write(std::span<const std::byte> bytes);
    Result<void> write(std::string_view text);
    /// Makes the new content the file. With Existing::Keep a file that appeared meanwhile is kept, and this fails.
    Result<void> commit();
    /// Where the new content lies until `commit`, for libraries that write to a path (SQLite's VACUUM INTO, QPdfWriter).
    [[nodiscard]] const std::filesystem::path& temporaryPath() const { return m_temporary; }

private:
    AtomicFile(std::filesystem::path target, std::filesystem::path temporary, int descriptor, Existing existing);
    [[nodiscard]] Error failure(const char* act) const;

    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    int m_descriptor;
    Existing m_existing;
};

/// One call for content that is at hand.
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes,
                                               Existing existing);
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view text, Existing existing);
/// Removes what a killed writer left in `folder` (names ".NAME.tmp-…", of one NAME or of all), if it is older than an hour.
void removeStaleTemporaries(const std::filesystem::path& folder, const std::string& name = {});
/// Lets a folder remember what was made, renamed or removed in it (fsync), checked.
[[nodiscard]] Result<void> syncFolder(const std::filesystem::path& folder);
/// Makes a private folder (0700), and those above it that are missing; each is remembered by the one above.
[[nodiscard]] Result<void> makeFolder(const std::filesystem::path& folder);
/// The Error for a failed system call: DiskFull for ENOSPC, EDQUOT, EFBIG; ClinicReadOnly for EROFS, EACCES; else Io.
[[nodiscard]] Error systemError(int code, const std::string& subject, const std::string& act);

}  // namespace cicatrix
