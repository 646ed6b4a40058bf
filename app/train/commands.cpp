// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/commands.h"

#include "core/base/atomic_file.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/nn/checkpoint.h"
#include "core/train/average.h"
#include "core/train/loader.h"
#include "core/train/report.h"
#include "core/train/selection.h"
#include "core/train/trainer.h"

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <iostream>
#include <map>

namespace cicatrix::app {

namespace {

constexpr const char* kHelp = R"(cicatrix-train: train and judge wound and tissue networks. Needs LibTorch only.

  cicatrix-train train --config FILE --out FOLDER [--resume]
      Trains as the JSON configuration says. Ctrl-C writes a checkpoint; --resume goes on, bit for bit on the CPU.
      Prints one JSON line every few steps and after every epoch.
  cicatrix-train evaluate --run FOLDER [--weights FILE] [--on test|validation] [--flips] [--json FILE]
      Fits temperature and threshold on the run's hold-out, then reports. Default weights: FOLDER/best.safetensors.
  cicatrix-train infer --run FOLDER --out FOLDER [--weights FILE] [--on test|validation] [--flips]
      Writes each photo's tissue codes (255 = wound of unknown tissue) as a portable graymap, OUT/ID.pgm.
  cicatrix-train average --out FOLDER FILE FILE...
      Writes the mean of several runs' weights as FOLDER/weights.safetensors; the runs must share one split.
  cicatrix-train bench --config FILE [--seconds N]
      Times training steps of a configuration on this machine.

Examples:
  cicatrix-train train --config wound.json --out runs/official
  cicatrix-train evaluate --run runs/official --flips --json official.json
)";

volatile std::sig_atomic_t stopRequested = 0;

class SignalProgress : public Progress {
public:
    SignalProgress()
    {
        std::signal(SIGINT, [](int) { stopRequested = 1; });
        std::signal(SIGTERM, [](int) { stopRequested = 1; });
    }
    bool update(std::int64_t, std::int64_t, std::string_view) override { return stopRequested == 0; }
};

using Options = std::map<std::string, std::string>;

/// "--name value" pairs; `flags` take no value.
Result<Options> readOptions(const std::vector<std::string>& arguments, const std::map<std::string, bool>& known)
{
    Options options;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const auto option = known.find(arguments[i]);
        if (option == known.end()) {
            return Error{ErrorKind::Usage, arguments[i], "is no option of " + arguments[0] + "; see cicatrix-train --help"};
        }
        if (option->second && i + 1 == arguments.size()) {
            return Error{ErrorKind::Usage, arguments[i], "needs a value"};
        }
        i += option->second ? 1 : 0;
        options[option->first] = option->second ? arguments[i] : "yes";
    }
    return options;
}

Result<std::string> required(const Options& options, const std::string& name)
{
    const auto found = options.find(name);
    if (found == options.end()) {
        return Error{ErrorKind::Usage, name, "is missing; see cicatrix-train --help"};
    }
    return found->second;
}

Result<int> trainCommand(const std::vector<std::string>& arguments)
{
    CICATRIX_ASSIGN(const Options options, readOptions(arguments, {{"--config", true}, {"--out", true}, {"--resume", false}}));
    CICATRIX_ASSIGN(const std::string file, required(options, "--config"));
    CICATRIX_ASSIGN(const std::string folder, required(options, "--out"));
    CICATRIX_ASSIGN(const train::TrainConfig config, train::readTrainConfig(file));
    SignalProgress progress;
    CICATRIX_ASSIGN(const train::TrainOutcome outcome,
                    train::runTraining(config, {folder, options.contains("--resume")}, progress, std::cout));
    std::cout
        << nlohmann::json{{"done", outcome.epochs}, {"best_epoch", outcome.bestEpoch}, {"best_score", outcome.bestScore}}.dump()
        << std::endl;
    return 0;
}

/// What `evaluate` and `infer` work on.
struct RunChoice {
    train::TrainConfig config;
    train::JudgeJob job;
};

