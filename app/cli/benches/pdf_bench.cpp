// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benches/bench.h"

#include "core/base/random.h"
#include "core/report/report.h"

#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTemporaryDir>

#include <cmath>

namespace cicatrix::bench {

namespace {

constexpr int kPhotos = 12;
constexpr int kWidth = 1600;
constexpr int kHeight = 1200;
constexpr int kRounds = 7;

/// Skin-like gradient with grain and a darker ellipse: what a JPEG encoder has to do with a real photo, roughly.
report::ReportPhoto drawPhoto(int index)
{
    auto photo = std::make_shared<Grid<Rgb>>(kWidth, kHeight);
    auto labels = std::make_shared<LabelMap>(kWidth, kHeight);
    SplitMix64 random(std::uint64_t(index) + 1);
    const double reach = 420 - 20 * index;
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const bool wound = std::hypot(x - kWidth / 2, (y - kHeight / 2) * 1.4) < reach;
            const int tone = int(random.next() % 13) - x / 40;
            photo->at(x, y) = wound ? Rgb{std::uint8_t(170 + tone), std::uint8_t(60 + tone), std::uint8_t(60 + tone)}
                                    : Rgb{std::uint8_t(220 + tone), std::uint8_t(180 + tone), std::uint8_t(160 + tone)};
            labels->at(x, y) = wound ? std::uint8_t(Tissue::Granulation) : std::uint8_t(Tissue::Background);
        }
    }
    return {photo, labels, {}, "photo", "mask"};
}

report::ReportData benchReport()
{
    report::ReportData data;
    data.clinic = "Bench";
    for (int i = 0; i < kPhotos; ++i) {
        const Date date = Date(std::chrono::days(20000 + 7 * i));
        const int reach = 420 - 20 * i;
        Figures figures;
        figures.total.areaCm2 = Estimate{20.0 - i, 0.5};
        figures.total.mmPerPixel = 0.1;
        figures.total.bounds = {kWidth / 2 - reach, kHeight / 2 - int(reach / 1.4), 2 * reach, int(2 * reach / 1.4)};
        figures.total.tissue = {{Tissue::Granulation, {1, 0.05}, 1, 20.0 - i}};
        report::ReportVisit visit;
        visit.id = {i + 1};
        visit.date = date;
        visit.figures = figures;
        visit.calibration.method = CalibrationMethod::Markers;
        visit.calibration.mmPerPixel = 0.1;
        visit.photo = drawPhoto(i);
        visit.provenance.acceptedBy = "Bench";
        data.series.points.push_back({visit.id, date, true, false, figures, CalibrationMethod::Markers, "model", {}});
        data.visits.push_back(std::move(visit));
    }
    data.healing = timeline::healingMetrics(data.series, data.visits.back().date);
    return data;
}

/// Four pages with three photos and some text each, and a chart of lines: what anyone would write first.
void plainPdf(const QString& path, const std::vector<QImage>& photos)
{
    QPdfWriter writer(path);
    writer.setResolution(1200);
    writer.setPageSize(QPageSize(QPageSize::A4));
    QPainter painter(&writer);
    const int unit = writer.width() / 100;
    for (std::size_t i = 0; i < photos.size(); ++i) {
        if (i > 0 && i % 3 == 0) {
            writer.newPage();
        }
        painter.drawImage(QRect(int(i % 3) * 33 * unit, 5 * unit, 31 * unit, 24 * unit), photos[i]);
        for (int line = 0; line < 10; ++line) {
            painter.drawText(int(i % 3) * 33 * unit, (35 + 3 * line) * unit, QStringLiteral("12.40 cm² ± 0.83"));
        }
    }
    for (int line = 0; line < 200; ++line) {
        painter.drawLine(line * unit / 2, 100 * unit, (line + 1) * unit / 2, (100 - line % 17) * unit);
    }
}

}  // namespace

std::vector<BenchResult> benchPdf()
{
    const report::ReportData data = benchReport();
    std::vector<QImage> photos;
    for (const report::ReportVisit& visit : data.visits) {
        const Grid<Rgb>& pixels = *visit.photo->pixels;
        photos.push_back(QImage(reinterpret_cast<const uchar*>(pixels.data()), pixels.width(), pixels.height(),
                                3 * pixels.width(), QImage::Format_RGB888));
    }
    const QTemporaryDir folder;
    const std::filesystem::path ours = folder.filePath(QStringLiteral("report.pdf")).toStdString();
    const report::ReportOptions options{report::Paper::A4, report::Language::English, Existing::Replace};
    bool written = true;
    const BenchResult result = compare(
        {"PDF report, 12 photos 1600 x 1200, chart", "QPdfWriter, the same photos, text and lines", 1.3},
        [&] { written = report::writeReport(data, ours, options).has_value() && written; },
        [&] { plainPdf(folder.filePath(QStringLiteral("plain.pdf")), photos); }, kRounds);
    return written ? std::vector{result} : std::vector<BenchResult>{};
}

}  // namespace cicatrix::bench
