// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/pack_dataset.h"
#include "app/cli/command.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

int packDataset(Invocation& invocation)
{
    clinic::PackOptions options;
    options.table = *invocation.value("csv");
    options.classes = invocation.value("classes").value_or((options.table.parent_path() / "classes.csv").string());
    CICATRIX_CLI_ASSIGN(const std::optional<int> side, invocation.integer("size"));
    options.longestSide = side.value_or(0);
    CICATRIX_CLI_ASSIGN(const clinic::PackSummary packed,
                        clinic::packDataset(options, *invocation.value("out"), invocation.progress()));
    if (invocation.json()) {
        invocation.printJson({{"photos", packed.photos},
                              {"with_wound", packed.withWound},
                              {"with_tissue", packed.withTissue},
                              {"laid_onto_parents", packed.laidOntoParents}});
    } else {
        invocation.print(std::to_string(packed.photos) + " photos, " + std::to_string(packed.withWound) +
                         " with a wound mask, " + std::to_string(packed.withTissue) + " with tissue (" +
                         std::to_string(packed.laidOntoParents) + " laid onto the photo they were cut from)");
    }
    return 0;
}

}  // namespace

Command pack_datasetCommand()
{
    return {"pack-dataset",
            "Packs photos and masks into one file for training",
            {{"",
              "",
              "Verifies every photo and mask and names the faulty ones.",
              "--csv splits.csv --out wounds.cds",
              {{"csv", "FILE", "one line a photo"},
               {"out", "FILE.cds", "the packed data set"},
               {"classes", "FILE", "meaning of tissue ids (classes.csv beside the table)"},
               {"size", "PX", "reduce photos to this long side"}},
              {"csv", "out"},
              packDataset}}};
}

}  // namespace cicatrix::cli
