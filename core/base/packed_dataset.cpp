// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/packed_dataset.h"

#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/base/tissue.h"

#include <nlohmann/json.hpp>

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cicatrix {

static_assert(std::endian::native == std::endian::little, "the file's numbers are little-endian and used in place");

namespace {

constexpr std::string_view kMagic = "CICD0001";
constexpr std::size_t kPreamble = 8 + 8 + 64;  // magic, header's length, header's SHA-256 in hexadecimal
constexpr std::uint64_t kAlignment = 64;
constexpr int kLongestSide = 1 << 15;

std::uint64_t aligned(std::uint64_t offset) { return (offset + kAlignment - 1) / kAlignment * kAlignment; }

std::uint64_t pixelCount(const PackedRow& row)
{
    return static_cast<std::uint64_t>(row.width) * static_cast<std::uint64_t>(row.height);
}

/// Where each plane of a row begins, counted from the row's first byte, and where the row ends.
struct RowLayout {
    std::uint64_t wound, tissue, end;
    explicit RowLayout(const PackedRow& row)
        : wound(aligned(3 * pixelCount(row))), tissue(wound + (row.hasWound ? aligned(pixelCount(row)) : 0)),
          end(tissue + (row.hasTissue ? aligned(pixelCount(row)) : 0))
    {
    }
};

std::string planesHash(const PackedPlanes& planes)
{
    Sha256 hash;
    hash.update(std::as_bytes(planes.rgb));
    hash.update(std::as_bytes(planes.wound));
    hash.update(std::as_bytes(planes.tissue));
    return hash.hex();
}

nlohmann::json rowToJson(const PackedRow& row, std::uint64_t offset)
{
    return {{"id", row.id},
            {"source", row.source},
            {"group", row.group},
            {"fold", row.fold},
            {"official_split", row.officialSplit},
            {"our_split", row.ourSplit},
            {"excluded", row.excluded},
            {"tissue_from", row.tissueFrom},
            {"width", row.width},
            {"height", row.height},
            {"wound", row.hasWound},
            {"tissue", row.hasTissue},
            {"sha256", row.sha256},
            {"offset", offset}};
}

PackedRow rowFromJson(const nlohmann::json& json)
{
    PackedRow row;
    json.at("id").get_to(row.id);
    json.at("source").get_to(row.source);
    json.at("group").get_to(row.group);
    json.at("fold").get_to(row.fold);
    json.at("official_split").get_to(row.officialSplit);
    json.at("our_split").get_to(row.ourSplit);
    json.at("excluded").get_to(row.excluded);
    json.at("tissue_from").get_to(row.tissueFrom);
    json.at("width").get_to(row.width);
    json.at("height").get_to(row.height);
    json.at("wound").get_to(row.hasWound);
    json.at("tissue").get_to(row.hasTissue);
    json.at("sha256").get_to(row.sha256);
    return row;
}

Error damaged(const std::string& name, const std::string& detail)
{
    return {ErrorKind::BadInput, name, "is not an intact packed data set: " + detail + "; pack it again"};
}

}  // namespace

struct PackedDataset::State {
    std::string name;
    const std::byte* mapped = nullptr;
    std::size_t size = 0;
    std::uint64_t payload = 0;  ///< file offset of the first plane
    std::string sha256;
    std::vector<PackedRow> rows;
    std::vector<std::uint64_t> offsets;
    std::vector<PackedSource> sources;
    std::map<int, std::string> codes;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        if (mapped != nullptr) {
            ::munmap(const_cast<std::byte*>(mapped), size);
        }
    }

    Result<void> map(const std::filesystem::path& path);
    Result<void> readHeader();
    Result<void> readRows(const nlohmann::json& header);
};

