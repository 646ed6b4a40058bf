// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/tar.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <fstream>
#include <vector>

namespace cicatrix::store {

namespace fs = std::filesystem;

namespace {
constexpr std::size_t kPiece = std::size_t{1} << 20;
}  // namespace

/// Where the archive's bytes go, and the first error on the way.
struct TarWriter::Sink {
    AtomicFile* file = nullptr;
    std::optional<Error> error;

    static la_ssize_t take(archive*, void* self, const void* bytes, std::size_t size)
    {
        auto* sink = static_cast<Sink*>(self);
        if (sink->error) {
            return -1;
        }
        if (Result<void> done = sink->file->write(std::span(static_cast<const std::byte*>(bytes), size)); !done) {
            sink->error = std::move(done).error();
            return -1;
        }
        return static_cast<la_ssize_t>(size);
    }
};

TarWriter::TarWriter(std::shared_ptr<archive> tar, std::shared_ptr<Sink> sink) : m_sink(std::move(sink)), m_tar(std::move(tar))
{
}

Result<TarWriter> TarWriter::open(AtomicFile& file)
{
    const auto sink = std::make_shared<Sink>();
    sink->file = &file;
    // The deleter keeps the sink: freeing an unfinished archive may still flush into it.
    const std::shared_ptr<archive> tar(archive_write_new(), [sink](archive* one) { archive_write_free(one); });
    archive_write_set_format_pax_restricted(tar.get());
    archive_write_set_bytes_per_block(tar.get(), static_cast<int>(kPiece));
    archive_write_set_bytes_in_last_block(tar.get(), 1);
    TarWriter writer(tar, sink);
    if (archive_write_open(tar.get(), sink.get(), nullptr, &Sink::take, nullptr) != ARCHIVE_OK) {
        return writer.failure();
    }
    return writer;
}

Error TarWriter::failure() const
{
    if (m_sink->error) {
        return *m_sink->error;
    }
    const char* text = archive_error_string(m_tar.get());
    return {ErrorKind::Io, "back-up", text == nullptr ? "cannot be written" : text};
}

Result<void> TarWriter::begin(const std::string& name, std::int64_t size)
{
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_mtime(entry.get(), 0, 0);
    if (archive_write_header(m_tar.get(), entry.get()) < ARCHIVE_WARN) {
        return failure();
    }
    return {};
}

Result<void> TarWriter::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const la_ssize_t written = archive_write_data(m_tar.get(), bytes.data(), bytes.size());
        if (written <= 0) {
            return failure();
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> TarWriter::add(const std::string& name, std::string_view content)
{
    CICATRIX_TRY(begin(name, static_cast<std::int64_t>(content.size())));
    return write(std::as_bytes(std::span{content.data(), content.size()}));
}

Result<void> TarWriter::addFile(const std::string& name, const fs::path& path)
{
    std::error_code code;
    const auto size = static_cast<std::int64_t>(fs::file_size(path, code));
    std::ifstream file(path, std::ios::binary);
    if (code || !file) {
        return Error{ErrorKind::NotFound, path.string(), "cannot be read for the back-up; run `db check`"};
    }
    CICATRIX_TRY(begin(name, size));
    std::vector<char> piece(kPiece);
    std::int64_t done = 0;
    while (done < size && file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        const auto got = static_cast<std::size_t>(file.gcount());
        CICATRIX_TRY(write(std::as_bytes(std::span{piece.data(), got})));
        done += static_cast<std::int64_t>(got);
    }
    if (done != size) {
        return Error{ErrorKind::Io, path.string(), "could not be read to its end"};
    }
    return {};
}

Result<void> TarWriter::finish()
{
    if (archive_write_close(m_tar.get()) != ARCHIVE_OK) {
        return failure();
    }
    return {};
}

Result<TarReader> TarReader::open(const fs::path& path)
{
    const std::string name = path.filename().string();
    std::error_code code;
    if (!fs::is_regular_file(path, code)) {
        return Error{fs::exists(path, code) ? ErrorKind::BadInput : ErrorKind::NotFound, path.string(), "is no back-up file"};
    }
    const std::shared_ptr<archive> tar(archive_read_new(), archive_read_free);
    archive_read_support_format_tar(tar.get());
    if (archive_read_open_filename(tar.get(), path.c_str(), kPiece) != ARCHIVE_OK) {
        return Error{ErrorKind::BadInput, name, "is no back-up of a clinic, or cannot be read"};
    }
    return TarReader(tar, name);
}

Result<std::optional<TarEntry>> TarReader::next()
{
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(m_tar.get(), &entry);
    if (code == ARCHIVE_EOF) {
        return std::optional<TarEntry>();
    }
    const char* path = code == ARCHIVE_OK ? archive_entry_pathname(entry) : nullptr;
    if (path == nullptr || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) {
        return Error{ErrorKind::BadInput, m_name, "is no back-up of a clinic, or was cut short or damaged"};
    }
    return std::optional(TarEntry{path, archive_entry_size(entry)});
}

Result<void> TarReader::read(const std::function<Result<void>(std::span<const std::byte>)>& take)
{
    std::vector<std::byte> piece(kPiece);
    while (true) {
        const la_ssize_t got = archive_read_data(m_tar.get(), piece.data(), piece.size());
        if (got < 0) {
            return Error{ErrorKind::BadInput, m_name, "was cut short or is damaged"};
        }
        if (got == 0) {
            return {};
        }
        CICATRIX_TRY(take(std::span(piece.data(), static_cast<std::size_t>(got))));
    }
}

}  // namespace cicatrix::store
