// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/tissue.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cicatrix::clinic {

/// Value in a source's tissue mask → our code.
using CodeTable = std::array<std::uint8_t, 256>;

/// One photo with its reference masks; empty paths where there is none.
struct EvaluationItem {
    std::string id;
    std::string group;                 ///< limb or person: the unit of resampling
    std::filesystem::path photo;       ///< empty when masks are compared
    std::filesystem::path prediction;  ///< a mask made by anyone; empty when a model predicts
    std::filesystem::path wound;
    std::filesystem::path tissue;
    std::size_t codeTable = 0;  ///< of EvaluationData::codeTables
};

struct EvaluationData {
    std::string name;  ///< what was chosen, for the heading: "splits.csv, official"
    std::vector<EvaluationItem> items;
    std::vector<CodeTable> codeTables;
    std::vector<std::uint8_t> codes;  ///< tissue codes that the references can hold, rising
};

/// Chooses the test rows of a splits CSV: `protocol` "official" (FUSeg's validation photos), "clean" (FUSeg rows of our
/// limb-disjoint test part), "fold:K" (rows of fold K with a tissue mask); or `split` "COLUMN=VALUE"; neither: every row.
/// Tissue values are mapped by the classes.csv beside it.
[[nodiscard]] Result<EvaluationData> splitsCsvData(const std::filesystem::path& csv, const std::string& protocol,
                                                   const std::string& split);
/// A folder with photos (`images` or `photos`) and masks of the same stems (`labels`, `masks` or `truth`).
[[nodiscard]] Result<EvaluationData> folderData(const std::filesystem::path& folder);
/// Two folders of masks of the same stems; `.wound` and `.tissue` at the end of a stem are passed over.
[[nodiscard]] Result<EvaluationData> maskFoldersData(const std::filesystem::path& predictions,
                                                     const std::filesystem::path& truths);

/// The references of an item as its annotators drew them; they may disagree, and are not repaired.
struct Reference {
    std::optional<LabelMap> wound;   ///< not 0 = wound
    std::optional<LabelMap> tissue;  ///< codes; 255 = not labelled, also wound that no tissue was drawn on
};
[[nodiscard]] Result<Reference> readReference(const EvaluationItem& item, const EvaluationData& data);
/// A label map made by anyone: tissue codes, or a wound mask (0/255, 0/1), whose wound becomes 255.
[[nodiscard]] Result<LabelMap> readLabels(const std::filesystem::path& path);

}  // namespace cicatrix::clinic
