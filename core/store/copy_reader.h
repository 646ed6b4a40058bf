// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"
#include "core/store/manifest.h"
#include "core/store/store.h"

#include <filesystem>
#include <memory>

namespace cicatrix::store {

/// A database file that lies still (a back-up's): read without lock, side files or a clinic around it.
class CopyReader {
public:
    [[nodiscard]] static Result<CopyReader> open(const std::filesystem::path& database);
    [[nodiscard]] const ReadTransaction& read() const { return m_read; }

private:
    explicit CopyReader(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> m_connection;
    ReadTransaction m_read;
};

/// Where the files of a back-up are written while it is read; an empty folder means nowhere, they are only hashed.
struct Unpack {
    std::filesystem::path folder;
    bool all = false;                      ///< every file, not only the database
    std::string database = kDatabaseName;  ///< what the database is called there
};
/// Reads a back-up from end to end: every entry must be in its manifest, with its hash, and none may be missing.
[[nodiscard]] Result<Manifest> readCopy(const std::filesystem::path& file, const Unpack& unpack, Progress& progress);

}  // namespace cicatrix::store
