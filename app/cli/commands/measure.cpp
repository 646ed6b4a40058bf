// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"
#include "core/base/files.h"
#include "core/clinic/mask.h"

#include <nlohmann/json.hpp>

namespace cicatrix::cli {

namespace {

Result<clinic::MeasuredMask> measureGivenMask(const Invocation& invocation)
{
    clinic::MaskRequest request;
    CICATRIX_ASSIGN(request.hints, calibrationHints(invocation));
    CICATRIX_ASSIGN(request.headDegrees, headDegrees(invocation));
    const std::filesystem::path mask = *invocation.value("mask");
    CICATRIX_ASSIGN(const Bytes maskBytes, readFile(mask));
    request.maskName = mask.filename().string();
    if (const std::optional<std::string> photo = invocation.value("photo")) {
        CICATRIX_ASSIGN(request.photo, readFile(*photo));
        request.photoName = std::filesystem::path(*photo).filename().string();
    }
    return clinic::measureMask(maskBytes, request);
}

int measure(Invocation& invocation)
{
    CICATRIX_CLI_ASSIGN(const clinic::MeasuredMask measured, measureGivenMask(invocation));
    invocation.printJson(clinic::maskDocument(measured));
    return 0;
}

}  // namespace

Command measureCommand()
{
    return {"measure",
            "Measures a mask made by anyone, without a model",
            {{"",
              "",
              "Prints the figures of a mask: 0/255 or 0/1 for the wound, or tissue codes.",
              "--mask wound.png --photo wound.jpg --marker 20",
              calibrationOptions() + std::vector<Option>{{"mask", "FILE", "8-bit picture of the mask"},
                                                         {"photo", "FILE", "the photo; printed markers are looked for in it"}},
              {"mask"},
              measure}}};
}

}  // namespace cicatrix::cli