Result<RunChoice> chosenRun(const Options& options)
{
    CICATRIX_ASSIGN(const std::filesystem::path run, required(options, "--run"));
    const std::string part = options.contains("--on") ? options.at("--on") : "test";
    if (part != "test" && part != "validation") {
        return Error{ErrorKind::Usage, part, "is no part of a run; use test or validation"};
    }
    RunChoice choice;
    choice.job.weights =
        options.contains("--weights") ? std::filesystem::path(options.at("--weights")) : run / "best.safetensors";
    choice.job.onTest = part == "test";
    choice.job.flips = options.contains("--flips");
    CICATRIX_ASSIGN(choice.config, train::readTrainConfig(run / "config.json"));
    return choice;
}

Result<int> inferCommand(const std::vector<std::string>& arguments)
{
    CICATRIX_ASSIGN(
        const Options options,
        readOptions(arguments, {{"--run", true}, {"--weights", true}, {"--on", true}, {"--flips", false}, {"--out", true}}));
    CICATRIX_ASSIGN(const std::string folder, required(options, "--out"));
    CICATRIX_ASSIGN(const RunChoice run, chosenRun(options));
    SignalProgress progress;
    CICATRIX_ASSIGN(const std::size_t written, train::writePredictions(run.config, run.job, folder, progress));
    std::cout << nlohmann::json{{"masks", written}, {"folder", folder}}.dump() << std::endl;
    return 0;
}

Result<int> evaluateCommand(const std::vector<std::string>& arguments)
{
    CICATRIX_ASSIGN(
        const Options options,
        readOptions(arguments, {{"--run", true}, {"--weights", true}, {"--on", true}, {"--flips", false}, {"--json", true}}));
    CICATRIX_ASSIGN(const RunChoice run, chosenRun(options));
    SignalProgress progress;
    CICATRIX_ASSIGN(const nlohmann::json report, train::judgeRun(run.config, run.job, progress));
    std::cout << report.dump(2) << std::endl;
    if (options.contains("--json")) {
        CICATRIX_TRY(writeFileAtomically(options.at("--json"), report.dump(2) + "\n", Existing::Replace));
    }
    return 0;
}

Result<int> averageCommand(const std::vector<std::string>& arguments)
{
    if (arguments.size() < 3 || arguments[1] != "--out") {
        return Error{ErrorKind::Usage, "average", "wants --out FOLDER and the weights files; see cicatrix-train --help"};
    }
    CICATRIX_TRY(train::averageWeights({arguments.begin() + 3, arguments.end()}, arguments[2]));
    return 0;
}

Result<int> benchCommand(const std::vector<std::string>& arguments)
{
    CICATRIX_ASSIGN(const Options options, readOptions(arguments, {{"--config", true}, {"--seconds", true}}));
    CICATRIX_ASSIGN(const std::string file, required(options, "--config"));
    double seconds = 20;
    if (options.contains("--seconds")) {
        const std::string& text = options.at("--seconds");
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), seconds);
        if (code != std::errc{} || end != text.data() + text.size() || !(seconds > 0)) {
            return Error{ErrorKind::Usage, text, "is no number of seconds"};
        }
    }
    CICATRIX_ASSIGN(const train::TrainConfig config, train::readTrainConfig(file));
    CICATRIX_ASSIGN(const nlohmann::json report, train::benchTraining(config, seconds));
    std::cout << report.dump() << std::endl;
    return 0;
}

}  // namespace

Result<int> runTrainer(const std::vector<std::string>& arguments)
{
    const std::string command = arguments.empty() ? "--help" : arguments[0];
    if (command == "--help" || command == "help") {
        std::cout << kHelp;
        return 0;
    }
    if (command == "--version") {
        std::cout << "cicatrix-train " << CICATRIX_VERSION << '\n';
        return 0;
    }
    if (command == "train") {
        return trainCommand(arguments);
    }
    if (command == "evaluate") {
        return evaluateCommand(arguments);
    }
    if (command == "infer") {
        return inferCommand(arguments);
    }
    if (command == "average") {
        return averageCommand(arguments);
    }
    if (command == "bench") {
        return benchCommand(arguments);
    }
    return Error{ErrorKind::Usage, command, "is no command; see cicatrix-train --help"};
}

}  // namespace cicatrix::app
