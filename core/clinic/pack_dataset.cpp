// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/pack_dataset.h"

#include "core/base/csv.h"
#include "core/base/files.h"
#include "core/base/packed_dataset.h"
#include "core/base/sha256.h"
#include "core/base/tissue.h"
#include "core/image/codec.h"
#include "core/image/photo.h"
#include "core/image/resize.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <sstream>

namespace cicatrix::clinic {

namespace {

constexpr std::uint8_t kIgnore = 255;
using ClassMap = std::array<std::uint8_t, 256>;

struct Box {
    int x = 0, y = 0, width = 0, height = 0;
};

template <typename Number>
Result<Number> numberOf(const std::string& text, const std::string& subject)
{
    Number value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) {
        return Error{ErrorKind::BadInput, subject, "\"" + text + "\" is no number"};
    }
    return value;
}

std::optional<std::uint8_t> codeOf(const std::string& name)
{
    static const std::map<std::string, Tissue> kOthers{{"none", Tissue::Background},   {"fibrin", Tissue::Slough},
                                                       {"maceration", Tissue::Ignore}, {"tendon", Tissue::Other},
                                                       {"bone", Tissue::Other},        {"ignore", Tissue::Ignore}};
    const auto other = kOthers.find(name);
    const std::optional<Tissue> tissue = other == kOthers.end() ? tissueFromKey(name) : std::optional(other->second);
    return tissue ? std::optional(static_cast<std::uint8_t>(*tissue)) : std::nullopt;
}

template <typename T>
Grid<T> cut(const Grid<T>& picture, const Box& box)
{
    Grid<T> part(box.width, box.height);
    for (int y = 0; y < box.height; ++y) {
        const auto source =
            picture.row(y + box.y).subspan(static_cast<std::size_t>(box.x), static_cast<std::size_t>(box.width));
        std::copy(source.begin(), source.end(), part.row(y).begin());
    }
    return part;
}

class Packer {
public:
    Packer(const PackOptions& options, CsvTable table, PackedDatasetWriter writer)
        : m_options(options), m_table(std::move(table)), m_writer(std::move(writer)), m_folder(options.table.parent_path())
    {
    }

    Result<PackSummary> pack(Progress& progress);

private:
    struct Labelled {
        Grid<Rgb> photo;
        Grid<std::uint8_t> wound;  ///< empty where there is none
        Grid<std::uint8_t> tissue;
    };

    [[nodiscard]] std::string idOf(std::size_t line) const;
    Result<void> readClasses();
    void findParents();
    Result<Bytes> load(const std::string& file);
    Result<Grid<std::uint8_t>> loadMask(std::size_t line, const std::string& column);
    Result<Grid<std::uint8_t>> loadTissue(std::size_t line, const Grid<std::uint8_t>& wound);
    Result<void> layOnto(Labelled& parent, std::size_t cropLine);
    Result<Box> contentBox(std::size_t line, const Grid<Rgb>& photo) const;
    Result<void> addRow(std::size_t line);
    void reduce(Labelled& labelled) const;

