// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/figures.h"
#include "core/base/files.h"
#include "core/calibrate/calibrate.h"
#include "core/image/photo.h"
#include "core/infer/engine.h"

#include <filesystem>
#include <optional>
#include <string>

namespace cicatrix::clinic {

/// How a photo is to be analysed.
struct AnalyseOptions {
    calibrate::Hints hints;             ///< without one, printed markers are looked for
    std::optional<double> headDegrees;  ///< where the head lies: 0 = up in the picture, clockwise
    bool testTimeAugmentation = false;  ///< all eight mirrorings and quarter turns, whatever the card says
    bool raw = false;                   ///< leave the card's post-processing out
};

/// How long each part took.
struct Seconds {
    double decode = 0;
    double model = 0;
    double measure = 0;
    double write = 0;
};

/// A photo, what the model proposes on it, and what that measures. Nothing is stored yet.
struct Analysis {
    std::string photoName;
    std::string photoSha256;  ///< of the given file's bytes
    image::DecodedPhoto photo;
    infer::Prediction prediction;
    infer::ModelInfo model;
    Calibration calibration;
    Figures figures;
    Warnings warnings;  ///< of photo, calibration, model and measurement together
    Seconds seconds;
};

/// Decodes, calibrates, runs the model and measures. Errors: BadInput (photo, hints), Device, OutOfMemory, Cancelled.
[[nodiscard]] Result<Analysis> analysePhoto(infer::Engine& engine, const Bytes& photo, const std::string& name,
                                            const AnalyseOptions& options, Progress& progress);

/// 255 where the open wound is, else 0.
[[nodiscard]] LabelMap woundMask(const LabelMap& labels);
/// Cross-validated standard error of a tissue share, as the model's card states it (0 where it does not).
[[nodiscard]] double tissueShareSd(const infer::ModelInfo& model);

/// What `writeAnalysis` leaves beside each other in `folder`.
struct AnalysisFiles {
    std::filesystem::path folder;
    std::string stem;
    bool replace = false;     ///< existing files are kept unless asked
    bool confidence = false;  ///< also stem.confidence.png
    int overlaySize = 2048;   ///< the overlay's long side, px
};

/// Writes stem.wound.png, stem.tissue.png, stem.overlay.png and stem.json (cli.md), each whole or not at all; sets
/// `seconds.write`.
[[nodiscard]] Result<void> writeAnalysis(Analysis& analysis, const AnalysisFiles& files);

}  // namespace cicatrix::clinic
