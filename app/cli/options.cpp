// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include <QCoreApplication>

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace cicatrix::cli {

std::vector<Option> operator+(std::vector<Option> a, const std::vector<Option>& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::vector<Option> calibrationOptions()
{
    return {{"marker", "MM", "side of the printed marker in the photo"},
            {"ruler", "x1,y1,x2,y2,MM", "two points on a ruler in pixels, and their distance"},
            {"mm-per-pixel", "X[,SD]", "the scale, typed"},
            {"head", "DEGREES", "where the head lies in the picture: 0 = up, clockwise"}};
}

namespace {

/// "1,2.5,3" → numbers; `least`…`most` of them, or an Error that names the option.
Result<std::vector<double>> numberList(const Invocation& invocation, const std::string& option, std::size_t least,
                                       std::size_t most)
{
    const std::string text = invocation.value(option).value_or("");
    const Error bad{ErrorKind::Usage, "--" + option, "\"" + text + "\" is not understood; write numbers with commas between"};
    std::vector<double> numbers;
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    while (true) {
        double number = 0;
        const auto [next, code] = std::from_chars(at, end, number);
        if (code != std::errc{} || !std::isfinite(number)) {
            return bad;
        }
        numbers.push_back(number);
        if (next == end) {
            break;
        }
        if (*next != ',') {
            return bad;
        }
        at = next + 1;
    }
    if (numbers.size() < least || numbers.size() > most) {
        return bad;
    }
    return numbers;
}

}  // namespace

Result<calibrate::Hints> calibrationHints(const Invocation& invocation)
{
    if (invocation.has("marker") + invocation.has("ruler") + invocation.has("mm-per-pixel") > 1) {
        return Error{ErrorKind::Usage, "", "give only one of --marker, --ruler and --mm-per-pixel"};
    }
    calibrate::Hints hints;
    CICATRIX_ASSIGN(hints.markerMm, invocation.number("marker"));
    if (invocation.has("ruler")) {
        CICATRIX_ASSIGN(const std::vector<double> n, numberList(invocation, "ruler", 5, 5));
        hints.ruler = calibrate::Ruler{{n[0], n[1]}, {n[2], n[3]}, n[4]};
    }
    if (invocation.has("mm-per-pixel")) {
        CICATRIX_ASSIGN(const std::vector<double> n, numberList(invocation, "mm-per-pixel", 1, 2));
        hints.mmPerPixel = n[0];
        if (n.size() == 2) {
            hints.mmPerPixelSd = n[1];
        }
    }
    return hints;
}

Result<std::optional<double>> headDegrees(const Invocation& invocation) { return invocation.number("head"); }

std::filesystem::path resourcesFolder()
{
    if (const char* environment = std::getenv("CICATRIX_RESOURCES"); environment != nullptr && *environment != '\0') {
        return environment;
    }
    return std::filesystem::path(QCoreApplication::applicationDirPath().toStdString()) / ".." / "share" / "cicatrix";
}

clinic::ModelFolders modelFolders(const Invocation& invocation)
{
    return {invocation.clinicFolder() / "models", resourcesFolder() / "models"};
}

Result<infer::Engine> openEngine(const Invocation& invocation)
{
    CICATRIX_ASSIGN(const std::filesystem::path package,
                    clinic::findModel(modelFolders(invocation), invocation.value("model")));
    infer::EngineOptions options;
    options.device = invocation.value("device").value_or("auto");
    CICATRIX_ASSIGN(const std::optional<int> threads, invocation.integer("threads"));
    if (threads && *threads < 1) {
        return Error{ErrorKind::Usage, "--threads", "must be at least 1"};
    }
    options.threads = threads.value_or(0);
    return infer::Engine::open(package, options);
}

}  // namespace cicatrix::cli
