// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/evaluation_data.h"

#include "core/base/csv.h"
#include "core/clinic/mask.h"
#include "core/image/codec.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace cicatrix::clinic {

namespace {

namespace fs = std::filesystem;

constexpr auto kIgnore = static_cast<std::uint8_t>(Tissue::Ignore);
/// Above this a drawn wound mask says wound: one public mask holds a stray 32.
constexpr std::uint8_t kWoundLevel = 127;

Result<CsvTable> readCsv(const fs::path& path, const std::vector<std::string>& needed)
{
    const std::string name = path.filename().string();
    CICATRIX_ASSIGN(const std::string text, readTextFile(path));
    CICATRIX_ASSIGN(CsvTable table, CsvTable::parse(text, name));
    for (const std::string& column : needed) {
        if (!table.has(column)) {
            return Error{ErrorKind::BadInput, name, "has no column \"" + column + "\""};
        }
    }
    return table;
}

/// Which rows a protocol or a COLUMN=VALUE means.
Result<std::vector<std::pair<std::string, std::string>>> conditions(const std::string& protocol, const std::string& split)
{
    using Conditions = std::vector<std::pair<std::string, std::string>>;
    if (!protocol.empty() && !split.empty()) {
        return Error{ErrorKind::Usage, {}, "give a protocol or a split, not both"};
    }
    if (protocol == "official") {
        return Conditions{{"source", "fuseg"}, {"official_split", "validation"}};
    }
    if (protocol == "clean") {
        return Conditions{{"source", "fuseg"}, {"our_split", "test"}};
    }
    if (protocol.starts_with("fold:")) {
        return Conditions{{"fold", protocol.substr(5)}};
    }
    if (!protocol.empty()) {
        return Error{ErrorKind::Usage, protocol, "is no protocol; there are official, clean and fold:K"};
    }
    const std::size_t equals = split.find('=');
    if (!split.empty() && (equals == std::string::npos || equals == 0)) {
        return Error{ErrorKind::Usage, split, "is not of the form COLUMN=VALUE"};
    }
    return split.empty() ? Conditions{} : Conditions{{split.substr(0, equals), split.substr(equals + 1)}};
}

/// Source → table, from classes.csv; sources that it does not name keep our own codes.
Result<std::map<std::string, CodeTable>> codeTables(const fs::path& classes)
{
    std::map<std::string, CodeTable> tables;
    std::error_code failed;
    if (!fs::exists(classes, failed)) {
        return tables;
    }
    CICATRIX_ASSIGN(const CsvTable rows, readCsv(classes, {"source", "id", "common_name"}));
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const int id = std::atoi(rows.cell(row, "id").c_str());
        if (id < 0 || id > 255) {
            return Error{ErrorKind::BadInput, "classes.csv", "has an id outside 0 to 255"};
        }
        auto [table, fresh] = tables.try_emplace(rows.cell(row, "source"));
        if (fresh) {
            table->second.fill(kIgnore);
        }
        const std::string& tissue = rows.cell(row, "common_name");
        table->second[static_cast<std::size_t>(id)] =
            tissue == "none" ? std::uint8_t{0} : static_cast<std::uint8_t>(tissueFromKey(tissue).value_or(Tissue::Ignore));
    }
    return tables;
}

CodeTable ownCodes()
{
    CodeTable table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        table[i] = isTissueCode(static_cast<std::uint8_t>(i)) ? static_cast<std::uint8_t>(i) : kIgnore;
    }
    return table;
}

void listCodes(EvaluationData& data)
{
    std::set<std::uint8_t> codes;
    for (const EvaluationItem& item : data.items) {
        if (!item.tissue.empty()) {
            codes.insert(data.codeTables[item.codeTable].begin(), data.codeTables[item.codeTable].end());
        }
    }
    codes.erase(0);
    codes.erase(kIgnore);
    data.codes.assign(codes.begin(), codes.end());
}

std::string stemOf(const fs::path& path)
{
    const fs::path stem = path.stem();
    return stem.extension() == ".wound" || stem.extension() == ".tissue" ? stem.stem().string() : stem.string();
}

std::map<std::string, fs::path> filesByStem(const fs::path& folder)
{
    std::map<std::string, fs::path> files;
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
        const std::string name = entry.path().filename().string();
        // A tissue map says more than the wound mask beside it.
        if (entry.is_regular_file(failed) && !name.starts_with(".") && !name.ends_with(".json") &&
            !name.ends_with(".overlay.png") && !name.ends_with(".confidence.png") &&
            (!files.contains(stemOf(name)) || name.ends_with(".tissue.png"))) {
            files[stemOf(name)] = entry.path();
        }
    }
    return files;
}

Result<EvaluationData> paired(const fs::path& first, const fs::path& second, bool masks)
{
    EvaluationData data{first.string() + " against " + second.string(), {}, {ownCodes()}, {1, 2, 3, 4, 5, 6}};
    const std::map<std::string, fs::path> truths = filesByStem(second);
    for (const auto& [stem, path] : filesByStem(first)) {
        const auto truth = truths.find(stem);
        if (truth == truths.end()) {
            return Error{ErrorKind::BadInput, path.string(), "has no counterpart in " + second.string()};
        }
        EvaluationItem item{stem, stem, {}, {}, truth->second, {}, 0};
        (masks ? item.prediction : item.photo) = path;
        data.items.push_back(std::move(item));
    }
    if (data.items.empty()) {
        return Error{ErrorKind::BadInput, first.string(), "holds no files to evaluate"};
    }
    const auto unanswered = std::find_if(truths.begin(), truths.end(), [&](const auto& truth) {
        return std::none_of(data.items.begin(), data.items.end(), [&](const auto& item) { return item.id == truth.first; });
    });
    if (unanswered != truths.end()) {
        return Error{ErrorKind::BadInput, unanswered->second.string(),
                     "has no counterpart in " + first.string() + "; every reference must be answered"};
    }
    return data;
}

}  // namespace

