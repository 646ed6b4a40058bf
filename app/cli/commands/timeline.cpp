// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clinic_session.h"
#include "app/cli/command.h"
#include "core/report/chart.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicatrix::cli {

namespace {

Result<std::vector<clinic::WoundHistory>> histories(const Invocation& invocation, const ClinicSession& session)
{
    CICATRIX_ASSIGN(const clinic::ReportRequest request, reportRequest(invocation, session));
    CICATRIX_ASSIGN(const store::ReadTransaction read, session.store.read());
    CICATRIX_ASSIGN(const store::Patient patient, chosenPatient(read, invocation));
    std::vector<store::Wound> wounds;
    if (invocation.has("wound")) {
        CICATRIX_ASSIGN(const store::Wound wound, chosenWound(read, invocation));
        wounds.push_back(wound);
    } else {
        CICATRIX_ASSIGN(wounds, store::wounds(read, patient.id));
    }
    std::vector<clinic::WoundHistory> all;
    for (const store::Wound& wound : wounds) {
        clinic::HistoryRequest history = request.history;
        history.wound = wound.id;
        CICATRIX_ASSIGN(clinic::WoundHistory one, clinic::woundHistory(read, history));
        all.push_back(std::move(one));
    }
    return all;
}

nlohmann::json document(const std::vector<clinic::WoundHistory>& all)
{
    if (all.size() == 1) {
        return clinic::timelineDocument(all.front());
    }
    nlohmann::json list = nlohmann::json::array();
    for (const clinic::WoundHistory& history : all) {
        list.push_back(clinic::timelineDocument(history));
    }
    return list;
}

Result<void> writeTo(const Invocation& invocation, const std::vector<clinic::WoundHistory>& all,
                     const std::filesystem::path& path)
{
    CICATRIX_ASSIGN(const report::ReportOptions options, reportOptions(invocation));
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (ending == ".json") {
        return writeFileAtomically(path, document(all).dump(2) + "\n", options.existing);
    }
    if (all.size() != 1) {
        return Error{ErrorKind::Usage, "--wound", "is missing; one file shows one wound"};
    }
    if (ending == ".csv") {
        return writeFileAtomically(path, clinic::timelineCsv(all.front()), options.existing);
    }
    return report::writeChart({all.front().series, all.front().healing, {}}, path, options.language, options.existing);
}

int timeline(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Look));
    CICATRIX_CLI_ASSIGN(const std::vector<clinic::WoundHistory> all, histories(invocation, session));
    if (const auto out = invocation.value("out")) {
        CICATRIX_CLI_TRY(writeTo(invocation, all, *out));
    }
    if (invocation.json()) {
        invocation.printJson(document(all));
    } else if (!invocation.has("out")) {
        for (const clinic::WoundHistory& history : all) {
            invocation.print(clinic::timelineCsv(history));
        }
    }
    return 0;
}

}  // namespace

Command timelineCommand()
{
    return {"timeline",
            "Shows how a wound heals: figures, metrics, chart",
            {{"",
              "",
              "Prints every visit with its figures; --out writes CSV, JSON, PNG or SVG by the name's end.",
              "--patient 4711 --wound 1 --out healing.png",
              {{"patient", "NUMBER", "hospital number"},
               {"wound", "W", "the wound's number"},
               {"out", "FILE", ".csv, .json, .png or .svg"},
               {"from", "DATE", "first day"},
               {"to", "DATE", "last day"},
               {"force", "", "replace a file that exists"},
               {"user", "NAME", "who looks"}},
              {"patient"},
              timeline,
              true}}};
}

}  // namespace cicatrix::cli
