// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clinic_session.h"
#include "app/cli/options.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

using nlohmann::json;

json optionalDate(const std::optional<Date>& date) { return date ? json(isoDate(*date)) : json(nullptr); }

json document(const store::Wound& wound)
{
    return {{"id", wound.number},
            {"site", wound.data.site},
            {"side", wound.data.side},
            {"aetiology", wound.data.aetiology.empty() ? json(nullptr) : json(wound.data.aetiology)},
            {"onset", optionalDate(wound.data.onset)},
            {"closed", optionalDate(wound.data.closed)},
            {"visits", wound.visits},
            {"last_visit", optionalDate(wound.lastVisit)},
            {"last_area_cm2", wound.lastAreaCm2 ? json(*wound.lastAreaCm2) : json(nullptr)}};
}

void printWound(const Invocation& invocation, const store::Wound& wound)
{
    if (invocation.json()) {
        invocation.printJson(document(wound));
        return;
    }
    invocation.print(std::to_string(wound.number) + "  " + wound.data.site + "  " +
                     (wound.data.aetiology.empty() ? "-" : wound.data.aetiology) + "  " + std::to_string(wound.visits) +
                     " visits" + (wound.data.closed ? "  closed " + isoDate(*wound.data.closed) : ""));
}

Result<store::WoundData> withOptions(store::WoundData data, const Invocation& invocation)
{
    if (const auto text = invocation.value("site")) {
        CICATRIX_ASSIGN(const std::vector<clinic::Site> sites, clinic::readSites(resourcesFolder()));
        CICATRIX_ASSIGN(const clinic::Site site, clinic::findSite(sites, *text, invocation.value("side").value_or("")));
        data.site = site.id;
        data.side = site.side;
    }
    if (const auto text = invocation.value("aetiology")) {
        data.aetiology = clinic::aetiologyKey(*text);
    }
    if (invocation.has("onset")) {
        CICATRIX_ASSIGN(data.onset, dateOption(invocation, "onset"));
    }
    if (invocation.value("closed") == "no") {
        data.closed.reset();
    } else if (invocation.has("closed")) {
        CICATRIX_ASSIGN(data.closed, dateOption(invocation, "closed"));
    }
    return data;
}

Result<store::Wound> addOne(const Invocation& invocation, const ClinicSession& session)
{
    CICATRIX_ASSIGN(const store::WoundData data, withOptions({}, invocation));
    CICATRIX_ASSIGN(store::WriteTransaction write, session.store.write(session.actor));
    CICATRIX_ASSIGN(const store::Patient patient, chosenPatient(write, invocation));
    CICATRIX_ASSIGN(const WoundId id, store::addWound(write, patient.id, data));
    CICATRIX_ASSIGN(store::Wound added, store::wound(write, id));
    CICATRIX_TRY(write.commit());
    return added;
}

int add(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    CICATRIX_CLI_ASSIGN(const store::Wound wound, addOne(invocation, session));
    printWound(invocation, wound);
    return 0;
}

Result<store::Wound> editOne(const Invocation& invocation, const ClinicSession& session)
{
    CICATRIX_ASSIGN(store::WriteTransaction write, session.store.write(session.actor));
    CICATRIX_ASSIGN(const store::Wound wound, chosenWound(write, invocation));
    CICATRIX_ASSIGN(const store::WoundData data, withOptions(wound.data, invocation));
    CICATRIX_TRY(store::editWound(write, wound.id, data));
    CICATRIX_ASSIGN(store::Wound edited, store::wound(write, wound.id));
    CICATRIX_TRY(write.commit());
    return edited;
}

int edit(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    CICATRIX_CLI_ASSIGN(const store::Wound wound, editOne(invocation, session));
    printWound(invocation, wound);
    return 0;
}

int list(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Look));
    CICATRIX_CLI_ASSIGN(const store::ReadTransaction read, session.store.read());
    CICATRIX_CLI_ASSIGN(const store::Patient patient, chosenPatient(read, invocation));
    CICATRIX_CLI_ASSIGN(const std::vector<store::Wound> wounds, store::wounds(read, patient.id));
    json all = json::array();
    for (const store::Wound& wound : wounds) {
        if (invocation.json()) {
            all.push_back(document(wound));
        } else {
            printWound(invocation, wound);
        }
    }
    if (invocation.json()) {
        invocation.printJson(all);
    }
    return 0;
}

}  // namespace

Command woundCommand()
{
    const std::vector<Option> data{
        {"site", "CODE", "site of the body map (heel_left), or its SNOMED CT code with --side"},
        {"side", "left|right|midline", "which side, where the code does not say"},
        {"aetiology", "KIND", "venous, diabetic, arterial, mixed, pressure, surgical, traumatic, burn"},
        {"onset", "DATE", "when it began, YYYY-MM-DD"},
        {"user", "NAME", "who acts"}};
    const Option patient{"patient", "NUMBER", "hospital number"};
    const Option number{"wound", "W", "the wound's number within the patient"};
    return {"wound",
            "Keeps a patient's wounds",
            {{"add",
              "",
              "Adds a wound and prints its number.",
              "add --patient 4711 --site heel_left --aetiology pressure",
              std::vector<Option>{patient} + data,
              {"patient", "site"},
              add},
             {"edit",
              "",
              "Changes what is recorded; --closed says that it has healed.",
              "edit --patient 4711 --wound 1 --closed 2026-05-04",
              std::vector<Option>{patient, number, {"closed", "DATE|no", "the day it was healed; no: open again"}} + data,
              {"patient", "wound"},
              edit},
             {"list",
              "",
              "Lists a patient's wounds.",
              "list --patient 4711 --json",
              {patient, {"user", "NAME", "who acts"}},
              {"patient"},
              list}}};
}

}  // namespace cicatrix::cli
