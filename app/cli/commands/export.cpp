// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/export.h"
#include "app/cli/clinic_session.h"
#include "app/cli/command.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

Result<clinic::ExportSummary> makeExport(const Invocation& invocation, const ClinicSession& session)
{
    clinic::ExportRequest request;
    CICATRIX_ASSIGN(request.report, reportRequest(invocation, session));
    CICATRIX_ASSIGN(request.reportOptions, reportOptions(invocation));
    request.folder = *invocation.value("out");
    request.pseudonymise = invocation.has("pseudonymise");
    {
        CICATRIX_ASSIGN(const store::ReadTransaction read, session.store.read());
        CICATRIX_ASSIGN(const store::Patient patient, chosenPatient(read, invocation));
        request.patient = patient.id;
    }
    return clinic::exportPatient(session.store, session.actor, request, invocation.progress());
}

int exportAction(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    CICATRIX_CLI_ASSIGN(const clinic::ExportSummary summary, makeExport(invocation, session));
    if (invocation.json()) {
        invocation.printJson(nlohmann::json{
            {"wounds", summary.wounds},
            {"visits", summary.visits},
            {"files", summary.files},
            {"pseudonym", summary.pseudonym.empty() ? nlohmann::json(nullptr) : nlohmann::json(summary.pseudonym)}});
    } else {
        invocation.print(std::to_string(summary.files) + " files of " + std::to_string(summary.visits) + " visits" +
                         (summary.pseudonym.empty() ? "" : " as " + summary.pseudonym));
    }
    return 0;
}

}  // namespace

Command exportCommand()
{
    return {"export",
            "Writes a patient's photos, masks, figures and reports into a folder",
            {{"",
              "",
              "Pseudonymised: no name, no EXIF, no free text, dates shifted alike.",
              "--patient 4711 --out export --pseudonymise",
              {{"patient", "NUMBER", "hospital number"},
               {"out", "DIR", "a new folder"},
               {"pseudonymise", "", "leave out who it is"},
               {"paper", "a4|letter", "paper size of the reports (a4)"},
               {"user", "NAME", "who exports"}},
              {"patient", "out"},
              exportAction,
              true}}};
}

}  // namespace cicatrix::cli
