// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/package_files.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

namespace cicatrix::infer {

namespace {

constexpr std::size_t kLargestZip = std::size_t{1200} << 20;

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Writer = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

/// Reads one entry; what it says about its own size is not believed.
std::string readEntry(archive* reader, std::size_t limit, Bytes& bytes)
{
    constexpr std::size_t kStep = 1 << 20;
    for (;;) {
        const std::size_t had = bytes.size();
        bytes.resize(had + kStep);
        const la_ssize_t got = archive_read_data(reader, bytes.data() + had, kStep);
        bytes.resize(had + static_cast<std::size_t>(std::max<la_ssize_t>(got, 0)));
        if (got < 0) {
            return "is a damaged zip";
        }
        if (got == 0) {
            return {};
        }
        if (bytes.size() > limit) {
            return "holds a file that is larger than a model package may have";
        }
    }
}

}  // namespace

Result<PackageFiles> readZip(const std::filesystem::path& path)
{
    const std::string subject = path.filename().string();
    const auto refuse = [&](const std::string& why) { return Error{ErrorKind::ModelRefused, subject, why}; };
    auto bytes = readFile(path, kLargestZip);
    if (!bytes) {
        return refuse(bytes.error().detail);
    }
    const Reader reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_zip_seekable(reader.get());
    if (archive_read_open_memory(reader.get(), bytes->data(), bytes->size()) != ARCHIVE_OK) {
        return refuse("is neither a folder nor a zip with a model package");
    }
    PackageFiles files;
    for (;;) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF) {
            return files;
        }
        if (status != ARCHIVE_OK) {
            return refuse(files.empty() ? "is neither a folder nor a zip with a model package" : "is a damaged zip");
        }
        const char* const stored = archive_entry_pathname(entry);
        const std::string name = stored == nullptr ? "" : stored;
        const auto& parts = packageParts();
        const auto* const part = std::find_if(parts.begin(), parts.end(), [&](const PackagePart& p) { return p.name == name; });
        if (part == parts.end() || archive_entry_filetype(entry) != AE_IFREG) {
            return refuse(
                "holds something else than a model package's files (TorchScript and PyTorch archives can carry code and "
                "are never loaded)");
        }
        Bytes content;
        if (const std::string problem = readEntry(reader.get(), part->limit, content); !problem.empty()) {
            return refuse(problem);
        }
        if (!files.emplace(name, std::move(content)).second) {
            return refuse("holds the file " + name + " twice");
        }
    }
}

Result<Bytes> zipped(const PackageFiles& files)
{
    const Error failed{ErrorKind::Io, "model package", "the zip could not be made"};
    Bytes out;
    std::size_t largest = 65'536;
    for (const auto& [name, bytes] : files) {
        largest += bytes.size() + 1024;
    }
    out.resize(largest);
    std::size_t used = 0;
    const Writer writer(archive_write_new(), &archive_write_free);
    archive_write_set_format_zip(writer.get());
    archive_write_set_options(writer.get(), "zip:compression=store");
    if (archive_write_open_memory(writer.get(), out.data(), out.size(), &used) != ARCHIVE_OK) {
        return failed;
    }
    for (const auto& [name, bytes] : files) {
        const Entry entry(archive_entry_new(), &archive_entry_free);
        archive_entry_set_pathname(entry.get(), name.c_str());
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_mtime(entry.get(), 315'532'800, 0);  // 1980-01-01: the same package gives the same bytes
        if (archive_write_header(writer.get(), entry.get()) != ARCHIVE_OK ||
            archive_write_data(writer.get(), bytes.data(), bytes.size()) != static_cast<la_ssize_t>(bytes.size())) {
            return failed;
        }
    }
    if (archive_write_close(writer.get()) != ARCHIVE_OK) {
        return failed;
    }
    out.resize(used);
    return out;
}

}  // namespace cicatrix::infer
