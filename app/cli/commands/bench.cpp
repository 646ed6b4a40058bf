// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benches/bench.h"
#include "app/cli/options.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace cicatrix::cli {

namespace {

using bench::BenchResult;
using nlohmann::json;

struct Bench {
    const char* name;
    std::vector<BenchResult> (*run)();
};
constexpr Bench kBenches[] = {
    {"image", bench::benchImage}, {"store", bench::benchStore}, {"backup", bench::benchBackup}, {"pdf", bench::benchPdf}};

json document(const BenchResult& result)
{
    return {{"name", result.name},
            {"plain", result.plain},
            {"ours_ms", result.oursMs},
            {"plain_ms", result.plainMs},
            {"ours_spread_ms", result.oursSpreadMs},
            {"plain_spread_ms", result.plainSpreadMs},
            {"ratio", result.ratio()},
            {"goal_ratio", result.goalRatio},
            {"met", result.met()}};
}

std::string line(const BenchResult& result)
{
    char text[256];
    std::snprintf(text, sizeof text, "%-44s %9.3f ms ± %-8.3f %9.3f ms ± %-8.3f %6.2f  (goal %.2f) %s", result.name.c_str(),
                  result.oursMs, result.oursSpreadMs, result.plainMs, result.plainSpreadMs, result.ratio(), result.goalRatio,
                  result.met() ? "met" : "missed");
    return text;
}

int benchAction(Invocation& invocation)
{
    const std::string wanted = invocation.operands().empty() ? "all" : invocation.operands().front();
    json all = json::array();
    bool known = false;
    const auto show = [&](const std::vector<BenchResult>& results) {
        known = true;
        for (const BenchResult& result : results) {
            all.push_back(document(result));
            if (!invocation.json()) {
                invocation.print(line(result) + "  beside " + result.plain);
            }
        }
    };
    for (const Bench& each : kBenches) {
        if (wanted == "all" || wanted == each.name) {
            show(each.run());
        }
    }
    if (wanted == "all" || wanted == "infer") {
        CICATRIX_CLI_ASSIGN(const std::filesystem::path package,
                            clinic::findModel(modelFolders(invocation), invocation.value("model")));
        CICATRIX_CLI_ASSIGN(const std::vector<BenchResult> results, bench::benchInfer(package));
        show(results);
    }
    if (wanted == "all" || wanted == "train") {
        CICATRIX_CLI_ASSIGN(const std::vector<BenchResult> results, bench::benchTrain());
        show(results);
    }
    if (!known) {
        return invocation.fail(
            {ErrorKind::Usage, wanted, "is no benchmark; there are image, infer, train, store, backup, pdf and all"});
    }
    if (invocation.json()) {
        invocation.printJson(all);
    }
    return 0;
}

}  // namespace

Command benchCommand()
{
    return {"bench",
            "Times the hot paths beside the plain library calls",
            {{"",
              "[image|infer|train|store|backup|pdf|all]",
              "Each row: ours, the plain call in the same run, the ratio and its goal.",
              "store --json",
              {{"model", "NAME", "the model for infer"}},
              {},
              benchAction,
              true}}};
}

}  // namespace cicatrix::cli
