// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/package.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cicatrix::clinic {

/// A model package that can be used, and where it lies.
struct InstalledModel {
    std::filesystem::path path;
    infer::ModelInfo info;
    bool removable = false;  ///< it lies in the clinic, not beside the program
};

/// Where packages are looked for: the clinic's own models first, then those shipped beside the program.
struct ModelFolders {
    std::filesystem::path clinic;  ///< may be empty or absent
    std::filesystem::path shipped;
};

/// Every package found, by name; a name in the clinic hides the shipped one. Packages that are refused are named in
/// `refused` and left out.
struct ModelList {
    std::vector<InstalledModel> models;
    std::vector<Error> refused;
};
[[nodiscard]] ModelList listModels(const ModelFolders& folders);

/// The named package; without a name the only one, or the one named "wound_tissue". `name` may be a path as well.
[[nodiscard]] Result<std::filesystem::path> findModel(const ModelFolders& folders, const std::optional<std::string>& name);
/// Copies a verified package into the clinic's models; one of that name is kept.
[[nodiscard]] Result<InstalledModel> installModel(const ModelFolders& folders, const std::filesystem::path& package);
[[nodiscard]] Result<void> removeModel(const ModelFolders& folders, const std::string& name);

}  // namespace cicatrix::clinic
