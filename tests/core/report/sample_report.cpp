// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/report/sample_report.h"

#include "core/base/random.h"

#include <cmath>
#include <numbers>

namespace cicatrix::report {

namespace {

constexpr double kMmPerPixel = 0.1;

struct Drawn {
    Photo photo;
    std::shared_ptr<const LabelMap> labels;
    double semiX = 0, semiY = 0;  ///< px
};

Tissue tissueAt(double radius, double angle, double healing)
{
    if (radius > 0.86 + 0.1 * std::sin(5 * angle)) {
        return Tissue::Epithelium;
    }
    if (radius < 0.45 - 0.35 * healing + 0.12 * std::sin(3 * angle)) {
        return Tissue::Slough;
    }
    return radius < 0.2 - 0.25 * healing ? Tissue::Necrosis : Tissue::Granulation;
}

Rgb shade(Tissue code, int grain)
{
    const auto tone = [&](int r, int g, int b) {
        const auto channel = [&](int value) { return std::uint8_t(std::min(255, std::max(0, value + grain))); };
        return Rgb{channel(r), channel(g), channel(b)};
    };
    switch (code) {
    case Tissue::Granulation:
        return tone(158, 42, 46);
    case Tissue::Slough:
        return tone(206, 178, 110);
    case Tissue::Necrosis:
        return tone(52, 40, 36);
    case Tissue::Epithelium:
        return tone(222, 150, 146);
    default:
        return tone(214, 170, 146);
    }
}

Drawn drawWound(const SampleSize& size, double areaCm2, double healing, std::uint64_t seed)
{
    Drawn drawn;
    drawn.semiX = std::sqrt(areaCm2 * 100 / std::numbers::pi * 1.5) / kMmPerPixel;
    drawn.semiY = drawn.semiX / 1.5;
    auto photo = std::make_shared<Grid<Rgb>>(size.width, size.height);
    auto labels = std::make_shared<LabelMap>(size.width, size.height);
    SplitMix64 random(seed);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double dx = (x + 0.5 - size.width / 2.0) / drawn.semiX, dy = (y + 0.5 - size.height / 2.0) / drawn.semiY;
            const double radius = std::hypot(dx, dy);
            const Tissue code = radius < 1 ? tissueAt(radius, std::atan2(dy, dx), healing) : Tissue::Background;
            labels->at(x, y) = std::uint8_t(code);
            photo->at(x, y) = shade(code, int(random.next() % 17) - 8 -
                                              int(18 * std::hypot(x - size.width / 2.0, y - size.height / 2.0) / size.width));
        }
    }
    drawn.photo = photo;
    drawn.labels = labels;
    return drawn;
}

Figures figuresOf(const Drawn& drawn, const SampleSize& size)
{
    Figures figures;
    WoundFigures& total = figures.total;
    double counts[256] = {};
    for (const std::uint8_t code : drawn.labels->values()) {
        counts[code] += isWound(code) ? 1 : 0;
        total.areaPx += isWound(code) ? 1 : 0;
    }
    const double cm2PerPx = kMmPerPixel * kMmPerPixel / 100;
    total.areaCm2 = Estimate{total.areaPx * cm2PerPx, 0.03 * total.areaPx * cm2PerPx + 0.05};
    const double a = drawn.semiX * kMmPerPixel, b = drawn.semiY * kMmPerPixel;
    total.perimeterMm = Estimate{std::numbers::pi * (3 * (a + b) - std::sqrt((3 * a + b) * (a + 3 * b))), 1.3};
    total.lengthMm = Estimate{2 * a, 0.6};
    total.widthMm = Estimate{2 * b, 0.6};
    total.clockLengthMm = 2 * b;
    total.clockWidthMm = 2 * a;
    total.mmPerPixel = kMmPerPixel;
    total.bounds = {int(size.width / 2.0 - drawn.semiX), int(size.height / 2.0 - drawn.semiY), int(2 * drawn.semiX),
                    int(2 * drawn.semiY)};
    for (const TissueStyle& look : tissueStyles()) {
        if (const double count = counts[std::size_t(look.code)]; count > 0) {
            total.tissue.push_back({look.code, {count / total.areaPx, 0.05}, count, count * cm2PerPx});
        }
    }
    figures.wounds.push_back(total);
    return figures;
}

