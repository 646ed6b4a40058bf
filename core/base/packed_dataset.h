// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/grid.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cicatrix {

/// One photo of a packed training set. A label that is not there is not there: no plane, never zeros.
struct PackedRow {
    std::string id;             ///< unique, e.g. "fuseg/train/0011"
    std::string source;         ///< data set it comes from
    std::string group;          ///< unit of splitting: one limb or person
    int fold = -1;              ///< −1 where the set has no folds for it
    std::string officialSplit;  ///< the source's own split; empty where it has none
    std::string ourSplit;       ///< train, val, test, unused
    bool excluded = false;      ///< must never be trained on
    std::string tissueFrom;     ///< row whose tissue mask was laid onto this photo; empty for its own mask
    int width = 0;
    int height = 0;
    bool hasWound = false;
    bool hasTissue = false;
    std::string sha256;  ///< over the row's planes, as `PackedDataset::verify` checks
};

/// A file that a packed set was made from.
struct PackedSource {
    std::string file;
    std::string sha256;
};

/// The planes of one row: rgb, then wound (0, 1, 255 = ignore), then tissue codes (255 = ignore).
struct PackedPlanes {
    std::span<const Rgb> rgb;
    std::span<const std::uint8_t> wound;   ///< empty where the row has no wound mask
    std::span<const std::uint8_t> tissue;  ///< empty where the row has no tissue mask
};

/// Reads a packed training set (`.cds`): magic "CICD0001", length and SHA-256 of a JSON header, the header, then raw
/// planes at multiples of 64 bytes. The file is mapped, not read, and no image decoder is needed.
class PackedDataset {
public:
    /// Checks magic, header hash, every length and every offset; a damaged or cut file is BadInput.
    [[nodiscard]] static Result<PackedDataset> open(const std::filesystem::path& path);
    PackedDataset(PackedDataset&&) noexcept;
    PackedDataset& operator=(PackedDataset&&) noexcept;
    ~PackedDataset();

    [[nodiscard]] const std::vector<PackedRow>& rows() const;
    [[nodiscard]] const std::vector<PackedSource>& sources() const;
    /// Meaning of the tissue plane's values: code → key, as in `tissueStyles`.
    [[nodiscard]] const std::map<int, std::string>& codes() const;
    /// SHA-256 of the header, which holds the hash of every row: identifies the data of a run.
    [[nodiscard]] const std::string& sha256() const;
    [[nodiscard]] PackedPlanes planes(std::size_t row) const;
    /// Hashes every plane and compares; BadInput names the first damaged row.
    [[nodiscard]] Result<void> verify() const;

private:
    struct State;
    explicit PackedDataset(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

/// Writes a `.cds` row by row; nothing appears at `path` before `finish` succeeds.
class PackedDatasetWriter {
public:
    /// Refuses an existing file.
    [[nodiscard]] static Result<PackedDatasetWriter> create(const std::filesystem::path& path);

    /// Appends a row: width, height, the `has` flags and the hash are taken from the planes.
    Result<void> add(PackedRow row, const PackedPlanes& planes);
    void addSource(PackedSource source) { m_sources.push_back(std::move(source)); }
    Result<void> finish();

private:
    PackedDatasetWriter(std::filesystem::path path, AtomicFile planes) : m_path(std::move(path)), m_planes(std::move(planes)) {}

    std::filesystem::path m_path;
    AtomicFile m_planes;  ///< spool beside the target, never committed: the header comes first in the file
    std::uint64_t m_size = 0;
    std::vector<PackedRow> m_rows;
    std::vector<std::uint64_t> m_offsets;
    std::vector<PackedSource> m_sources;
};

}  // namespace cicatrix
