// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"
#include "core/report/card_page.h"

namespace cicatrix::cli {

namespace {

Result<void> makeCard(const Invocation& invocation)
{
    report::ReportOptions options;
    CICATRIX_ASSIGN(options.paper, report::paperFromKey(invocation.value("paper").value_or("a4")));
    CICATRIX_ASSIGN(options.language, report::languageFromKey(invocation.value("lang").value_or("en")));
    options.existing = invocation.has("force") ? Existing::Replace : Existing::Keep;
    return report::writeCard(*invocation.value("out"), options);
}

int card(Invocation& invocation)
{
    CICATRIX_CLI_TRY(makeCard(invocation));
    return 0;
}

}  // namespace

Command cardCommand()
{
    return {"card",
            "Makes the printable calibration card",
            {{"",
              "",
              "Writes the card as a PDF; print it at 100 % and measure the check line.",
              "--out card.pdf --paper a4",
              {{"out", "FILE.pdf", "where it goes"},
               {"paper", "a4|letter", "paper size (a4)"},
               {"force", "", "replace a file that exists"}},
              {"out"},
              card,
              true}}};
}

}  // namespace cicatrix::cli