void fillFields(ReportVisit& visit, int index)
{
    visit.fields.depthCm = 0.6 - 0.02 * index;
    visit.fields.exudate = index < 3 ? "moderate" : "light";
    visit.fields.odour = index < 2 ? "faint" : "none";
    visit.fields.pain = std::max(0, 5 - index);
    visit.scores.push_back({"PUSH 3.0", std::max(4.0, 14.0 - index), 17.0});
    if (index == 0) {
        visit.fields.undermining.push_back({9, 12, 0.8, 11});
        visit.fields.tunnels.push_back({3, 1.2});
        visit.fields.notes = "Edge macerated, skin around warm, no fever. Foot pulses felt on both sides.";
        visit.fields.treatment = "Sharp debridement, foam dressing, two-layer compression.";
        visit.fields.plan = "Visit in one week; swab if the odour returns.";
    }
}

void fillMetrics(ReportData& data)
{
    const Estimate first = *data.series.points.front().figures.total.areaCm2;
    data.healing.baseline = data.series.points.front().visit;
    std::optional<Estimate> before;
    int lastDays = 0;
    for (const timeline::SeriesPoint& point : data.series.points) {
        timeline::VisitMetrics metrics{point.visit, point.date, point.accepted, 0, {}, {}, {}, {}, {}, {}};
        const int days = daysBetween(data.series.points.front().date, point.date);
        const Estimate area = *point.figures.total.areaCm2;
        const auto change = [&](const Estimate& from, int span) {
            return timeline::Change{100 * (area.value / from.value - 1), span,
                                    std::abs(area.value - from.value) > 1.96 * std::hypot(area.sd, from.sd)};
        };
        metrics.weeks = days / 7.0;
        metrics.areaReductionPercent = 100 * (1 - area.value / first.value);
        if (before) {
            metrics.sincePrevious = change(*before, days - lastDays);
            metrics.sinceBaseline = change(first, days);
            metrics.linearCmPerWeek = 0.08;
        }
        data.healing.visits.push_back(metrics);
        if (point.accepted) {
            before = area;
            lastDays = days;
        }
    }
    data.healing.weekFour = {31.4, 40, true, {}};
    timeline::HealingCurve curve;
    curve.ratePerWeek = 0.0943;
    for (double week = 0; week <= lastDays / 7.0 + 3; week += 0.5) {
        const double area = first.value * std::exp(-curve.ratePerWeek * week);
        curve.band.push_back({week, area, area * (0.93 - 0.01 * week), area * (1.07 + 0.012 * week)});
    }
    curve.closureNote = "fewer than 5 points";
    data.healing.curve = curve;
}

}  // namespace