    const PackOptions& m_options;
    CsvTable m_table;
    PackedDatasetWriter m_writer;
    std::filesystem::path m_folder;
    std::map<std::string, ClassMap> m_classes;
    std::map<std::string, std::size_t> m_cropOf;  ///< id of a photo → line of the crop that was cut from it
    std::map<std::string, std::string> m_hashes;  ///< file → SHA-256
    PackSummary m_summary;
};

/// "fuseg/train/0011": a source may number its splits apart, and `parent` names a photo this way.
std::string Packer::idOf(std::size_t line) const
{
    const std::string& split = m_table.cell(line, "official_split");
    return m_table.cell(line, "source") + "/" + (split.empty() ? "" : split + "/") + m_table.cell(line, "id");
}

Result<void> Packer::readClasses()
{
    if (m_options.classes.empty()) {
        return {};
    }
    const std::string name = m_options.classes.filename().string();
    CICATRIX_ASSIGN(const std::string text, readTextFile(m_options.classes));
    CICATRIX_ASSIGN(const CsvTable classes, CsvTable::parse(text, name));
    for (std::size_t line = 0; line < classes.rows(); ++line) {
        const auto code = codeOf(classes.cell(line, "common_name"));
        CICATRIX_ASSIGN(const std::uint8_t id, numberOf<std::uint8_t>(classes.cell(line, "id"), name));
        if (!code) {
            return Error{ErrorKind::BadInput, name, "\"" + classes.cell(line, "common_name") + "\" is no known tissue"};
        }
        ClassMap unknown;
        unknown.fill(kIgnore);
        m_classes.try_emplace(classes.cell(line, "source"), unknown).first->second[id] = *code;
    }
    return {};
}

void Packer::findParents()
{
    std::map<std::string, std::size_t> lines;
    for (std::size_t line = 0; line < m_table.rows(); ++line) {
        lines.emplace(idOf(line), line);
    }
    for (std::size_t line = 0; line < m_table.rows(); ++line) {
        const std::string& parent = m_table.cell(line, "parent");
        if (!parent.empty() && lines.contains(parent) && !m_table.cell(line, "tissue_mask").empty()) {
            m_cropOf.emplace(parent, line);
        }
    }
}

Result<Bytes> Packer::load(const std::string& file)
{
    CICATRIX_ASSIGN(Bytes bytes, readFile(m_folder / file));
    m_hashes[file] = sha256Hex(bytes);
    return bytes;
}

Result<Grid<std::uint8_t>> Packer::loadMask(std::size_t line, const std::string& column)
{
    const std::string& file = m_table.cell(line, column);
    CICATRIX_ASSIGN(const Bytes bytes, load(file));
    return image::decodeMask(bytes, file);
}

/// Ids to codes. Inside the wound, "none" means a tissue that the source does not name: not labelled.
Result<Grid<std::uint8_t>> Packer::loadTissue(std::size_t line, const Grid<std::uint8_t>& wound)
{
    const std::string& source = m_table.cell(line, "source");
    const auto classes = m_classes.find(source);
    if (classes == m_classes.end()) {
        return Error{ErrorKind::BadInput, idOf(line), "has a tissue mask, but the classes of \"" + source + "\" are not given"};
    }
    CICATRIX_ASSIGN(Grid<std::uint8_t> tissue, loadMask(line, "tissue_mask"));
    for (int y = 0; y < tissue.height(); ++y) {
        for (int x = 0; x < tissue.width(); ++x) {
            std::uint8_t& value = tissue.at(x, y);
            value = classes->second[value];
            // Without a wound mask the photo is a cut-out on plain colour: its surroundings teach nothing.
            const bool unknown = wound.empty() || (wound.contains(x, y) && wound.at(x, y) == 1);
            value = value == 0 && unknown ? kIgnore : value;
        }
    }
    return tissue;
}

/// Lays a crop's tissue mask onto the photo it was cut from; outside the crop nothing is known.
Result<void> Packer::layOnto(Labelled& parent, std::size_t cropLine)
{
    const std::string id = idOf(cropLine);
    CICATRIX_ASSIGN(const double x, numberOf<double>(m_table.cell(cropLine, "parent_x"), id));
    CICATRIX_ASSIGN(const double y, numberOf<double>(m_table.cell(cropLine, "parent_y"), id));
    CICATRIX_ASSIGN(const double scale, numberOf<double>(m_table.cell(cropLine, "parent_scale"), id));
    if (!(scale > 0)) {
        return Error{ErrorKind::BadInput, id, "\"parent_scale\" must be larger than 0"};
    }
    const Grid<std::uint8_t> none(1, 1);  // the parent's own outline decides what lies inside the wound
    CICATRIX_ASSIGN(const Grid<std::uint8_t> crop, loadTissue(cropLine, none));
    parent.tissue = Grid<std::uint8_t>(parent.photo.width(), parent.photo.height(), kIgnore);
    for (int row = 0; row < parent.photo.height(); ++row) {
        for (int column = 0; column < parent.photo.width(); ++column) {
            const int cropX = static_cast<int>(std::floor((column - x) / scale + 0.5));
            const int cropY = static_cast<int>(std::floor((row - y) / scale + 0.5));
            if (crop.contains(cropX, cropY)) {
                const std::uint8_t code = crop.at(cropX, cropY);
                const bool unknown = code == 0 && !parent.wound.empty() && parent.wound.at(column, row) == 1;
                parent.tissue.at(column, row) = unknown ? kIgnore : code;
            }
        }
    }
    ++m_summary.laidOntoParents;
    return {};
}

Result<Box> Packer::contentBox(std::size_t line, const Grid<Rgb>& photo) const
{
    const std::string& text = m_table.cell(line, "content_box");
    if (text.empty()) {
        return Box{0, 0, photo.width(), photo.height()};
    }
    std::istringstream words(text);
    Box box;
    const bool read = static_cast<bool>(words >> box.x >> box.y >> box.width >> box.height);
    if (!read || box.x < 0 || box.y < 0 || box.width < 1 || box.height < 1 || box.width > photo.width() - box.x ||
        box.height > photo.height() - box.y) {
        return Error{ErrorKind::BadInput, idOf(line), "its content_box \"" + text + "\" does not lie within the photo"};
    }
    return box;
}

void Packer::reduce(Labelled& labelled) const
{
    const int longest = std::max(labelled.photo.width(), labelled.photo.height());
    if (m_options.longestSide <= 0 || longest <= m_options.longestSide) {
        return;
    }
    const double factor = static_cast<double>(m_options.longestSide) / longest;
    const int width = std::max(1, static_cast<int>(std::lround(labelled.photo.width() * factor)));
    const int height = std::max(1, static_cast<int>(std::lround(labelled.photo.height() * factor)));
    labelled.photo = image::resized(labelled.photo, width, height);
    for (Grid<std::uint8_t>* mask : {&labelled.wound, &labelled.tissue}) {
        if (!mask->empty()) {
            *mask = image::resizedLabels(*mask, width, height);
        }
    }
}

Result<void> Packer::addRow(std::size_t line)
{
    PackedRow row;
    row.id = idOf(line);
    const std::string& file = m_table.cell(line, "file");
    CICATRIX_ASSIGN(const Bytes bytes, load(file));
    CICATRIX_ASSIGN(const image::DecodedPhoto decoded, image::decodePhoto(bytes, file));
    Labelled labelled{*decoded.pixels, {}, {}};
    if (!m_table.cell(line, "wound_mask").empty()) {
        CICATRIX_ASSIGN(labelled.wound, loadMask(line, "wound_mask"));
        for (std::uint8_t& value : labelled.wound.values()) {
            value = value > 127 ? 1 : 0;
        }
    }
    if (!m_table.cell(line, "tissue_mask").empty()) {
        CICATRIX_ASSIGN(labelled.tissue, loadTissue(line, labelled.wound));
    } else if (const auto crop = m_cropOf.find(row.id);
               crop != m_cropOf.end() && m_table.cell(crop->second, "exclude") != "1") {
        CICATRIX_TRY(layOnto(labelled, crop->second));
        row.tissueFrom = idOf(crop->second);
    }
    for (const Grid<std::uint8_t>* mask : {&labelled.wound, &labelled.tissue}) {
        if (!mask->empty() && (mask->width() != labelled.photo.width() || mask->height() != labelled.photo.height())) {
            return Error{ErrorKind::BadInput, row.id, "its photo and masks do not have the same size"};
        }
    }
    CICATRIX_ASSIGN(const Box box, contentBox(line, labelled.photo));
    labelled.photo = cut(labelled.photo, box);
    labelled.wound = labelled.wound.empty() ? labelled.wound : cut(labelled.wound, box);
    labelled.tissue = labelled.tissue.empty() ? labelled.tissue : cut(labelled.tissue, box);
    reduce(labelled);
    row.source = m_table.cell(line, "source");
    row.group = m_table.cell(line, "group");
    row.officialSplit = m_table.cell(line, "official_split");
    row.ourSplit = m_table.cell(line, "our_split");
    row.excluded = m_table.cell(line, "exclude") == "1";
    if (const std::string& fold = m_table.cell(line, "fold"); !fold.empty()) {
        CICATRIX_ASSIGN(row.fold, numberOf<int>(fold, row.id));
    }
    row.width = labelled.photo.width();
    row.height = labelled.photo.height();
    ++m_summary.photos;
    m_summary.withWound += labelled.wound.empty() ? 0 : 1;
    m_summary.withTissue += labelled.tissue.empty() ? 0 : 1;
    return m_writer.add(std::move(row), {labelled.photo.values(), labelled.wound.values(), labelled.tissue.values()});
}

Result<PackSummary> Packer::pack(Progress& progress)
{
    const std::string name = m_options.table.filename().string();
    for (const char* column : {"source", "id", "file", "group"}) {
        if (!m_table.has(column)) {
            return Error{ErrorKind::BadInput, name, std::string("has no column \"") + column + "\""};
        }
    }
    CICATRIX_TRY(readClasses());
    findParents();
    for (std::size_t line = 0; line < m_table.rows(); ++line) {
        if (!progress.update(static_cast<std::int64_t>(line), static_cast<std::int64_t>(m_table.rows()), "pack")) {
            return Error{ErrorKind::Cancelled, name, "packing was stopped; nothing was written"};
        }
        const auto crop = m_cropOf.find(m_table.cell(line, "parent"));
        if (crop == m_cropOf.end() || m_table.cell(line, "tissue_mask").empty()) {
            CICATRIX_TRY(addRow(line));
        }
    }
    for (const auto& [file, hash] : m_hashes) {
        m_writer.addSource({file, hash});
    }
    CICATRIX_TRY(m_writer.finish());
    return m_summary;
}

}  // namespace

Result<PackSummary> packDataset(const PackOptions& options, const std::filesystem::path& output, Progress& progress)
{
    CICATRIX_ASSIGN(const std::string text, readTextFile(options.table));
    CICATRIX_ASSIGN(CsvTable table, CsvTable::parse(text, options.table.filename().string()));
    CICATRIX_ASSIGN(PackedDatasetWriter writer, PackedDatasetWriter::create(output));
    return Packer(options, std::move(table), std::move(writer)).pack(progress);
}

}  // namespace cicatrix::clinic