Result<void> PackedDataset::State::map(const std::filesystem::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        const ErrorKind kind = errno == ENOENT || errno == ENOTDIR ? ErrorKind::NotFound : ErrorKind::BadInput;
        return Error{kind, name, std::string("cannot be opened: ") + std::strerror(errno)};
    }
    struct stat status {};
    const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    size = regular ? static_cast<std::size_t>(status.st_size) : 0;
    void* address = size < kPreamble ? MAP_FAILED : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (address == MAP_FAILED) {
        return damaged(name, "it is too short or no regular file");
    }
    mapped = static_cast<const std::byte*>(address);
    return {};
}

Result<void> PackedDataset::State::readHeader()
{
    const char* text = reinterpret_cast<const char*>(mapped);
    if (std::string_view(text, kMagic.size()) != kMagic) {
        return damaged(name, "it does not begin with " + std::string(kMagic));
    }
    std::uint64_t length = 0;
    std::memcpy(&length, mapped + kMagic.size(), sizeof length);
    if (length > size - kPreamble) {
        return damaged(name, "its header is cut off");
    }
    const std::string_view header(text + kPreamble, static_cast<std::size_t>(length));
    sha256 = sha256Hex(header);
    if (sha256 != std::string_view(text + kMagic.size() + sizeof length, 64)) {
        return damaged(name, "its header does not match its SHA-256");
    }
    payload = aligned(kPreamble + length);
    CICATRIX_ASSIGN(const nlohmann::json json, parseJson(header, name));
    try {
        return readRows(json);
    } catch (const std::exception& error) {
        return damaged(name, std::string("its header lacks something (") + error.what() + ")");
    }
}

Result<void> PackedDataset::State::readRows(const nlohmann::json& header)
{
    if (header.at("schema").get<int>() != 1) {
        return damaged(name, "its schema is newer than this program knows");
    }
    for (const auto& [code, key] : header.at("codes").items()) {
        codes.emplace(std::stoi(code), key.get<std::string>());
    }
    for (const nlohmann::json& source : header.at("sources")) {
        sources.push_back({source.at("file").get<std::string>(), source.at("sha256").get<std::string>()});
    }
    std::set<std::string> ids;
    const std::uint64_t available = size > payload ? size - payload : 0;
    for (const nlohmann::json& json : header.at("rows")) {
        PackedRow row = rowFromJson(json);
        const auto offset = json.at("offset").get<std::uint64_t>();
        const bool sane = row.width > 0 && row.height > 0 && row.width <= kLongestSide && row.height <= kLongestSide;
        if (!sane || offset % kAlignment != 0 || offset > available || RowLayout(row).end > available - offset) {
            return damaged(name, "the pixels of row " + row.id + " lie outside the file");
        }
        if (!ids.insert(row.id).second) {
            return damaged(name, "row " + row.id + " stands in it twice");
        }
        rows.push_back(std::move(row));
        offsets.push_back(offset);
    }
    return {};
}

PackedDataset::PackedDataset(std::unique_ptr<State> state) : m_state(std::move(state)) {}
PackedDataset::PackedDataset(PackedDataset&&) noexcept = default;
PackedDataset& PackedDataset::operator=(PackedDataset&&) noexcept = default;
PackedDataset::~PackedDataset() = default;

Result<PackedDataset> PackedDataset::open(const std::filesystem::path& path)
{
    auto state = std::make_unique<State>();
    state->name = path.filename().string();
    CICATRIX_TRY(state->map(path));
    CICATRIX_TRY(state->readHeader());
    return PackedDataset(std::move(state));
}

const std::vector<PackedRow>& PackedDataset::rows() const { return m_state->rows; }
const std::vector<PackedSource>& PackedDataset::sources() const { return m_state->sources; }
const std::map<int, std::string>& PackedDataset::codes() const { return m_state->codes; }
const std::string& PackedDataset::sha256() const { return m_state->sha256; }

PackedPlanes PackedDataset::planes(std::size_t index) const
{
    const PackedRow& row = m_state->rows.at(index);
    const RowLayout layout(row);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(m_state->mapped) + m_state->payload + m_state->offsets[index];
    const auto count = static_cast<std::size_t>(pixelCount(row));
    return {{reinterpret_cast<const Rgb*>(bytes), count},
            {bytes + layout.wound, row.hasWound ? count : 0},
            {bytes + layout.tissue, row.hasTissue ? count : 0}};
}

