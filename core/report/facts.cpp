// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/facts.h"

#include <algorithm>

namespace cicatrix::report {

const timeline::VisitMetrics* metricsOf(const ReportData& data, VisitId visit)
{
    const auto& all = data.healing.visits;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& metrics) { return metrics.visit == visit; });
    return found == all.end() ? nullptr : &*found;
}

const timeline::SeriesPoint* pointOf(const ReportData& data, VisitId visit)
{
    const auto& all = data.series.points;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& point) { return point.visit == visit; });
    return found == all.end() ? nullptr : &*found;
}

const ReportVisit* visitOf(const ReportData& data, VisitId visit)
{
    const auto found = std::find_if(data.visits.begin(), data.visits.end(), [&](const auto& v) { return v.id == visit; });
    return found == data.visits.end() ? nullptr : &*found;
}

bool isAccepted(const ReportVisit& visit) { return !visit.provenance.acceptedBy.empty(); }

const ReportVisit* newestAccepted(const ReportData& data)
{
    const auto found = std::find_if(data.visits.rbegin(), data.visits.rend(),
                                    [](const ReportVisit& visit) { return visit.figures && isAccepted(visit); });
    return found == data.visits.rend() ? nullptr : &*found;
}

std::optional<Estimate> areaOf(const ReportVisit& visit) { return visit.figures ? visit.figures->total.areaCm2 : std::nullopt; }

std::vector<const ReportVisit*> keyPhotos(const ReportData& data)
{
    std::vector<const ReportVisit*> withPhoto;
    for (const ReportVisit& visit : data.visits) {
        if (visit.photo && visit.photo->pixels && !visit.photo->pixels->empty()) {
            withPhoto.push_back(&visit);
        }
    }
    if (withPhoto.size() > 3) {
        withPhoto.erase(withPhoto.begin() + 1, withPhoto.end() - 2);
    }
    return withPhoto;
}

std::vector<Tissue> occurringTissues(const ReportData& data)
{
    std::vector<Tissue> found;
    for (const TissueStyle& look : tissueStyles()) {
        if (std::any_of(data.visits.begin(), data.visits.end(),
                        [&](const ReportVisit& visit) { return tissueOf(visit, look.code) != nullptr; })) {
            found.push_back(look.code);
        }
    }
    return found;
}

const TissueFigure* tissueOf(const ReportVisit& visit, Tissue code)
{
    if (!visit.figures) {
        return nullptr;
    }
    const auto& all = visit.figures->total.tissue;
    const auto found = std::find_if(all.begin(), all.end(), [&](const TissueFigure& figure) { return figure.code == code; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace cicatrix::report
