// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"
#include "core/base/files.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

using nlohmann::json;

json summary(const clinic::InstalledModel& model)
{
    json tasks = json::array();
    for (const infer::TaskInfo& task : model.info.tasks) {
        tasks.push_back(task.name);
    }
    return {{"name", model.info.name},
            {"version", model.info.version},
            {"system", model.info.system},
            {"sha256", model.info.sha256},
            {"weights_sha256", model.info.weightsSha256},
            {"title", model.info.title},
            {"licence", model.info.licence},
            {"bytes", model.info.bytes},
            {"tasks", tasks},
            {"removable", model.removable}};
}

int list(Invocation& invocation)
{
    const clinic::ModelList found = clinic::listModels(modelFolders(invocation));
    for (const Error& refused : found.refused) {
        invocation.say(refused.message());
    }
    if (invocation.json()) {
        json document = json::array();
        for (const clinic::InstalledModel& model : found.models) {
            document.push_back(summary(model));
        }
        invocation.printJson(document);
    } else {
        for (const clinic::InstalledModel& model : found.models) {
            invocation.print(model.info.name + "  " + model.info.version + "  " + model.info.system + "  " +
                             model.info.sha256.substr(0, 12) + "  " + model.info.title);
        }
    }
    return found.refused.empty() ? 0 : 1;
}

int show(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const std::filesystem::path path,
                        clinic::findModel(modelFolders(invocation), invocation.operands().front()));
    CICATRIX_CLI_ASSIGN(const infer::ModelPackage package, infer::ModelPackage::open(path));
    json card = json::parse(package.info().cardJson);
    card["sha256"] = package.info().sha256;
    card["weights_sha256"] = package.info().weightsSha256;
    invocation.printJson(card);
    return 0;
}

/// Everything that is checked before a model's first use: hashes, tensors, golden output.
int verify(Invocation& invocation)
{
    std::vector<std::filesystem::path> paths;
    if (invocation.operands().empty()) {
        const clinic::ModelList found = clinic::listModels(modelFolders(invocation));
        for (const Error& refused : found.refused) {
            return invocation.fail(refused);
        }
        for (const clinic::InstalledModel& model : found.models) {
            paths.push_back(model.path);
        }
    }
    for (const std::string& name : invocation.operands()) {
        CICATRIX_CLI_ASSIGN(std::filesystem::path path, clinic::findModel(modelFolders(invocation), name));
        paths.push_back(std::move(path));
    }
    json document = json::array();
    for (const std::filesystem::path& path : paths) {
        CICATRIX_CLI_ASSIGN(const infer::Engine engine, infer::Engine::open(path, {}));
        document.push_back({{"name", engine.info().name},
                            {"version", engine.info().version},
                            {"sha256", engine.info().sha256},
                            {"verified", true}});
        if (!invocation.json()) {
            invocation.print(engine.info().name + " " + engine.info().version + ": hashes, tensors and golden output agree");
        }
    }
    if (invocation.json()) {
        invocation.printJson(document);
    }
    return 0;
}

int install(Invocation& invocation)
{
    for (const std::string& file : invocation.operands()) {
        CICATRIX_CLI_TRY(infer::Engine::open(file, {}));
        CICATRIX_CLI_ASSIGN(const clinic::InstalledModel model, clinic::installModel(modelFolders(invocation), file));
        invocation.print(model.info.name + " " + model.info.version + " installed");
    }
    return 0;
}

int pack(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const std::string card, readTextFile(*invocation.value("card")));
    CICATRIX_CLI_ASSIGN(const Bytes weights, readFile(*invocation.value("weights")));
    CICATRIX_CLI_TRY(infer::writePackage(card, weights, *invocation.value("out")));
    invocation.print(*invocation.value("out") + " written and verified");
    return 0;
}

int removeAction(Invocation& invocation)
{
    for (const std::string& name : invocation.operands()) {
        CICATRIX_CLI_TRY(clinic::removeModel(modelFolders(invocation), name));
    }
    return 0;
}

}  // namespace

Command modelsCommand()
{
    return {
        "models",
        "Lists, verifies and installs model packages",
        {{"list", "", "Every model that can be used.", "list --json", {}, {}, list},
         {"show", "NAME", "A model's card: data, figures with intervals, limits, licence.", "show wound_tissue", {}, {}, show},
         {"verify", "[NAME...]", "Checks hashes, tensors and the golden output.", "verify", {}, {}, verify},
         {"install", "FILE...", "Installs a package (folder or zip) into the clinic.", "install model.zip", {}, {}, install},
         {"pack",
          "",
          "Makes a package of a card and trained weights, and verifies it.",
          "pack --card card.json --weights runs/wound/ema.safetensors --out wound_tissue",
          {{"card", "FILE", "card.json, schema cicatrix.model/1"},
           {"weights", "FILE", "safetensors of a run"},
           {"out", "PACKAGE", "a new folder, or a name ending in .zip"}},
          {"card", "weights", "out"},
          pack},
         {"remove", "NAME...", "Removes a package from the clinic.", "remove my_model", {}, {}, removeAction}}};
}

}  // namespace cicatrix::cli
