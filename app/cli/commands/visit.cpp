// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clinic_session.h"
#include "app/cli/options.h"
#include "app/cli/visit_edit.h"
#include "core/base/files.h"
#include "core/clinic/documents.h"
#include "core/clinic/visits.h"
#include "core/measure/format.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

using nlohmann::json;

const Option kPatient{"patient", "NUMBER", "hospital number"};
const Option kWound{"wound", "W", "the wound's number within the patient"};
const Option kVisit{"visit", "ID", "the visit's number"};
const Option kUser{"user", "NAME", "who acts (else the system's user)"};

Result<clinic::VisitOutcome> addOne(const Invocation& invocation, const ClinicSession& session)
{
    clinic::NewVisit fresh;
    {
        CICATRIX_ASSIGN(const store::ReadTransaction read, session.store.read());
        CICATRIX_ASSIGN(const store::Wound wound, chosenWound(read, invocation));
        fresh.wound = wound.id;
    }
    CICATRIX_ASSIGN(fresh.date, dateOption(invocation, "date"));
    CICATRIX_ASSIGN(fresh.options.hints, calibrationHints(invocation));
    CICATRIX_ASSIGN(fresh.options.headDegrees, headDegrees(invocation));
    fresh.options.testTimeAugmentation = invocation.has("tta");
    fresh.today = today();
    fresh.accept = invocation.has("accept");
    const std::filesystem::path photo = *invocation.value("photo");
    CICATRIX_ASSIGN(fresh.photo, readFile(photo));
    fresh.photoName = photo.filename().string();
    CICATRIX_ASSIGN(infer::Engine engine, openEngine(invocation));
    return clinic::addVisit(session.store, session.actor, engine, fresh, invocation.progress());
}

std::string areaText(const std::optional<Estimate>& area)
{
    return area ? measure::formatAreaCm2(*area).text("cm²") : "area not known: no calibration";
}

int add(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    CICATRIX_CLI_ASSIGN(const clinic::VisitOutcome outcome, addOne(invocation, session));
    if (invocation.json()) {
        json document = clinic::analysisDocument(outcome.result);
        document["visit"] = outcome.visit.value;
        document["date"] = isoDate(outcome.date);
        document["version"] = outcome.version;
        document["status"] = invocation.has("accept") ? "accepted" : "proposed";
        invocation.printJson(document);
    } else {
        invocation.print("visit " + std::to_string(outcome.visit.value) + "  " + isoDate(outcome.date) + "  " +
                         areaText(outcome.result.figures.total.areaCm2) +
                         (invocation.has("accept") ? "  accepted" : "  proposed"));
    }
    for (const Warning& warning : outcome.result.warnings) {
        invocation.say(outcome.result.photoName + ": " + describe(warning));
    }
    return 0;
}

json document(const store::Visit& visit)
{
    return {{"id", visit.id.value},
            {"date", isoDate(visit.date)},
            {"status", visit.shown ? json(visit.accepted ? "accepted" : "proposed") : json(nullptr)},
            {"versions", visit.versions},
            {"area_cm2", visit.areaCm2 ? json(visit.areaCm2->value) : json(nullptr)},
            {"area_cm2_sd", visit.areaCm2 ? json(visit.areaCm2->sd) : json(nullptr)},
            {"removed", visit.removed},
            {"removed_reason", visit.removed ? json(visit.removedReason) : json(nullptr)}};
}

void printVisit(const Invocation& invocation, const store::Visit& visit)
{
    invocation.print(std::to_string(visit.id.value) + "  " + isoDate(visit.date) + "  " + areaText(visit.areaCm2) + "  " +
                     (visit.removed    ? "in the bin: " + visit.removedReason
                      : visit.accepted ? "accepted"
                                       : "proposed"));
}

int showVisit(Invocation& invocation, const store::Store& store, VisitId id)
{
    CICATRIX_CLI_ASSIGN(const store::ReadTransaction read, store.read());
    CICATRIX_CLI_ASSIGN(const store::Visit visit, store::visit(read, id));
    if (invocation.json()) {
        invocation.printJson(document(visit));
    } else {
        printVisit(invocation, visit);
    }
    return 0;
}

int edit(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const VisitId id, chosenVisit(invocation));
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    CICATRIX_CLI_TRY(editVisit(invocation, session, id));
    return showVisit(invocation, session.store, id);
}

int accept(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const VisitId id, chosenVisit(invocation));
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    CICATRIX_CLI_TRY(clinic::acceptNewest(session.store, session.actor, id));
    return showVisit(invocation, session.store, id);
}

