// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct archive;

namespace cicatrix::store {

/// Writes a tar into an AtomicFile, entry by entry.
class TarWriter {
public:
    /// `file` must outlive the writer.
    [[nodiscard]] static Result<TarWriter> open(AtomicFile& file);

    Result<void> add(const std::string& name, std::string_view content);
    Result<void> addFile(const std::string& name, const std::filesystem::path& path);
    /// Writes the end mark; the AtomicFile is still to be committed.
    Result<void> finish();

private:
    struct Sink;
    TarWriter(std::shared_ptr<archive> tar, std::shared_ptr<Sink> sink);
    Result<void> begin(const std::string& name, std::int64_t size);
    Result<void> write(std::span<const std::byte> bytes);
    [[nodiscard]] Error failure() const;

    std::shared_ptr<Sink> m_sink;  ///< outlives the archive, which writes to it
    std::shared_ptr<archive> m_tar;
};

struct TarEntry {
    std::string name;
    std::int64_t size = 0;
};

/// Reads a plain tar; only regular files are accepted.
class TarReader {
public:
    [[nodiscard]] static Result<TarReader> open(const std::filesystem::path& path);

    /// The next entry, or nothing at the end.
    [[nodiscard]] Result<std::optional<TarEntry>> next();
    /// Hands the entry's bytes to `take`, piece by piece.
    Result<void> read(const std::function<Result<void>(std::span<const std::byte>)>& take);

private:
    TarReader(std::shared_ptr<archive> tar, std::string name) : m_tar(std::move(tar)), m_name(std::move(name)) {}

    std::shared_ptr<archive> m_tar;
    std::string m_name;
};

}  // namespace cicatrix::store
