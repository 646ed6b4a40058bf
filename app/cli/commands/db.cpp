// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clinic_session.h"
#include "app/cli/command.h"
#include "core/store/backup.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

using nlohmann::json;

json countsDocument(const store::Counts& counts)
{
    return {{"patients", counts.patients},     {"wounds", counts.wounds},     {"visits", counts.visits},
            {"photos", counts.photos},         {"analyses", counts.analyses}, {"audit_rows", counts.auditRows},
            {"vault_files", counts.vaultFiles}};
}

std::string countsText(const store::Counts& counts)
{
    return std::to_string(counts.patients) + " patients, " + std::to_string(counts.wounds) + " wounds, " +
           std::to_string(counts.visits) + " visits, " + std::to_string(counts.photos) + " photos, " +
           std::to_string(counts.analyses) + " analyses, " + std::to_string(counts.auditRows) + " audit rows, " +
           std::to_string(counts.vaultFiles) + " vault files";
}

std::string headText(const store::AuditHead& head) { return std::to_string(head.seq) + ":" + head.hash.substr(0, 16); }

int check(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Look));
    CICATRIX_CLI_ASSIGN(const store::CheckReport found, store::check(session.store, invocation.progress()));
    if (invocation.json()) {
        json document = countsDocument(found.counts);
        document["sound"] = found.sound();
        document["problems"] = found.problems;
        document["orphans"] = found.orphans.size();
        document["audit_head"] = headText(found.auditHead);
        invocation.printJson(document);
    } else {
        invocation.print(countsText(found.counts) + "\naudit head " + headText(found.auditHead) + "\n" +
                         (found.sound() ? "sound" : "NOT SOUND"));
    }
    for (const std::string& problem : found.problems) {
        invocation.say(problem);
    }
    return found.sound() ? 0 : 4;
}

int info(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Look));
    CICATRIX_CLI_ASSIGN(const store::ReadTransaction read, session.store.read());
    CICATRIX_CLI_ASSIGN(const store::Counts counts, store::counts(read));
    CICATRIX_CLI_ASSIGN(const store::AuditHead head, store::auditHead(read));
    if (invocation.json()) {
        json document = countsDocument(counts);
        document["clinic"] = session.store.folder().string();
        document["schema"] = store::schemaVersion();
        document["writable"] = session.store.writable();
        document["audit_head"] = headText(head);
        invocation.printJson(document);
    } else {
        invocation.print(session.store.folder().string() + "\nschema " + std::to_string(store::schemaVersion()) + "\n" +
                         countsText(counts) + "\naudit head " + headText(head) +
                         (session.store.writable() ? "" : "\nread-only: " + session.store.readOnlyReason()));
    }
    return 0;
}

int printSummary(const Invocation& invocation, const store::BackupSummary& summary, const std::string& did)
{
    if (invocation.json()) {
        json document = countsDocument(summary.counts);
        document["file"] = summary.file.string();
        document["bytes"] = summary.bytes;
        document["audit_head"] = headText(summary.auditHead);
        invocation.printJson(document);
    } else {
        invocation.print(did + ": " + countsText(summary.counts) + "\naudit head " + headText(summary.auditHead));
    }
    return 0;
}

int backup(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const ClinicSession session, openClinic(invocation, Access::Change));
    const auto target = invocation.has("force") ? Existing::Replace : Existing::Keep;
    CICATRIX_CLI_ASSIGN(
        const store::BackupSummary summary,
        store::backup(session.store, session.actor, invocation.operands().front(), target, invocation.progress()));
    return printSummary(invocation, summary, "backed up and verified");
}

int restore(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const store::BackupSummary summary,
                        store::restore(invocation.operands().front(), invocation.clinicFolder(), invocation.progress()));
    return printSummary(invocation, summary, "restored into " + invocation.clinicFolder().string());
}

}  // namespace

Command dbCommand()
{
    const Option user{"user", "NAME", "who acts (else the system's user)"};
    return {"db",
            "Checks, backs up and restores a clinic",
            {{"check",
              "",
              "Database, every vault file's hash, audit chain, versions; exit 4 if anything is amiss.",
              "check --clinic demo-clinic",
              {user},
              {},
              check},
             {"backup",
              "FILE",
              "Writes one verified back-up file.",
              "backup clinic.tar",
              {{"force", "", "replace a file that exists"}, user},
              {},
              backup},
             {"restore",
              "FILE",
              "Makes the clinic of a back-up again in --clinic, which must be new.",
              "restore clinic.tar --clinic restored",
              {},
              {},
              restore},
             {"info", "", "Counts, schema, audit head.", "info --json", {user}, {}, info}}};
}

}  // namespace cicatrix::cli
