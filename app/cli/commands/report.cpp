// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report.h"
#include "app/cli/clinic_session.h"
#include "app/cli/command.h"
#include "core/store/audit.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

Result<report::ReportReceipt> makeReport(const Invocation& invocation, const ClinicSession& session)
{
    CICATRIX_ASSIGN(clinic::ReportRequest request, reportRequest(invocation, session));
    CICATRIX_ASSIGN(const report::ReportOptions options, reportOptions(invocation));
    PatientId patient;
    {
        CICATRIX_ASSIGN(const store::ReadTransaction read, session.store.read());
        CICATRIX_ASSIGN(const store::Wound wound, chosenWound(read, invocation));
        request.history.wound = wound.id;
        patient = wound.patient;
    }
    CICATRIX_ASSIGN(const report::ReportData data, clinic::reportData(session.store, request));
    CICATRIX_ASSIGN(report::ReportReceipt receipt, report::writeReport(data, *invocation.value("out"), options));
    if (session.store.writable()) {
        CICATRIX_ASSIGN(store::WriteTransaction write, session.store.write(session.actor));
        const nlohmann::json detail{{"report", receipt.id}, {"data_sha256", receipt.dataSha256}};
        store::AuditEntry entry;
        entry.act = "report.make";
        entry.object = "wound:" + std::to_string(request.history.wound.value);
        entry.detail = detail.dump();
        entry.patient = patient;
        CICATRIX_TRY(store::recordAct(write, entry));
        CICATRIX_TRY(write.commit());
    }
    return receipt;
}

int report(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Look));
    CICATRIX_CLI_ASSIGN(const report::ReportReceipt receipt, makeReport(invocation, session));
    if (invocation.json()) {
        invocation.printJson(nlohmann::json{{"report", receipt.id},
                                            {"data_sha256", receipt.dataSha256},
                                            {"pages", receipt.pages},
                                            {"file", *invocation.value("out")}});
    } else {
        invocation.print(receipt.id + "  " + std::to_string(receipt.pages) + " pages  " + *invocation.value("out"));
    }
    return 0;
}

}  // namespace

Command reportCommand()
{
    return {"report",
            "Makes the progress report of a wound as a PDF",
            {{"",
              "",
              "Photos, figures, chart, statement of change, provenance and limits.",
              "--patient 4711 --wound 1 --out report.pdf --lang de",
              {{"patient", "NUMBER", "hospital number"},
               {"wound", "W", "the wound's number"},
               {"out", "FILE.pdf", "where it goes"},
               {"paper", "a4|letter", "paper size (a4)"},
               {"from", "DATE", "first day"},
               {"to", "DATE", "last day"},
               {"force", "", "replace a file that exists"},
               {"user", "NAME", "the report's author"}},
              {"patient", "out"},
              report,
              true}}};
}

}  // namespace cicatrix::cli
