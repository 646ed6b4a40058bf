// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/history.h"

#include "core/clinic/sites.h"

namespace cicatrix::clinic {

namespace {

timeline::SeriesPoint seriesPoint(const store::SeriesVisit& summary, Figures figures, const store::Wound& wound)
{
    timeline::SeriesPoint point;
    point.visit = summary.id;
    point.date = summary.date;
    point.figures = std::move(figures);
    if (summary.analysis) {
        point.accepted = summary.analysis->accepted;
        point.calibration = summary.analysis->calibration;
        const store::ModelStamp& model = summary.analysis->model;
        point.model = model.name.empty() ? "" : model.name + " " + model.version;
    }
    point.closed = timeline::showsClosed(wound.data.closed, point.date, point.accepted, point.figures);
    point.events = summary.events;
    return point;
}

/// What belongs to the wound rather than to a visit.
timeline::Series emptySeries(const store::Wound& wound)
{
    timeline::Series series;
    series.closed = wound.data.closed;
    series.venous = isVenous(wound.data.aetiology);
    return series;
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
    history.series = emptySeries(history.wound);
    CICATRIX_ASSIGN(const std::vector<store::SeriesVisit> all, store::woundSeries(read, request.wound));
    for (const store::SeriesVisit& summary : all) {
        if ((request.from && summary.date < *request.from) || (request.to && summary.date > *request.to)) {
            continue;
        }
        CICATRIX_ASSIGN(VisitRecord record, readVisit(read, summary));
        record.summary.date += shift;
        history.series.points.push_back(
            seriesPoint(record.summary, record.analysis ? record.analysis->data.figures : Figures{}, history.wound));
        history.visits.push_back(std::move(record));
    }
    history.series = timeline::sorted(std::move(history.series));
    history.healing = timeline::healingMetrics(history.series, request.today + shift);
    return history;
}

Result<timeline::Series> quickSeries(const store::ReadTransaction& read, const store::Wound& wound)
{
    timeline::Series series = emptySeries(wound);
    CICATRIX_ASSIGN(const std::vector<store::SeriesVisit> all, store::woundSeries(read, wound.id));
    for (const store::SeriesVisit& summary : all) {
        Figures figures;
        if (summary.analysis) {
            figures.total = summary.analysis->total;
        }
        series.points.push_back(seriesPoint(summary, std::move(figures), wound));
    }
    return timeline::sorted(std::move(series));
}

}  // namespace cicatrix::clinic
