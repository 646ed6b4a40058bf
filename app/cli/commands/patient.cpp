// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clinic_session.h"
#include "app/cli/command.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

using nlohmann::json;

json optionalDate(const std::optional<Date>& date) { return date ? json(isoDate(*date)) : json(nullptr); }

json document(const store::Patient& patient)
{
    return {{"id", patient.data.number},
            {"family", patient.data.family},
            {"given", patient.data.given},
            {"birth", optionalDate(patient.data.birth)},
            {"sex", patient.data.sex.empty() ? json(nullptr) : json(patient.data.sex)},
            {"erased", patient.erased},
            {"open_wounds", patient.openWounds},
            {"last_visit", optionalDate(patient.lastVisit)},
            {"last_area_cm2", patient.lastAreaCm2 ? json(*patient.lastAreaCm2) : json(nullptr)}};
}

void printPatient(const Invocation& invocation, const store::Patient& patient)
{
    const store::PatientData& data = patient.data;
    invocation.print(data.number + "  " + data.family + ", " + data.given + "  " + (data.birth ? isoDate(*data.birth) : "-") +
                     "  last visit " + (patient.lastVisit ? isoDate(*patient.lastVisit) : "-"));
}

/// What --family, --given, --birth, --sex say, on top of `data`.
Result<store::PatientData> withOptions(store::PatientData data, const Invocation& invocation)
{
    data.family = invocation.value("family").value_or(data.family);
    data.given = invocation.value("given").value_or(data.given);
    data.sex = invocation.value("sex").value_or(data.sex);
    if (invocation.has("birth")) {
        CICATRIX_ASSIGN(data.birth, dateOption(invocation, "birth"));
    }
    return data;
}

int showNumber(Invocation& invocation, const store::Store& store, const std::string& number)
{
    CICATRIX_CLI_ASSIGN(const store::ReadTransaction read, store.read());
    CICATRIX_CLI_ASSIGN(const store::Patient patient, store::patientByNumber(read, number));
    if (invocation.json()) {
        invocation.printJson(document(patient));
    } else {
        printPatient(invocation, patient);
    }
    return 0;
}

Result<std::string> addOne(const Invocation& invocation, const ClinicSession& session)
{
    store::PatientData data;
    data.number = *invocation.value("id");
    CICATRIX_ASSIGN(data, withOptions(std::move(data), invocation));
    CICATRIX_ASSIGN(store::WriteTransaction write, session.store.write(session.actor));
    CICATRIX_TRY(store::addPatient(write, data));
    CICATRIX_TRY(write.commit());
    return data.number;
}

int add(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Begin));
    CICATRIX_CLI_ASSIGN(const std::string number, addOne(invocation, session));
    return showNumber(invocation, session.store, number);
}

Result<std::string> editOne(const Invocation& invocation, const ClinicSession& session)
{
    CICATRIX_ASSIGN(store::WriteTransaction write, session.store.write(session.actor));
    CICATRIX_ASSIGN(const store::Patient patient, store::patientByNumber(write, *invocation.value("id")));
    CICATRIX_ASSIGN(store::PatientData data, withOptions(patient.data, invocation));
    data.number = invocation.value("new-id").value_or(data.number);
    CICATRIX_TRY(store::editPatient(write, patient.id, data));
    CICATRIX_TRY(write.commit());
    return data.number;
}

int edit(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    CICATRIX_CLI_ASSIGN(const std::string number, editOne(invocation, session));
    return showNumber(invocation, session.store, number);
}

int list(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Look));
    CICATRIX_CLI_ASSIGN(const store::ReadTransaction read, session.store.read());
    CICATRIX_CLI_ASSIGN(const std::optional<int> limit, invocation.integer("limit"));
    store::PatientQuery query;
    query.text = invocation.value("query").value_or("");
    query.limit = static_cast<std::size_t>(std::max(1, limit.value_or(1'000'000)));
    CICATRIX_CLI_ASSIGN(const std::vector<store::Patient> found, store::findPatients(read, query));
    json all = json::array();
    for (const store::Patient& patient : found) {
        if (invocation.json()) {
            all.push_back(document(patient));
        } else {
            printPatient(invocation, patient);
        }
    }
    if (invocation.json()) {
        invocation.printJson(all);
    }
    return 0;
}

int show(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Look));
    return showNumber(invocation, session.store, *invocation.value("id"));
}

int erase(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    CICATRIX_CLI_ASSIGN(store::WriteTransaction write, session.store.write(session.actor));
    CICATRIX_CLI_ASSIGN(const store::Patient patient, store::patientByNumber(write, *invocation.value("id")));
    CICATRIX_CLI_TRY(store::erasePatient(write, patient.id, *invocation.value("reason")));
    CICATRIX_CLI_TRY(write.commit());
    invocation.print("erased; the audit rows stay, and so do back-ups made before");
    return 0;
}

}  // namespace

Command patientCommand()
{
    const std::vector<Option> data{{"family", "NAME", "family name"},
                                   {"given", "NAME", "given name"},
                                   {"birth", "DATE", "YYYY-MM-DD"},
                                   {"sex", "female|male|other", "as recorded"}};
    const Option id{"id", "NUMBER", "hospital number"};
    const Option user{"user", "NAME", "who acts (else the system's user)"};
    const auto with = [&](std::vector<Option> more) {
        more.insert(more.end(), data.begin(), data.end());
        return more;
    };
    return {"patient",
            "Keeps the register of patients",
            {{"add",
              "",
              "Adds a patient.",
              "add --id 4711 --family Muster --given Erika --birth 1950-02-28",
              with({id, user}),
              {"id"},
              add},
             {"edit",
              "",
              "Changes what is recorded.",
              "edit --id 4711 --given Eva",
              with({id, {"new-id", "NUMBER", "another hospital number"}, user}),
              {"id"},
              edit},
             {"list",
              "",
              "Lists patients; --query filters by number or name.",
              "list --query must --json",
              {{"query", "TEXT", "words to look for"}, {"limit", "N", "at most so many"}, user},
              {},
              list},
             {"show", "", "Shows one patient.", "show --id 4711", {id, user}, {"id"}, show},
             {"erase",
              "",
              "Erases a patient's photos, masks and names (admin); audit rows stay.",
              "erase --id 4711 --reason \"consent withdrawn\"",
              {id, {"reason", "TEXT", "why"}, user},
              {"id", "reason"},
              erase}}};
}

}  // namespace cicatrix::cli
