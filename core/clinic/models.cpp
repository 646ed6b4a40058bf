// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/models.h"

#include "core/base/atomic_file.h"
#include "core/base/files.h"
#include "core/base/scratch_folder.h"

#include <algorithm>

namespace cicatrix::clinic {

namespace fs = std::filesystem;

namespace {

constexpr const char* kDefaultModel = "wound_tissue";

void collect(const fs::path& folder, bool removable, ModelList& list)
{
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().filename().string().starts_with('.') ||
            (!entry.is_directory() && entry.path().extension() != ".zip")) {
            continue;
        }
        Result<infer::ModelPackage> package = infer::ModelPackage::open(entry.path());
        if (!package) {
            list.refused.push_back(package.error());
            continue;
        }
        const auto sameName = [&](const InstalledModel& model) { return model.info.name == package->info().name; };
        if (std::none_of(list.models.begin(), list.models.end(), sameName)) {
            list.models.push_back({entry.path(), package->info(), removable});
        }
    }
}

Result<void> copyPackage(const fs::path& from, const fs::path& to)
{
    if (!fs::is_directory(from)) {
        CICATRIX_ASSIGN(const Bytes content, readFile(from));
        return writeFileAtomically(to, content, Existing::Keep);
    }
    // A folder becomes visible under its own name only when every file is in it.
    CICATRIX_ASSIGN(ScratchFolder staged, ScratchFolder::beside(to));
    for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
        CICATRIX_ASSIGN(const Bytes content, readFile(entry.path()));
        CICATRIX_TRY(writeFileAtomically(staged.path() / entry.path().filename(), content, Existing::Keep));
    }
    return staged.become();
}

}  // namespace

ModelList listModels(const ModelFolders& folders)
{
    ModelList list;
    collect(folders.clinic, true, list);
    collect(folders.shipped, false, list);
    std::sort(list.models.begin(), list.models.end(), [](const auto& a, const auto& b) { return a.info.name < b.info.name; });
    return list;
}

Result<fs::path> findModel(const ModelFolders& folders, const std::optional<std::string>& name)
{
    std::error_code ignored;
    if (name && (name->find('/') != std::string::npos || name->ends_with(".zip")) && fs::exists(*name, ignored)) {
        return fs::path(*name);
    }
    const ModelList list = listModels(folders);
    if (!name && list.models.size() == 1) {
        return list.models.front().path;
    }
    for (const InstalledModel& model : list.models) {
        if (model.info.name == name.value_or(kDefaultModel)) {
            return model.path;
        }
    }
    if (!list.refused.empty() && list.models.empty()) {
        return list.refused.front();
    }
    if (list.models.empty()) {
        return Error{ErrorKind::ModelRefused, "", "no model is installed; install one with: models install FILE"};
    }
    return Error{ErrorKind::NotFound, name.value_or(kDefaultModel), "is not an installed model; see: models list"};
}

Result<InstalledModel> installModel(const ModelFolders& folders, const fs::path& package)
{
    CICATRIX_ASSIGN(const infer::ModelPackage opened, infer::ModelPackage::open(package));
    const bool folder = fs::is_directory(package);
    const fs::path target = folders.clinic / (opened.info().name + (folder ? "" : ".zip"));
    for (const InstalledModel& model : listModels({folders.clinic, {}}).models) {
        if (model.info.name == opened.info().name) {
            return Error{ErrorKind::BadInput, model.info.name, "is installed already; remove it first"};
        }
    }
    std::error_code failed;
    fs::create_directories(folders.clinic, failed);
    CICATRIX_TRY(copyPackage(package, target));
    return InstalledModel{target, opened.info(), true};
}

Result<void> removeModel(const ModelFolders& folders, const std::string& name)
{
    for (const InstalledModel& model : listModels({folders.clinic, {}}).models) {
        if (model.info.name == name) {
            std::error_code failed;
            fs::remove_all(model.path, failed);
            if (failed) {
                return systemError(failed.value(), name, "cannot be removed");
            }
            return {};
        }
    }
    return Error{ErrorKind::NotFound, name, "is not among this clinic's own models; shipped ones stay"};
}

}  // namespace cicatrix::clinic
