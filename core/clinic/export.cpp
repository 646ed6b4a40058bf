// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/export.h"

#include "core/base/atomic_file.h"
#include "core/clinic/pseudonym.h"
#include "core/clinic/visits.h"
#include "core/image/codec.h"
#include "core/image/photo.h"
#include "core/report/chart.h"
#include "core/report/report.h"
#include "core/store/audit.h"

#include <nlohmann/json.hpp>

namespace cicatrix::clinic {

namespace fs = std::filesystem;

namespace {

/// Writes one export's files and counts them.
class ExportFolder {
public:
    explicit ExportFolder(fs::path folder) : m_folder(std::move(folder)) {}

    Result<void> addText(const std::string& name, const std::string& content)
    {
        ++m_files;
        return writeFileAtomically(m_folder / name, content, Existing::Keep);
    }
    Result<void> addFile(const std::string& name, Result<Bytes> content)
    {
        CICATRIX_ASSIGN(const Bytes bytes, std::move(content));
        ++m_files;
        return writeFileAtomically(m_folder / name, bytes, Existing::Keep);
    }
    [[nodiscard]] fs::path path(const std::string& name)
    {
        ++m_files;
        return m_folder / name;
    }
    [[nodiscard]] int files() const { return m_files; }

private:
    fs::path m_folder;
    int m_files = 0;
};

Result<void> makeEmptyFolder(const fs::path& folder)
{
    std::error_code failed;
    if (fs::exists(folder, failed) && !fs::is_empty(folder, failed)) {
        return Error{ErrorKind::BadInput, folder.filename().string(), "is not empty; choose a new folder for the export"};
    }
    fs::create_directories(folder, failed);
    if (failed) {
        return systemError(failed.value(), folder.filename().string(), "cannot be made");
    }
    return {};
}

Result<void> exportVisit(const store::Store& store, const store::ReadTransaction& read, const VisitRecord& record,
                         ExportFolder& folder, const std::string& stem, bool pseudonymise)
{
    if (!record.analysis) {
        return {};
    }
    CICATRIX_ASSIGN(const store::PhotoRow photo, store::photo(read, record.analysis->data.photo));
    CICATRIX_ASSIGN(const Bytes file, store.vault().get(photo.data.vaultSha256));
    if (pseudonymise) {
        CICATRIX_ASSIGN(const image::DecodedPhoto decoded, image::decodePhoto(file, stem));
        CICATRIX_TRY(folder.addFile(stem + ".png", image::encodePng(*decoded.pixels)));
    } else {
        CICATRIX_TRY(folder.addFile(stem + "." + (photo.data.format == "jpeg" ? "jpg" : photo.data.format), file));
    }
    CICATRIX_ASSIGN(LabelMap labels, labelMap(store, *record.analysis));
    CICATRIX_TRY(folder.addFile(stem + ".tissue.png", image::encodePng(labels)));
    CICATRIX_TRY(folder.addFile(stem + ".wound.png", image::encodePng(woundMask(labels))));
    return {};
}

nlohmann::json patientDocument(const store::Patient& patient, const std::string& pseudonym)
{
    nlohmann::json document{{"schema", "cicatrix.export/1"}, {"pseudonymised", !pseudonym.empty()}};
    if (!pseudonym.empty()) {
        document["pseudonym"] = pseudonym;
        document["left_out"] = {"names",     "hospital number", "birth date",
                                "free text", "photo metadata",  "true dates (shifted)"};
        return document;
    }
    document["id"] = patient.data.number;
    document["family"] = patient.data.family;
    document["given"] = patient.data.given;
    document["birth"] = patient.data.birth ? nlohmann::json(isoDate(*patient.data.birth)) : nlohmann::json(nullptr);
    document["sex"] = patient.data.sex;
    return document;
}

void removeFreeText(WoundHistory& history)
{
    for (VisitRecord& record : history.visits) {
        std::erase_if(record.fields, [](const store::FieldValue& field) {
            const store::FieldDefinition* definition = store::fieldDefinition(field.key);
            return definition == nullptr || definition->type == store::FieldType::Text;
        });
        for (store::Event& event : record.events) {
            event.note.clear();
        }
    }
}

/// Figures, photos and masks of a wound's visits; the history is given back for the chart.
Result<WoundHistory> exportVisits(const store::Store& store, const HistoryRequest& which, ExportFolder& folder,
                                  bool pseudonymise)
{
    CICATRIX_ASSIGN(const store::ReadTransaction read, store.read());
    CICATRIX_ASSIGN(WoundHistory history, woundHistory(read, which));
    if (pseudonymise) {
        removeFreeText(history);
    }
    const std::string prefix = "wound" + std::to_string(history.wound.number);
    CICATRIX_TRY(folder.addText(prefix + ".csv", timelineCsv(history)));
    CICATRIX_TRY(folder.addText(prefix + ".json", timelineDocument(history).dump(2) + "\n"));
    for (const VisitRecord& record : history.visits) {
        const std::string stem = prefix + "-" + isoDate(record.summary.date) + "-" + std::to_string(record.summary.id.value);
        CICATRIX_TRY(exportVisit(store, read, record, folder, stem, pseudonymise));
    }
    return history;
}

Result<void> exportWound(const store::Store& store, const ReportRequest& reporting, const ExportRequest& request,
                         ExportFolder& folder, ExportSummary& summary)
{
    CICATRIX_ASSIGN(const WoundHistory history, exportVisits(store, reporting.history, folder, request.pseudonymise));
    if (history.visits.empty()) {
        return {};
    }
    summary.visits += static_cast<int>(history.visits.size());
    const std::string prefix = "wound" + std::to_string(history.wound.number);
    CICATRIX_TRY(report::writeChart({history.series, history.healing, {}}, folder.path(prefix + ".png"),
                                    request.reportOptions.language, Existing::Keep));
    CICATRIX_ASSIGN(const report::ReportData data, reportData(store, reporting));
    CICATRIX_TRY(report::writeReport(data, folder.path(prefix + ".pdf"), request.reportOptions));
    return {};
}

}  // namespace

Result<ExportSummary> exportPatient(const store::Store& store, const store::Actor& actor, const ExportRequest& request,
                                    Progress& progress)
{
    CICATRIX_TRY(store::requirePermission(actor, store::Permission::Treat));
    store::Patient patient;
    std::vector<store::Wound> wounds;
    {
        CICATRIX_ASSIGN(const store::ReadTransaction read, store.read());
        CICATRIX_ASSIGN(patient, store::patient(read, request.patient));
        CICATRIX_ASSIGN(wounds, store::wounds(read, request.patient));
    }
    CICATRIX_TRY(makeEmptyFolder(request.folder));
    ExportSummary summary;
    ReportRequest reporting = request.report;
    if (request.pseudonymise) {
        CICATRIX_ASSIGN(const Pseudonym stand, pseudonym(store.folder(), patient.data.number));
        summary.pseudonym = stand.name;
        reporting.pseudonym = stand.name;
        reporting.author.clear();
        reporting.history.shiftDays = stand.shiftDays;
    }
    ExportFolder folder(request.folder);
    CICATRIX_TRY(folder.addText("patient.json", patientDocument(patient, summary.pseudonym).dump(2) + "\n"));
    for (const store::Wound& wound : wounds) {
        if (!progress.update(summary.wounds, static_cast<std::int64_t>(wounds.size()), "export")) {
            return Error{ErrorKind::Cancelled, request.folder.filename().string(), "stopped; the export is not complete"};
        }
        reporting.history.wound = wound.id;
        CICATRIX_TRY(exportWound(store, reporting, request, folder, summary));
        ++summary.wounds;
    }
    summary.files = folder.files();
    CICATRIX_ASSIGN(store::WriteTransaction write, store.write(actor));
    const nlohmann::json detail{{"files", summary.files}, {"pseudonymised", request.pseudonymise}};
    store::AuditEntry entry;
    entry.act = "patient.export";
    entry.object = "patient:" + std::to_string(request.patient.value);
    entry.detail = detail.dump();
    entry.patient = request.patient;
    CICATRIX_TRY(store::recordAct(write, entry));
    CICATRIX_TRY(write.commit());
    return summary;
}

}  // namespace cicatrix::clinic
