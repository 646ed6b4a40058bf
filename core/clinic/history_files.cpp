// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/figures_json.h"
#include "core/clinic/history.h"
#include "core/measure/format.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace cicatrix::clinic {

using nlohmann::json;

namespace {

std::string fixed(double value, int decimals)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

/// RFC 4180: quoted where it holds a comma, a quote or a line break. A leading = + - @ would be a formula in a spreadsheet.
std::string cell(std::string text)
{
    if (!text.empty() && std::string("=+-@").find(text.front()) != std::string::npos &&
        text.find_first_not_of("+-.0123456789") != std::string::npos) {
        text.insert(0, "'");
    }
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return quoted + "\"";
}

void putRounded(std::vector<std::string>& row, const std::optional<Estimate>& estimate, double scale)
{
    if (!estimate) {
        row.insert(row.end(), {"", ""});
        return;
    }
    const auto shown = measure::formatEstimate(Estimate{estimate->value * scale, estimate->sd * scale});
    row.push_back(shown.valueText);
    row.push_back(shown.plusMinusText);
}

std::string optionalText(const std::optional<double>& value, int decimals)
{
    return value ? fixed(*value, decimals) : std::string();
}

const timeline::VisitMetrics* metricsOf(const WoundHistory& history, VisitId visit)
{
    for (const timeline::VisitMetrics& metrics : history.healing.visits) {
        if (metrics.visit == visit) {
            return &metrics;
        }
    }
    return nullptr;
}

std::vector<std::string> tissuePercentages(const WoundFigures& total)
{
    std::vector<Tissue> codes;
    std::vector<double> shares;
    for (const TissueFigure& figure : total.tissue) {
        if (figure.code != Tissue::Callus) {
            codes.push_back(figure.code);
            shares.push_back(figure.share.value);
        }
    }
    const std::vector<int> whole = wholePercentages(shares);
    std::vector<std::string> cells;
    for (const TissueStyle& style : tissueStyles()) {
        if (style.code == Tissue::Callus) {
            continue;
        }
        std::string text;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            text = codes[i] == style.code ? std::to_string(whole[i]) : text;
        }
        cells.push_back(shares.empty() ? "" : text.empty() ? "0" : text);
    }
    return cells;
}

std::string joined(const std::vector<std::string>& cells)
{
    std::string line;
    for (const std::string& each : cells) {
        line += (line.empty() ? "" : ",") + each;
    }
    return line + "\r\n";
}

std::vector<std::string> header()
{
    std::vector<std::string> cells{"date",         "visit",        "status",          "area_cm2",
                                   "area_cm2_95",  "perimeter_cm", "perimeter_cm_95", "length_cm",
                                   "length_cm_95", "width_cm",     "width_cm_95",     "length_width_method"};
    for (const TissueStyle& style : tissueStyles()) {
        if (style.code != Tissue::Callus) {
            cells.push_back(std::string(style.key) + "_percent");
        }
    }
    cells.insert(cells.end(), {"weeks", "area_reduction_percent", "linear_healing_cm_per_week", "change_percent",
                               "beyond_measurement_error", "calibration", "mm_per_pixel", "model", "events"});
    return cells;
}

std::vector<std::string> row(const WoundHistory& history, const VisitRecord& record)
{
    std::vector<std::string> cells{isoDate(record.summary.date), std::to_string(record.summary.id.value)};
    const bool analysed = record.analysis.has_value();
    const WoundFigures total = analysed ? record.analysis->data.figures.total : WoundFigures{};
    cells.push_back(!analysed ? "" : record.summary.analysis->accepted ? "accepted" : "proposed");
    putRounded(cells, total.areaCm2, 1);
    putRounded(cells, total.perimeterMm, 0.1);
    putRounded(cells, total.lengthMm, 0.1);
    putRounded(cells, total.widthMm, 0.1);
    cells.push_back(total.lengthMm ? "greatest-perpendicular" : "");
    for (const std::string& percentage : tissuePercentages(total)) {
        cells.push_back(percentage);
    }
    const timeline::VisitMetrics* metrics = metricsOf(history, record.summary.id);
    const bool compared = metrics != nullptr && metrics->sincePrevious;
    cells.push_back(metrics != nullptr ? fixed(metrics->weeks, 1) : "");
    cells.push_back(metrics != nullptr ? optionalText(metrics->areaReductionPercent, 0) : "");
    cells.push_back(metrics != nullptr ? optionalText(metrics->linearCmPerWeek, 2) : "");
    cells.push_back(compared ? fixed(metrics->sincePrevious->percent, 0) : "");
    cells.push_back(compared ? (metrics->sincePrevious->beyondError ? "beyond" : "within") : "");
    cells.push_back(analysed ? std::string(key(record.analysis->data.calibration.method)) : "");
    cells.push_back(optionalText(total.mmPerPixel, 4));
    const store::ModelStamp model = analysed ? record.analysis->data.model : store::ModelStamp{};
    cells.push_back(cell(model.name.empty() ? "" : model.name + " " + model.version));
    std::string events;
    for (const store::Event& event : record.events) {
        events += (events.empty() ? "" : "; ") + std::string(key(event.kind));
    }
    cells.push_back(cell(events));
    return cells;
}

