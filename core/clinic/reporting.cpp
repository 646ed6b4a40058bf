// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/reporting.h"

#include "core/clinic/visits.h"
#include "core/image/photo.h"
#include "core/store/audit.h"
#include "core/store/visits.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <sstream>

namespace cicatrix::clinic {

namespace {

/// "9-12:2.5@11, 1-3:0.8" as core/store/fields.h writes it.
std::vector<report::Undermining> parseUndermining(const std::string& text)
{
    std::vector<report::Undermining> list;
    std::istringstream entries(text);
    for (std::string entry; std::getline(entries, entry, ',');) {
        report::Undermining one;
        double depth = 0;
        int at = 0;
        const int read = std::sscanf(entry.c_str(), " %d-%d:%lf@%d", &one.fromClock, &one.toClock, &depth, &at);
        if (read >= 3) {
            one.depthCm = depth;
        }
        if (read == 4) {
            one.atClock = at;
        }
        if (read >= 2) {
            list.push_back(one);
        }
    }
    return list;
}

/// "6:3.5, 9:1.0".
std::vector<report::Tunnel> parseTunnels(const std::string& text)
{
    std::vector<report::Tunnel> list;
    std::istringstream entries(text);
    for (std::string entry; std::getline(entries, entry, ',');) {
        report::Tunnel one;
        double length = 0;
        const int read = std::sscanf(entry.c_str(), " %d:%lf", &one.clock, &length);
        if (read == 2) {
            one.lengthCm = length;
        }
        if (read >= 1) {
            list.push_back(one);
        }
    }
    return list;
}

report::ClinicalFields clinicalFields(const std::vector<store::FieldValue>& values)
{
    report::ClinicalFields fields;
    for (const store::FieldValue& value : values) {
        if (value.key == "depth") {
            fields.depthCm = value.number;
        } else if (value.key == "depth_probed") {
            fields.depthNotProbed = value.text == "not_probed";
        } else if (value.key == "undermining") {
            fields.undermining = parseUndermining(value.text);
        } else if (value.key == "tunnelling") {
            fields.tunnels = parseTunnels(value.text);
        } else if (value.key == "exudate") {
            fields.exudate = value.text;
        } else if (value.key == "odour") {
            fields.odour = value.text;
        } else if (value.key == "pain" && value.number) {
            fields.pain = static_cast<int>(*value.number);
        } else if (value.key == "notes") {
            fields.notes = value.text;
        } else if (value.key == "treatment") {
            fields.treatment = value.text;
        } else if (value.key == "plan") {
            fields.plan = value.text;
        }
    }
    return fields;
}

std::vector<report::ScoreTotal> scoreTotals(const std::vector<store::Score>& scores)
{
    std::vector<report::ScoreTotal> totals;
    for (const store::Score& score : scores) {
        const store::ScaleDefinition* scale = store::scaleDefinition(score.scale);
        if (!score.total || scale == nullptr) {
            continue;
        }
        double most = 0;
        for (const store::ScaleItem& item : scale->items) {
            most += item.most;
        }
        totals.push_back({std::string(scale->english), static_cast<double>(*score.total), most});
    }
    return totals;
}

report::Provenance provenance(const store::Analysis& analysis)
{
    report::Provenance origin;
    switch (analysis.data.kind) {
    case store::AnalysisKind::Model:
        origin.origin = report::MaskOrigin::ModelUntouched;
        break;
    case store::AnalysisKind::Corrected:
        origin.origin = report::MaskOrigin::ModelCorrected;
        break;
    case store::AnalysisKind::Measured:
        origin.origin = report::MaskOrigin::HandDrawn;
        break;
    }
    origin.modelName = analysis.data.model.name;
    origin.modelVersion = analysis.data.model.version;
    origin.modelSha256 = analysis.data.model.sha256;
    origin.diceToModel = analysis.data.diceToModel;
    origin.maskVersion = analysis.version;
    origin.author = analysis.author;
    origin.reason = analysis.data.reason;
    origin.acceptedBy = analysis.acceptedBy;
    origin.acceptedAt = analysis.acceptedAt;
    return origin;
}

Result<report::ReportPhoto> reportPhoto(const store::Store& store, const store::ReadTransaction& read,
                                        const store::Analysis& analysis)
{
    CICATRIX_ASSIGN(const store::PhotoRow row, store::photo(read, analysis.data.photo));
    CICATRIX_ASSIGN(const Bytes file, store.vault().get(row.data.vaultSha256));
    CICATRIX_ASSIGN(image::DecodedPhoto decoded, image::decodePhoto(file, "photo " + std::to_string(row.id.value)));
    CICATRIX_ASSIGN(LabelMap labels, labelMap(store, analysis));
    return report::ReportPhoto{decoded.pixels, std::make_shared<const LabelMap>(std::move(labels)), analysis.data.headDegrees,
                               row.data.vaultSha256, analysis.data.maskSha256};
}

/// Positions in history.visits whose photos are shown: first, previous and current, and of those between as many, evenly
/// spread, as one page takes and as memory holds when decoded.
Result<std::set<std::size_t>> shownPhotos(const store::ReadTransaction& read, const WoundHistory& history)
{
    constexpr std::size_t kOnePage = 12;
    constexpr std::size_t kMostPixels = 200'000'000;
    std::vector<std::size_t> analysed;
    std::size_t largest = 1;
    for (std::size_t i = 0; i < history.visits.size(); ++i) {
        if (const auto& analysis = history.visits[i].analysis) {
            CICATRIX_ASSIGN(const store::PhotoRow row, store::photo(read, analysis->data.photo));
            largest = std::max(largest, std::size_t(row.data.width) * std::size_t(row.data.height));
            analysed.push_back(i);
        }
    }
    std::set<std::size_t> shown;
    const std::size_t count = std::min({kOnePage, analysed.size(), std::max<std::size_t>(3, kMostPixels / largest)});
    for (std::size_t i = 0; i + 1 < count; ++i) {
        shown.insert(analysed[i * (analysed.size() - 2) / std::max<std::size_t>(1, count - 2)]);
    }
    if (!analysed.empty()) {
        shown.insert(analysed.back());
    }
    return shown;
}

/// Free text may name anyone, and so do authors; when a person accepted, only that they did is kept.
void removeNames(report::ReportVisit& visit)
{
    visit.fields.notes.clear();
    visit.fields.treatment.clear();
    visit.fields.plan.clear();
    visit.provenance.author.clear();
    visit.provenance.reason.clear();
    visit.provenance.acceptedAt.reset();
    if (!visit.provenance.acceptedBy.empty()) {
        visit.provenance.acceptedBy = "(pseudonymised)";
    }
}

report::WoundIdentity woundIdentity(const WoundHistory& history, const std::vector<Site>& sites)
{
    const store::WoundData& data = history.wound.data;
    report::WoundIdentity wound;
    wound.id = std::to_string(history.wound.number);
    wound.site = data.site;
    wound.siteEnglish = data.site;
    wound.siteGerman = data.site;
    const auto site = std::find_if(sites.begin(), sites.end(), [&](const Site& each) { return each.id == data.site; });
    if (site != sites.end()) {
        wound.siteEnglish = site->english;
        wound.siteGerman = site->german;
        wound.place = site->place;
    }
    wound.side = data.side;
    wound.aetiology = data.aetiology;
    wound.onset = data.onset;
    wound.closed = data.closed;
    return wound;
}

report::PatientIdentity patientIdentity(const store::Patient& patient, const std::string& pseudonym)
{
    report::PatientIdentity identity;
    if (!pseudonym.empty()) {
        identity.pseudonym = pseudonym;
        return identity;
    }
    identity.hospitalId = patient.data.number;
    identity.family = patient.data.family;
    identity.given = patient.data.given;
    identity.birth = patient.data.birth;
    return identity;
}

}  // namespace

Result<report::ReportData> reportData(const store::Store& store, const ReportRequest& request)
{
    CICATRIX_ASSIGN(const store::ReadTransaction read, store.read());
    CICATRIX_ASSIGN(const WoundHistory history, woundHistory(read, request.history));
    if (history.visits.empty()) {
        return Error{ErrorKind::NotFound, "wound " + std::to_string(history.wound.number),
                     "has no visit in that range; there is nothing to report"};
    }
    report::ReportData data;
    data.clinic = request.clinic;
    data.author = request.author;
    data.createdAt = request.now + std::chrono::days(request.history.shiftDays);
    data.software = request.software;
    data.patient = patientIdentity(history.patient, request.pseudonym);
    data.wound = woundIdentity(history, request.sites);
    data.series = history.series;
    data.healing = history.healing;
    CICATRIX_ASSIGN(const std::set<std::size_t> shown, shownPhotos(read, history));
    for (std::size_t i = 0; i < history.visits.size(); ++i) {
        const VisitRecord& record = history.visits[i];
        report::ReportVisit visit;
        visit.id = record.summary.id;
        visit.date = record.summary.date;
        visit.fields = clinicalFields(record.fields);
        visit.scores = scoreTotals(record.scores);
        if (!record.analysis) {
            data.excluded.push_back({visit.date, "no analysis", {}});
        } else {
            visit.figures = record.analysis->data.figures;
            visit.calibration = record.analysis->data.calibration;
            visit.provenance = provenance(*record.analysis);
            visit.warnings = record.analysis->data.warnings;
            if (shown.contains(i)) {
                CICATRIX_ASSIGN(visit.photo, reportPhoto(store, read, *record.analysis));
            }
        }
        if (!request.pseudonym.empty()) {
            removeNames(visit);
        }
        data.visits.push_back(std::move(visit));
    }
    CICATRIX_ASSIGN(const std::vector<store::Visit> all, store::visits(read, request.history.wound, true));
    for (const store::Visit& visit : all) {
        if (visit.removed) {
            data.excluded.push_back({visit.date + std::chrono::days(request.history.shiftDays), "removed",
                                     request.pseudonym.empty() ? visit.removedReason : std::string()});
        }
    }
    CICATRIX_ASSIGN(const store::AuditHead head, store::auditHead(read));
    data.auditHead = std::to_string(head.seq) + ":" + head.hash.substr(0, 16);
    return data;
}

}  // namespace cicatrix::clinic