Result<EvaluationData> splitsCsvData(const fs::path& csv, const std::string& protocol, const std::string& split)
{
    CICATRIX_ASSIGN(const auto wanted, conditions(protocol, split));
    std::vector<std::string> columns{"id", "file", "wound_mask"};
    for (const auto& [column, value] : wanted) {
        columns.push_back(column);
    }
    CICATRIX_ASSIGN(const CsvTable rows, readCsv(csv, columns));
    CICATRIX_ASSIGN(const auto tables, codeTables(csv.parent_path() / "classes.csv"));
    EvaluationData data{csv.filename().string(), {}, {ownCodes()}, {}};
    data.name += protocol.empty() && split.empty() ? "" : ", " + (protocol.empty() ? split : protocol);
    std::map<std::string, std::size_t> tableOf;
    for (const auto& [source, table] : tables) {
        tableOf[source] = data.codeTables.size();
        data.codeTables.push_back(table);
    }
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const auto cell = [&](const std::string& column) { return rows.cell(row, column); };
        const auto path = [&](const char* column) {
            return cell(column).empty() ? fs::path() : csv.parent_path() / cell(column);
        };
        const bool chosen = std::all_of(wanted.begin(), wanted.end(), [&](const auto& c) { return cell(c.first) == c.second; });
        if (!chosen || (protocol.starts_with("fold:") && cell("tissue_mask").empty())) {
            continue;
        }
        const auto table = tableOf.find(cell("source"));
        data.items.push_back({cell("source") + "/" + cell("id"),
                              cell("group").empty() ? cell("id") : cell("group"),
                              path("file"),
                              {},
                              path("wound_mask"),
                              path("tissue_mask"),
                              table == tableOf.end() ? 0 : table->second});
    }
    if (data.items.empty()) {
        return Error{ErrorKind::BadInput, csv.filename().string(), "has no row of the split asked for"};
    }
    listCodes(data);
    return data;
}

Result<EvaluationData> folderData(const fs::path& folder)
{
    std::error_code failed;
    for (const char* const photos : {"images", "photos"}) {
        for (const char* const masks : {"labels", "masks", "truth"}) {
            if (fs::is_directory(folder / photos, failed) && fs::is_directory(folder / masks, failed)) {
                return paired(folder / photos, folder / masks, false);
            }
        }
    }
    return Error{ErrorKind::BadInput, folder.string(), "has no folders \"images\" and \"labels\" to compare"};
}

Result<EvaluationData> maskFoldersData(const fs::path& predictions, const fs::path& truths)
{
    return paired(predictions, truths, true);
}

Result<LabelMap> readLabels(const fs::path& path)
{
    CICATRIX_ASSIGN(const Bytes bytes, readFile(path));
    if (isTissueMapName(path.filename().string())) {
        return readLabelMap(bytes, path.filename().string());
    }
    CICATRIX_ASSIGN(LabelMap labels, image::decodeMask(bytes, path.filename().string()));
    const auto values = labels.values();
    const bool isTissue = std::all_of(values.begin(), values.end(), isTissueCode) &&
                          std::any_of(values.begin(), values.end(), [](std::uint8_t v) { return v > 1 && v != kIgnore; });
    const std::uint8_t most = values.empty() ? std::uint8_t{0} : *std::max_element(values.begin(), values.end());
    const std::uint8_t level = most > 1 ? kWoundLevel : std::uint8_t{0};
    for (std::uint8_t& value : labels.values()) {
        value = isTissue ? value : value > level ? kIgnore : std::uint8_t{0};
    }
    return labels;
}

Result<Reference> readReference(const EvaluationItem& item, const EvaluationData& data)
{
    Reference reference;
    if (!item.wound.empty()) {
        CICATRIX_ASSIGN(LabelMap labels, readLabels(item.wound));
        const auto values = std::as_const(labels).values();
        if (std::any_of(values.begin(), values.end(), [](std::uint8_t v) { return v != 0 && v != kIgnore; })) {
            reference.tissue = labels;
        }
        for (std::uint8_t& value : labels.values()) {
            value = isWound(value) ? kIgnore : std::uint8_t{0};
        }
        reference.wound = std::move(labels);
    }
    if (item.tissue.empty()) {
        return reference;
    }
    CICATRIX_ASSIGN(const Bytes bytes, readFile(item.tissue));
    CICATRIX_ASSIGN(LabelMap tissue, image::decodeMask(bytes, item.tissue.filename().string()));
    if (reference.wound && (tissue.width() != reference.wound->width() || tissue.height() != reference.wound->height())) {
        return Error{ErrorKind::BadInput, item.tissue.string(), "has another size than the wound mask"};
    }
    for (std::size_t i = 0; i < tissue.size(); ++i) {
        std::uint8_t& value = tissue.values()[i];
        value = data.codeTables[item.codeTable][value];
        if (value == 0 && reference.wound && reference.wound->values()[i] != 0) {
            value = kIgnore;
        }
    }
    reference.tissue = std::move(tissue);
    return reference;
}

}  // namespace cicatrix::clinic