json optionalNumber(const std::optional<double>& value) { return value ? json(*value) : json(nullptr); }

json changeDocument(const std::optional<timeline::Change>& change)
{
    if (!change) {
        return nullptr;
    }
    return {{"percent", change->percent},
            {"days", change->days},
            {"beyond_measurement_error", change->beyondError},
            {"text", change->text()}};
}

json visitDocument(const WoundHistory& history, const VisitRecord& record)
{
    json document{{"visit", record.summary.id.value},
                  {"date", isoDate(record.summary.date)},
                  {"status", nullptr},
                  {"figures", nullptr},
                  {"calibration", nullptr},
                  {"model", nullptr},
                  {"version", nullptr}};
    if (record.analysis) {
        const store::AnalysisData& data = record.analysis->data;
        document["status"] = record.summary.analysis->accepted ? "accepted" : "proposed";
        document["version"] = record.analysis->version;
        document["figures"] = figuresDocument(data.figures);
        document["calibration"] = calibrationDocument(data.calibration, data.figures.total.mmPerPixel);
        document["model"] = {{"name", data.model.name},
                             {"version", data.model.version},
                             {"sha256", data.model.sha256},
                             {"system", data.model.system}};
    }
    if (const timeline::VisitMetrics* metrics = metricsOf(history, record.summary.id)) {
        document["healing"] = {{"weeks", metrics->weeks},
                               {"area_reduction_percent", optionalNumber(metrics->areaReductionPercent)},
                               {"log_area_ratio", optionalNumber(metrics->logAreaRatio)},
                               {"linear_healing_cm_per_week", optionalNumber(metrics->linearCmPerWeek)},
                               {"since_previous", changeDocument(metrics->sincePrevious)},
                               {"since_baseline", changeDocument(metrics->sinceBaseline)},
                               {"note", metrics->note}};
    }
    document["fields"] = json::object();
    for (const store::FieldValue& field : record.fields) {
        document["fields"][field.key] = field.number ? json(*field.number) : json(field.text);
    }
    document["scores"] = json::object();
    for (const store::Score& score : record.scores) {
        document["scores"][score.scale] = {{"version", score.version},
                                           {"total", score.total ? json(*score.total) : json(nullptr)}};
    }
    document["events"] = json::array();
    for (const store::Event& event : record.events) {
        document["events"].push_back({{"kind", std::string(key(event.kind))}, {"note", event.note}});
    }
    return document;
}

json curveDocument(const timeline::HealingCurve& curve)
{
    json document{{"model", curve.kind == timeline::CurveKind::Exponential ? "exponential" : "delayed_exponential"},
                  {"a0_cm2", curve.a0Cm2},
                  {"rate_per_week", curve.ratePerWeek},
                  {"start_weeks", curve.startWeeks},
                  {"r_squared", curve.rSquared},
                  {"aicc", optionalNumber(curve.aicc)},
                  {"points", curve.points},
                  {"closure", nullptr},
                  {"closure_note", curve.closureNote},
                  {"band", json::array()}};
    if (curve.closure) {
        document["closure"] = {{"earliest", isoDate(curve.closure->earliest)}, {"latest", isoDate(curve.closure->latest)}};
    }
    for (const timeline::CurvePoint& point : curve.band) {
        document["band"].push_back(
            {{"weeks", point.weeks}, {"area_cm2", point.areaCm2}, {"low", point.low}, {"high", point.high}});
    }
    return document;
}

}  // namespace

std::string timelineCsv(const WoundHistory& history)
{
    std::string text = joined(header());
    for (const VisitRecord& record : history.visits) {
        text += joined(row(history, record));
    }
    return text;
}

json timelineDocument(const WoundHistory& history)
{
    const timeline::WeekFour& week = history.healing.weekFour;
    json document{{"schema", "cicatrix.timeline/1"},
                  {"wound", history.wound.number},
                  {"site", history.wound.data.site},
                  {"aetiology", history.wound.data.aetiology},
                  {"visits", json::array()},
                  {"flags", json::array()},
                  {"curve", history.healing.curve ? curveDocument(*history.healing.curve) : json(nullptr)},
                  {"curve_note", history.healing.curveNote},
                  {"week_four",
                   {{"area_reduction_percent", optionalNumber(week.areaReductionPercent)},
                    {"mark_percent", week.markPercent},
                    {"below", week.below},
                    {"note", week.note}}}};
    for (const VisitRecord& record : history.visits) {
        document["visits"].push_back(visitDocument(history, record));
    }
    for (const timeline::Flag& flag : history.healing.flags) {
        document["flags"].push_back({{"text", flag.text}, {"source", flag.source}});
    }
    return document;
}

}  // namespace cicatrix::clinic