/// One short act on one visit in its own transaction.
template <typename Act>
int change(Invocation& invocation, Act act)
{
    CICATRIX_CLI_ASSIGN(const VisitId id, chosenVisit(invocation));
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    {
        CICATRIX_CLI_ASSIGN(store::WriteTransaction write, session.store.write(session.actor));
        CICATRIX_CLI_TRY(act(write, id));
        CICATRIX_CLI_TRY(write.commit());
    }
    return showVisit(invocation, session.store, id);
}

int move(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const std::optional<int> number, invocation.integer("to-wound"));
    return change(invocation, [&](store::WriteTransaction& write, VisitId id) -> Result<void> {
        CICATRIX_ASSIGN(const store::Visit visit, store::visit(write, id));
        CICATRIX_ASSIGN(const store::Wound from, store::wound(write, visit.wound));
        PatientId patient = from.patient;
        if (const auto other = invocation.value("to-patient")) {
            CICATRIX_ASSIGN(const store::Patient target, store::patientByNumber(write, *other));
            patient = target.id;
        }
        CICATRIX_ASSIGN(const store::Wound to, store::woundByNumber(write, patient, *number));
        return store::moveVisit(write, id, to.id);
    });
}

int removeAction(Invocation& invocation)
{
    return change(invocation, [&](store::WriteTransaction& write, VisitId id) {
        return store::removeVisit(write, id, invocation.value("reason").value_or(""));
    });
}

int restoreAction(Invocation& invocation)
{
    return change(invocation, [](store::WriteTransaction& write, VisitId id) { return store::restoreVisit(write, id); });
}

int list(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Look));
    CICATRIX_CLI_ASSIGN(const store::ReadTransaction read, session.store.read());
    CICATRIX_CLI_ASSIGN(const store::Wound wound, chosenWound(read, invocation));
    CICATRIX_CLI_ASSIGN(const std::vector<store::Visit> visits, store::visits(read, wound.id, invocation.has("removed")));
    json all = json::array();
    for (const store::Visit& visit : visits) {
        if (invocation.json()) {
            all.push_back(document(visit));
        } else {
            printVisit(invocation, visit);
        }
    }
    if (invocation.json()) {
        invocation.printJson(all);
    }
    return 0;
}

}  // namespace

Command visitCommand()
{
    return {"visit",
            "Files photos as visits and keeps what is known about them",
            {{"add",
              "",
              "Imports a photo, analyses and saves it; prints the visit's number and figures.",
              "add --patient 4711 --wound 1 --photo foot.jpg --accept --user \"Nurse Joy\"",
              std::vector<Option>{kPatient,
                                  kWound,
                                  {"photo", "FILE", "JPEG, PNG, TIFF, BMP, WebP or HEIC"},
                                  {"date", "DATE", "day of the visit (else the photo's, else today)"},
                                  {"accept", "", "accept the proposal at once, under the user's name"},
                                  {"model", "NAME", "an installed model, or a package's path"},
                                  {"tta", "", "average over mirrored and turned copies"},
                                  kUser} +
                  calibrationOptions(),
              {"patient", "photo"},
              add},
             {"edit",
              "",
              "Sets clinical fields and scores, adds event marks, or saves a corrected mask as a new version.",
              "edit --visit 3 --set exudate=moderate --set push.exudate=2 --event debridement",
              {kVisit,
               {"set", "KEY=VALUE", "a clinical field, or SCALE.ITEM=ANSWER (repeatable)"},
               {"mask", "FILE", "a corrected mask of the photo's size"},
               {"reason", "TEXT", "why it was corrected"},
               {"event", "KIND", "debridement, surgery, infection, antibiotic_start, dressing_change, hospitalised, other"},
               {"note", "TEXT", "note of the event"},
               {"date", "DATE", "another day"},
               kUser},
              {"visit"},
              edit},
             {"accept",
              "",
              "A named person accepts the visit's newest version.",
              "accept --visit 3 --user \"Dr. Grey\"",
              {kVisit, kUser},
              {"visit"},
              accept},
             {"move",
              "",
              "Files a visit under another wound.",
              "move --visit 3 --to-wound 2",
              {kVisit, {"to-wound", "W", "the right wound's number"}, {"to-patient", "NUMBER", "of another patient"}, kUser},
              {"visit", "to-wound"},
              move},
             {"remove",
              "",
              "Puts a visit into the bin.",
              "remove --visit 3 --reason \"wrong photo\"",
              {kVisit, {"reason", "TEXT", "why"}, kUser},
              {"visit"},
              removeAction},
             {"restore", "", "Takes a visit out of the bin.", "restore --visit 3", {kVisit, kUser}, {"visit"}, restoreAction},
             {"list",
              "",
              "Lists a wound's visits.",
              "list --patient 4711 --wound 1 --json",
              {kPatient, kWound, {"removed", "", "the bin as well"}, kUser},
              {"patient"},
              list}}};
}

}  // namespace cicatrix::cli