Result<void> PackedDataset::verify() const
{
    for (std::size_t i = 0; i < rows().size(); ++i) {
        if (planesHash(planes(i)) != rows()[i].sha256) {
            return damaged(m_state->name, "the pixels of row " + rows()[i].id + " do not match their SHA-256");
        }
    }
    return {};
}

Result<PackedDatasetWriter> PackedDatasetWriter::create(const std::filesystem::path& path)
{
    CICATRIX_ASSIGN(AtomicFile spool, AtomicFile::open(path, Existing::Keep));
    return PackedDatasetWriter(path, std::move(spool));
}

Result<void> PackedDatasetWriter::add(PackedRow row, const PackedPlanes& planes)
{
    row.hasWound = !planes.wound.empty();
    row.hasTissue = !planes.tissue.empty();
    const std::size_t count = static_cast<std::size_t>(pixelCount(row));
    const bool fits = planes.rgb.size() == count && (!row.hasWound || planes.wound.size() == count) &&
                      (!row.hasTissue || planes.tissue.size() == count);
    if (!fits || count == 0 || row.width > kLongestSide || row.height > kLongestSide) {
        return Error{ErrorKind::BadInput, row.id, "its photo and masks do not have the same size"};
    }
    row.sha256 = planesHash(planes);
    m_offsets.push_back(m_size);
    static constexpr std::array<std::byte, kAlignment> kZeros{};
    for (const std::span<const std::byte> plane :
         {std::as_bytes(planes.rgb), std::as_bytes(planes.wound), std::as_bytes(planes.tissue)}) {
        CICATRIX_TRY(m_planes.write(plane));
        m_size += plane.size();
        CICATRIX_TRY(m_planes.write(std::span(kZeros).first(static_cast<std::size_t>(aligned(m_size) - m_size))));
        m_size = aligned(m_size);
    }
    m_rows.push_back(std::move(row));
    return {};
}

Result<void> PackedDatasetWriter::finish()
{
    nlohmann::json header{{"schema", 1},
                          {"tasks", {"wound", "tissue"}},
                          {"rows", nlohmann::json::array()},
                          {"sources", nlohmann::json::array()},
                          {"codes", {{"0", "background"}}}};
    for (const TissueStyle& style : tissueStyles()) {
        header["codes"][std::to_string(static_cast<int>(style.code))] = style.key;
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        header["rows"].push_back(rowToJson(m_rows[i], m_offsets[i]));
    }
    for (const PackedSource& source : m_sources) {
        header["sources"].push_back({{"file", source.file}, {"sha256", source.sha256}});
    }
    const std::string text = canonicalJson(header);
    const std::uint64_t length = text.size();
    CICATRIX_ASSIGN(AtomicFile file, AtomicFile::open(m_path, Existing::Keep));
    CICATRIX_TRY(file.write(kMagic));
    CICATRIX_TRY(file.write(std::as_bytes(std::span(&length, 1))));
    CICATRIX_TRY(file.write(sha256Hex(text)));
    CICATRIX_TRY(file.write(text));
    CICATRIX_TRY(file.write(std::string(static_cast<std::size_t>(aligned(kPreamble + length) - kPreamble - length), '\0')));
    std::ifstream spool(m_planes.temporaryPath(), std::ios::binary);
    std::vector<char> buffer(std::size_t{1} << 20);
    std::uint64_t copied = 0;
    while (spool.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || spool.gcount() > 0) {
        CICATRIX_TRY(file.write(std::string_view(buffer.data(), static_cast<std::size_t>(spool.gcount()))));
        copied += static_cast<std::uint64_t>(spool.gcount());
    }
    if (copied != m_size) {
        return Error{ErrorKind::Io, m_path.filename().string(), "its pixels could not be read back while it was written"};
    }
    return file.commit();
}

}  // namespace cicatrix
