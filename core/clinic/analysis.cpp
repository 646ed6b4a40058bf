// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/analysis.h"

#include "core/base/atomic_file.h"
#include "core/base/sha256.h"
#include "core/clinic/documents.h"
#include "core/image/codec.h"
#include "core/image/overlay.h"
#include "core/image/quality.h"
#include "core/measure/measure.h"
#include "core/measure/outline.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <future>

namespace cicatrix::clinic {

namespace {

class Stopwatch {
public:
    /// Seconds since the start or the last call.
    double lap()
    {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - m_start).count();
        m_start = now;
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

void append(Warnings& warnings, const Warnings& more) { warnings.insert(warnings.end(), more.begin(), more.end()); }

bool anyTouchesBorder(const Figures& figures, const Grid<Rgb>& photo)
{
    return std::any_of(figures.wounds.begin(), figures.wounds.end(), [&](const WoundFigures& wound) {
        return measure::touchesBorder(wound.bounds, photo.width(), photo.height());
    });
}

}  // namespace

LabelMap woundMask(const LabelMap& labels)
{
    LabelMap mask(labels.width(), labels.height());
    std::transform(labels.values().begin(), labels.values().end(), mask.values().begin(),
                   [](std::uint8_t code) { return static_cast<std::uint8_t>(isWound(code) ? 255 : 0); });
    return mask;
}

double tissueShareSd(const infer::ModelInfo& model)
{
    return nlohmann::json::parse(model.cardJson).value("tissue_share_sd", 0.0);
}

Result<Analysis> analysePhoto(infer::Engine& engine, const Bytes& photo, const std::string& name, const AnalyseOptions& options,
                              Progress& progress)
{
    Analysis analysis;
    analysis.photoName = name;
    analysis.model = engine.info();
    Stopwatch watch;
    if (!progress.update(0, 3, "decode")) {
        return Error{ErrorKind::Cancelled, name, "stopped"};
    }
    analysis.photoSha256 = sha256Hex(photo);
    CICATRIX_ASSIGN(analysis.photo, image::decodePhoto(photo, name));
    append(analysis.warnings, analysis.photo.warnings);
    std::future<Warnings> quality = std::async([&] { return image::qualityWarnings(analysis.photo); });
    CICATRIX_ASSIGN(analysis.calibration, calibrate::calibrate(*analysis.photo.pixels, options.hints));
    append(analysis.warnings, quality.get());
    append(analysis.warnings, analysis.calibration.warnings);
    analysis.seconds.decode = watch.lap();

    infer::RunOptions run;
    run.augmentation = options.testTimeAugmentation ? infer::Augmentation::D4 : infer::Augmentation::Card;
    run.raw = options.raw;
    run.mmPerPixel = analysis.calibration.mmPerPixel;
    CICATRIX_ASSIGN(analysis.prediction, engine.run(*analysis.photo.pixels, run, progress));
    append(analysis.warnings, analysis.prediction.warnings);
    analysis.seconds.model = watch.lap();

    measure::MeasureOptions measuring;
    measuring.headDegrees = options.headDegrees;
    measuring.tissueShareSd = tissueShareSd(analysis.model);
    analysis.figures = measure::measure(analysis.prediction.labels, analysis.calibration, measuring);
    if (analysis.figures.wounds.empty()) {
        analysis.warnings.push_back({WarningCode::NoWoundFound, {}});
    } else if (anyTouchesBorder(analysis.figures, *analysis.photo.pixels)) {
        analysis.warnings.push_back({WarningCode::WoundTouchesBorder, {}});
    }
    analysis.seconds.measure = watch.lap();
    return analysis;
}

Result<void> writeAnalysis(Analysis& analysis, const AnalysisFiles& files)
{
    Stopwatch watch;
    const Existing existing = files.replace ? Existing::Replace : Existing::Keep;
    const auto path = [&](const char* ending) { return files.folder / (files.stem + ending); };
    if (!files.replace) {
        for (const char* ending : {".wound.png", ".tissue.png", ".overlay.png", ".json"}) {
            if (std::error_code ignored; std::filesystem::exists(path(ending), ignored)) {
                return Error{ErrorKind::BadInput, path(ending).filename().string(),
                             "exists already; choose another folder, or --force to replace it"};
            }
        }
    }
    const auto store = [&](const char* ending, Result<Bytes> png) -> Result<void> {
        CICATRIX_ASSIGN(const Bytes bytes, std::move(png));
        return writeFileAtomically(path(ending), bytes, existing);
    };
    const LabelMap& labels = analysis.prediction.labels;
    // Half a second each for a photo of 48 MP.
    std::future<Result<Bytes>> overlay = std::async([&] {
        image::OverlayOptions options;
        options.longSide = files.overlaySize;
        return image::encodePng(image::paintOverlay(*analysis.photo.pixels, labels, analysis.calibration, options));
    });
    CICATRIX_TRY(store(".wound.png", image::encodePng(woundMask(labels))));
    CICATRIX_TRY(store(".tissue.png", image::encodePng(labels)));
    CICATRIX_TRY(store(".overlay.png", overlay.get()));
    if (files.confidence) {
        CICATRIX_TRY(store(".confidence.png", image::encodePng(analysis.prediction.confidence)));
    }
    analysis.seconds.write = watch.lap();
    return writeFileAtomically(path(".json"), analysisDocument(analysis).dump(2) + "\n", existing);
}

}  // namespace cicatrix::clinic
