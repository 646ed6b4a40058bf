// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/train/trainer.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace cicatrix::cli {

namespace {

Result<train::TrainOutcome> runOnce(const Invocation& invocation)
{
    const bool resume = invocation.has("resume");
    if (resume == invocation.has("out")) {
        return Error{ErrorKind::Usage, "", "give either --out RUN for a new run or --resume RUN to go on with one"};
    }
    const std::filesystem::path folder = *invocation.value(resume ? "resume" : "out");
    const std::filesystem::path file = invocation.value("config").value_or((folder / "config.json").string());
    CICATRIX_ASSIGN(const std::string text, readTextFile(file));
    CICATRIX_ASSIGN(const nlohmann::json json, parseJson(text, file.filename().string()));
    CICATRIX_ASSIGN(const train::TrainConfig config, train::parseTrainConfig(json, file.filename().string()));
    return train::runTraining(config, {folder, resume}, invocation.progress(), std::cerr);
}

int trainAction(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const train::TrainOutcome outcome, runOnce(invocation));
    invocation.printJson({{"epochs", outcome.epochs}, {"best_epoch", outcome.bestEpoch}, {"best_score", outcome.bestScore}});
    return 0;
}

}  // namespace

Command trainCommand()
{
    return {"train",
            "Trains a network",
            {{"",
              "",
              "One run as a JSON configuration says; Ctrl-C writes a checkpoint, --resume goes on.",
              "--config wound.json --out runs/wound",
              {{"config", "FILE", "the configuration (with --resume: the run's own)"},
               {"out", "RUN", "a new run's folder"},
               {"resume", "RUN", "a run to go on with"}},
              {},
              trainAction}}};
}

}  // namespace cicatrix::cli
