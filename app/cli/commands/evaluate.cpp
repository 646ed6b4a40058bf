// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/evaluate.h"
#include "app/cli/options.h"
#include "core/base/atomic_file.h"
#include "core/clinic/evaluation_data.h"

#include <optional>

namespace cicatrix::cli {

namespace {

Result<clinic::EvaluationData> chosenData(const Invocation& invocation)
{
    if (invocation.has("pred") != invocation.has("truth")) {
        return Error{ErrorKind::Usage, "", "--pred and --truth belong together"};
    }
    if (invocation.has("pred")) {
        return clinic::maskFoldersData(*invocation.value("pred"), *invocation.value("truth"));
    }
    if (!invocation.has("data")) {
        return Error{ErrorKind::Usage, "--data", "is missing; name a folder or a splits CSV, or --pred and --truth"};
    }
    const std::filesystem::path data = *invocation.value("data");
    if (std::filesystem::is_directory(data)) {
        return clinic::folderData(data);
    }
    if (invocation.has("protocol") && invocation.has("split")) {
        return Error{ErrorKind::Usage, "", "give only one of --protocol and --split"};
    }
    return clinic::splitsCsvData(data, invocation.value("protocol").value_or(""), invocation.value("split").value_or(""));
}

Result<clinic::EvaluateOptions> chosenOptions(const Invocation& invocation)
{
    clinic::EvaluateOptions options;
    options.raw = invocation.has("raw");
    options.testTimeAugmentation = invocation.has("tta");
    if (const auto rule = invocation.value("empty-rule")) {
        const std::optional<metrics::EmptyRule> known = metrics::emptyRuleFromKey(*rule);
        if (!known) {
            return Error{ErrorKind::Usage, "--empty-rule", "takes nnunet, gt_present, both_empty_1 or fuseg_image"};
        }
        options.emptyRule = *known;
    }
    return options;
}

int evaluateAction(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const clinic::EvaluationData data, chosenData(invocation));
    CICATRIX_CLI_ASSIGN(const clinic::EvaluateOptions options, chosenOptions(invocation));
    std::optional<infer::Engine> engine;
    if (!invocation.has("pred")) {
        CICATRIX_CLI_ASSIGN(engine, openEngine(invocation));
    }
    CICATRIX_CLI_ASSIGN(const clinic::Evaluation evaluation,
                        clinic::evaluate(engine ? &*engine : nullptr, data, options, invocation.progress()));
    if (const auto file = invocation.value("per-image")) {
        CICATRIX_CLI_TRY(writeFileAtomically(*file, clinic::perImageCsv(evaluation),
                                             invocation.has("force") ? Existing::Replace : Existing::Keep));
    }
    for (const Warning& warning : evaluation.warnings) {
        invocation.say(describe(warning));
    }
    invocation.print(invocation.json() ? clinic::evaluationJson(evaluation) : clinic::evaluationTable(evaluation));
    return 0;
}

}  // namespace

Command evaluateCommand()
{
    return {"evaluate",
            "Scores a model, or masks made by anyone, against reference masks",
            {{"",
              "",
              "Pooled and per-image Dice, IoU, precision and recall with 95 % intervals.",
              "--data splits.csv --protocol official",
              {{"model", "NAME", "an installed model, or a package's path"},
               {"data", "PATH", "a splits CSV, or a folder with images and labels"},
               {"split", "COLUMN=VALUE", "rows of the CSV"},
               {"protocol", "official|clean|fold:K", "rows of the CSV by protocol"},
               {"pred", "DIR", "masks to score instead of a model's"},
               {"truth", "DIR", "their references"},
               {"empty-rule", "RULE", "nnunet (default), gt_present, both_empty_1, fuseg_image"},
               {"per-image", "FILE.csv", "also one line an image"},
               {"raw", "", "leave the card's post-processing out"},
               {"tta", "", "average over mirrored and turned copies"},
               {"force", "", "replace a file that exists"}},
              {},
              evaluateAction}}};
}

}  // namespace cicatrix::cli
