// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clinic_session.h"

#include "app/cli/options.h"
#include "core/image/library_version.h"
#include "core/infer/engine.h"

#include <charconv>
#include <cstdlib>

namespace cicatrix::cli {

Date today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

namespace {

std::string userName(const Invocation& invocation)
{
    if (const auto given = invocation.value("user")) {
        return *given;
    }
    for (const char* variable : {"USER", "LOGNAME"}) {
        if (const char* name = std::getenv(variable); name != nullptr && *name != '\0') {
            return name;
        }
    }
    return "user";
}

Result<store::Store> openStore(const Invocation& invocation, Access access)
{
    const std::filesystem::path folder = invocation.clinicFolder();
    if (!store::Store::exists(folder)) {
        if (access != Access::Begin) {
            return Error{ErrorKind::ClinicDamaged, folder.string(),
                         "is no clinic; name one with --clinic, or make one with: demo DIR"};
        }
        std::error_code ignored;
        std::filesystem::create_directories(folder.parent_path(), ignored);
        invocation.say("made a new clinic in " + folder.string());
        return store::Store::create(folder);
    }
    return store::Store::open(folder,
                              access == Access::Look ? store::OpenMode::ReadWriteElseReadOnly : store::OpenMode::ReadWrite);
}

}  // namespace

Result<ClinicSession> openClinic(const Invocation& invocation, Access access)
{
    CICATRIX_ASSIGN(store::Store store, openStore(invocation, access));
    Result<store::Actor> actor = [&]() -> Result<store::Actor> {
        if (const char* password = std::getenv("CICATRIX_PASSWORD"); password != nullptr) {
            return store::signIn(store, userName(invocation), password);
        }
        return store::actorNamed(store, userName(invocation));
    }();
    if (!actor) {
        return std::move(actor).error();
    }
    return ClinicSession{std::move(store), std::move(*actor)};
}

Result<store::Patient> chosenPatient(const store::ReadTransaction& read, const Invocation& invocation)
{
    return store::patientByNumber(read, invocation.value("patient").value_or(""));
}

Result<store::Wound> chosenWound(const store::ReadTransaction& read, const Invocation& invocation)
{
    CICATRIX_ASSIGN(const store::Patient patient, chosenPatient(read, invocation));
    CICATRIX_ASSIGN(const std::optional<int> number, invocation.integer("wound"));
    if (number) {
        return store::woundByNumber(read, patient.id, *number);
    }
    CICATRIX_ASSIGN(const std::vector<store::Wound> all, store::wounds(read, patient.id));
    if (all.size() != 1) {
        return Error{ErrorKind::Usage, "--wound",
                     "is missing; patient " + patient.data.number + " has " + std::to_string(all.size()) + " wounds"};
    }
    return all.front();
}

Result<VisitId> chosenVisit(const Invocation& invocation)
{
    const std::string text = invocation.value("visit").value_or("");
    VisitId visit;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), visit.value);
    if (code != std::errc{} || end != text.data() + text.size() || !visit.valid()) {
        return Error{ErrorKind::Usage, "--visit", "\"" + text + "\" is no visit's number; see: visit list"};
    }
    return visit;
}

Result<std::optional<Date>> dateOption(const Invocation& invocation, const std::string& option)
{
    const std::optional<std::string> text = invocation.value(option);
    if (!text) {
        return std::optional<Date>{};
    }
    const Result<Date> date = parseDate(*text);
    if (!date) {
        return Error{ErrorKind::Usage, "--" + option, "\"" + *text + "\" " + date.error().detail};
    }
    return std::optional(*date);
}

Result<clinic::ReportRequest> reportRequest(const Invocation& invocation, const ClinicSession& session)
{
    clinic::ReportRequest request;
    CICATRIX_ASSIGN(request.sites, clinic::readSites(resourcesFolder()));
    request.clinic = session.store.folder().filename().string();
    request.author = session.actor.name;
    request.now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    request.history.today = today();
    request.software = {{"Cicatrix", CICATRIX_VERSION},
                        {"LibTorch", infer::torchVersion().substr(std::string("LibTorch ").size())},
                        {"OpenCV", image::openCvVersion()},
                        {"SQLite", store::sqliteVersion()}};
    CICATRIX_ASSIGN(request.history.from, dateOption(invocation, "from"));
    CICATRIX_ASSIGN(request.history.to, dateOption(invocation, "to"));
    return request;
}

Result<report::ReportOptions> reportOptions(const Invocation& invocation)
{
    report::ReportOptions options;
    CICATRIX_ASSIGN(options.paper, report::paperFromKey(invocation.value("paper").value_or("a4")));
    CICATRIX_ASSIGN(options.language, report::languageFromKey(invocation.value("lang").value_or("en")));
    options.existing = invocation.has("force") ? Existing::Replace : Existing::Keep;
    return options;
}

}  // namespace cicatrix::cli