ReportData sampleReport(const SampleSize& size)
{
    ReportData data;
    data.clinic = "Vascular outpatient clinic, St. Elsewhere Hospital";
    data.author = "Dr. Ada Sample";
    data.createdAt = parseTimestamp("2026-03-09T14:05:06.000Z").value();
    data.software = {{"Cicatrix", "0.1.0"}, {"LibTorch", "1.13.1"}, {"Qt", "6.4.2"}};
    data.patient = {{}, "PH-000123", "Müller", "Käthe", parseDate("1948-11-02").value()};
    data.wound = {"1",
                  "ankle_medial_left",
                  "ankle, medial, left",
                  "Knöchel innen, links",
                  "left",
                  "venous_leg_ulcer",
                  parseDate("2025-11-20").value(),
                  {},
                  BodyPlace{BodyView::Front, 60, 221, {}}};
    const Date start = parseDate("2026-01-05").value();
    for (int i = 0; i < size.visits; ++i) {
        const double healing = double(i) / std::max(1, size.visits - 1);
        const Drawn drawn =
            drawWound(size, 12.4 * std::pow(0.91, i) * (i % 2 == 1 ? 1.03 : 1.0), healing, std::uint64_t(i) + 1);
        ReportVisit visit;
        visit.id = {i + 1};
        visit.date = start + std::chrono::days(7 * i);
        visit.figures = figuresOf(drawn, size);
        visit.calibration.method = i == 1 ? CalibrationMethod::Ruler : CalibrationMethod::Markers;
        visit.calibration.mmPerPixel = kMmPerPixel;
        visit.calibration.mmPerPixelSd = 0.0005;
        if (i >= size.visits - size.photos) {
            visit.photo = ReportPhoto{drawn.photo, drawn.labels, {}, "photo" + std::to_string(i), "mask" + std::to_string(i)};
        }
        const bool accepted = i + 1 < size.visits || size.visits == 1;
        visit.provenance = {i == 2 ? MaskOrigin::ModelCorrected : MaskOrigin::ModelUntouched,
                            "wing_mtl_lite0",
                            "1.0.0",
                            "9f2c1b7a4e5d6c8b0a1f2e3d4c5b6a798897a6b5c4d3e2f1a0b1c2d3e4f50617",
                            {},
                            i == 2 ? 2 : 1,
                            i == 2 ? "Nurse Bo" : "",
                            i == 2 ? "glare counted as slough" : "",
                            accepted ? "Dr. Ada Sample" : "",
                            accepted ? std::optional<Timestamp>(Timestamp(visit.date) + std::chrono::hours(15)) : std::nullopt};
        if (i == 2) {
            visit.provenance.diceToModel = 0.943;
            visit.warnings.push_back({WarningCode::Overexposed, {}});
        }
        fillFields(visit, i);
        std::vector<EventKind> events;
        if (i == 0) {
            events = {EventKind::Debridement};
        } else if (i == 3) {
            events = {EventKind::DressingChange, EventKind::AntibioticStart};
        }
        data.series.points.push_back(
            {visit.id, visit.date, accepted, false, *visit.figures, visit.calibration.method, "wing_mtl_lite0 1.0.0", events});
        data.visits.push_back(std::move(visit));
    }
    data.series.venous = true;
    fillMetrics(data);
    data.excluded = {{parseDate("2026-01-15").value(), "removed", "photo of another wound"}};
    data.auditHead = "214:3f9a0c1d2e4b5a69";
    return data;
}

ReportData bareReport()
{
    ReportData data = sampleReport({1, 1, 600, 450});
    data.author.clear();
    data.software.clear();
    data.patient = {{}, "PH-000124", {}, {}, {}};
    data.wound = {"2", {}, {}, {}, {}, {}, {}, {}, {}};
    data.excluded.clear();
    data.auditHead.clear();
    data.healing = {};
    data.healing.curveNote = "fewer than 3 points";
    data.healing.weekFour.note = "not yet four weeks";
    ReportVisit& visit = data.visits.front();
    visit.calibration = {};
    visit.fields = {};
    visit.scores.clear();
    visit.provenance = {};
    WoundFigures& total = visit.figures->total;
    total.areaCm2.reset();
    total.perimeterMm.reset();
    total.lengthMm.reset();
    total.widthMm.reset();
    total.clockLengthMm.reset();
    total.clockWidthMm.reset();
    total.mmPerPixel.reset();
    for (TissueFigure& tissue : total.tissue) {
        tissue.areaCm2.reset();
    }
    data.series.points.front().figures = *visit.figures;
    data.series.points.front().accepted = false;
    data.series.points.front().calibration = CalibrationMethod::None;
    return data;
}

}  // namespace cicatrix::report
