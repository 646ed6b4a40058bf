// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/demo.h"
#include "app/cli/options.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

int demo(Invocation& invocation)
{
    phantom::DemoOptions options;
    CICATRIX_CLI_ASSIGN(const std::optional<int> patients, invocation.integer("patients"));
    CICATRIX_CLI_ASSIGN(const std::optional<int> seed, invocation.integer("seed"));
    options.patients = patients.value_or(options.patients);
    options.seed = static_cast<std::uint64_t>(seed.value_or(1));
    if (options.patients < 1 || options.patients > 1000 || seed.value_or(1) < 0 || invocation.operands().size() != 1) {
        return invocation.fail(
            {ErrorKind::Usage, "demo", "takes one folder, 1 to 1000 patients and a seed that is not negative"});
    }
    CICATRIX_CLI_ASSIGN(infer::Engine engine, openEngine(invocation));
    CICATRIX_CLI_ASSIGN(const clinic::DemoSummary made,
                        clinic::makeDemo(invocation.operands().front(), options, engine, invocation.progress()));
    if (invocation.json()) {
        invocation.printJson(nlohmann::json{{"clinic", invocation.operands().front()},
                                            {"patients", made.patients},
                                            {"wounds", made.wounds},
                                            {"visits", made.visits},
                                            {"proposed", made.proposed},
                                            {"corrected", made.corrected}});
    } else {
        invocation.print(std::to_string(made.patients) + " patients, " + std::to_string(made.wounds) + " wounds, " +
                         std::to_string(made.visits) + " visits (" + std::to_string(made.proposed) + " still proposed, " +
                         std::to_string(made.corrected) + " outlines redrawn) in " + invocation.operands().front());
    }
    return 0;
}

}  // namespace

Command demoCommand()
{
    return {"demo",
            "Makes a clinic of phantom patients to try things on",
            {{"",
              "DIR",
              "Draws wounds that heal, stall or worsen by a known law, analyses and files them.",
              "demo-clinic --patients 3",
              {{"patients", "N", "how many patients (12)"},
               {"seed", "S", "same seed, same photos (1)"},
               {"model", "NAME", "an installed model, or a package's path"}},
              {},
              demo}}};
}

}  // namespace cicatrix::cli
