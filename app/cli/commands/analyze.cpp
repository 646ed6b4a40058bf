// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"
#include "core/base/files.h"
#include "core/clinic/documents.h"

#include <nlohmann/json.hpp>

#include <map>

namespace cicatrix::cli {

namespace {

namespace fs = std::filesystem;

struct Request {
    clinic::AnalyseOptions options;
    clinic::AnalysisFiles files;
};

Result<Request> readRequest(const Invocation& invocation)
{
    Request request;
    CICATRIX_ASSIGN(request.options.hints, calibrationHints(invocation));
    CICATRIX_ASSIGN(request.options.headDegrees, headDegrees(invocation));
    request.options.testTimeAugmentation = invocation.has("tta");
    request.options.raw = invocation.has("raw");
    request.files.folder = *invocation.value("out");
    request.files.replace = invocation.has("force");
    request.files.confidence = invocation.has("confidence");
    CICATRIX_ASSIGN(const std::optional<int> size, invocation.integer("overlay-size"));
    request.files.overlaySize = size.value_or(request.files.overlaySize);
    if (request.files.overlaySize < 64 || request.files.overlaySize > 30'000) {
        return Error{ErrorKind::Usage, "--overlay-size", "must be between 64 and 30000"};
    }
    std::map<std::string, std::string> stems;
    for (const std::string& photo : invocation.operands()) {
        const std::string stem = fs::path(photo).stem().string();
        if (const auto [known, fresh] = stems.emplace(stem, photo); !fresh) {
            return Error{ErrorKind::Usage, photo, "has the same name as " + known->second + "; give each its own --out"};
        }
    }
    std::error_code failed;
    fs::create_directories(request.files.folder, failed);
    if (failed) {
        return Error{ErrorKind::ClinicReadOnly, request.files.folder.string(), "cannot be made: " + failed.message()};
    }
    return request;
}

Result<clinic::Analysis> analyseOne(infer::Engine& engine, Request& request, const fs::path& photo, Progress& progress)
{
    CICATRIX_ASSIGN(const Bytes bytes, readFile(photo));
    CICATRIX_ASSIGN(clinic::Analysis analysis,
                    clinic::analysePhoto(engine, bytes, photo.filename().string(), request.options, progress));
    request.files.stem = photo.stem().string();
    CICATRIX_TRY(clinic::writeAnalysis(analysis, request.files));
    return analysis;
}

void printAnalysis(const Invocation& invocation, const clinic::Analysis& analysis)
{
    if (invocation.json()) {
        invocation.print(clinic::analysisDocument(analysis).dump());
        return;
    }
    const WoundFigures& total = analysis.figures.total;
    char text[160];
    if (total.areaCm2) {
        std::snprintf(text, sizeof text, "%zu wound(s), %.2f cm² ± %.2f", analysis.figures.wounds.size(), total.areaCm2->value,
                      1.96 * total.areaCm2->sd);
    } else {
        std::snprintf(text, sizeof text, "%zu wound(s), %.0f px², no scale", analysis.figures.wounds.size(), total.areaPx);
    }
    invocation.print(analysis.photoName + ": " + text);
    for (const Warning& warning : analysis.warnings) {
        invocation.say(analysis.photoName + ": " + describe(warning));
    }
}

bool stopsEverything(ErrorKind kind)
{
    return kind == ErrorKind::Cancelled || kind == ErrorKind::DiskFull || kind == ErrorKind::ClinicReadOnly;
}

int analyze(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(Request request, readRequest(invocation));
    CICATRIX_CLI_ASSIGN(infer::Engine engine, openEngine(invocation));
    int failed = 0;
    int status = 0;
    for (const std::string& photo : invocation.operands()) {
        const Result<clinic::Analysis> analysis = analyseOne(engine, request, photo, invocation.progress());
        if (analysis) {
            printAnalysis(invocation, *analysis);
            continue;
        }
        ++failed;
        status = invocation.fail(analysis.error());
        if (stopsEverything(analysis.error().kind)) {
            return status;
        }
    }
    return failed == 0 || failed == static_cast<int>(invocation.operands().size()) ? status : 1;
}

}  // namespace

Command analyzeCommand()
{
    return {"analyze",
            "Outlines and measures the wound in photos",
            {{"",
              "PHOTO...",
              "Writes NAME.wound.png, NAME.tissue.png, NAME.overlay.png and NAME.json for each photo into DIR.",
              "--out results --marker 20 visit1.jpg visit2.jpg",
              calibrationOptions() +
                  std::vector<Option>{{"out", "DIR", "where the files go; made if absent"},
                                      {"model", "NAME", "an installed model, or a package's path"},
                                      {"tta", "", "average over mirrored and turned copies: slower, a little better"},
                                      {"confidence", "", "also write NAME.confidence.png"},
                                      {"raw", "", "leave the model card's post-processing out"},
                                      {"overlay-size", "PX", "the overlay's long side (2048)"},
                                      {"force", "", "replace files that exist"}},
              {"out"},
              analyze}}};
}

}  // namespace cicatrix::cli
