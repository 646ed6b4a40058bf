// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/history.h"

#include "core/clinic/sites.h"

namespace cicatrix::clinic {

namespace {

timeline::SeriesPoint seriesPoint(const VisitRecord& record, const store::Wound& wound)
{
    timeline::SeriesPoint point;
    point.visit = record.summary.id;
    point.date = record.summary.date;
    if (record.analysis) {
        point.accepted = record.summary.analysis->accepted;
        point.figures = record.analysis->data.figures;
        point.calibration = record.analysis->data.calibration.method;
        const store::ModelStamp& model = record.analysis->data.model;
        point.model = model.name.empty() ? "" : model.name + " " + model.version;
    }
    point.closed = timeline::showsClosed(wound.data.closed, point.date, point.accepted, point.figures);
    point.events = record.summary.events;
    return point;
}

Result<VisitRecord> readVisit(const store::ReadTransaction& read, const store::SeriesVisit& summary)
{
    VisitRecord record;
    record.summary = summary;
    if (summary.analysis) {
        CICATRIX_ASSIGN(record.analysis, store::analysis(read, summary.analysis->id));
    }
    CICATRIX_ASSIGN(record.fields, store::fields(read, summary.id));
    CICATRIX_ASSIGN(record.scores, store::scores(read, summary.id));
    CICATRIX_ASSIGN(record.events, store::events(read, summary.id));
    return record;
}

}  // namespace

Result<WoundHistory> woundHistory(const store::ReadTransaction& read, const HistoryRequest& request)
{
    WoundHistory history;
    CICATRIX_ASSIGN(history.wound, store::wound(read, request.wound));
    CICATRIX_ASSIGN(history.patient, store::patient(read, history.wound.patient));
    const std::chrono::days shift{request.shiftDays};
    for (std::optional<Date>* date : {&history.wound.data.onset, &history.wound.data.closed}) {
        if (*date) {
            **date += shift;
        }
    }
    CICATRIX_ASSIGN(const std::vector<store::SeriesVisit> all, store::woundSeries(read, request.wound));
    for (const store::SeriesVisit& summary : all) {
        if ((request.from && summary.date < *request.from) || (request.to && summary.date > *request.to)) {
            continue;
        }
        CICATRIX_ASSIGN(VisitRecord record, readVisit(read, summary));
        record.summary.date += shift;
        history.series.points.push_back(seriesPoint(record, history.wound));
        history.visits.push_back(std::move(record));
    }
    history.series.closed = history.wound.data.closed;
    history.series.venous = isVenous(history.wound.data.aetiology);
    history.series = timeline::sorted(std::move(history.series));
    history.healing = timeline::healingMetrics(history.series, request.today + shift);
    return history;
}

}  // namespace cicatrix::clinic
