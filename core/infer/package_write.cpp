// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/infer/network.h"
#include "core/infer/package_files.h"

#include <cerrno>
#include <cstdio>

namespace cicatrix::infer {

namespace {

Bytes bytesOf(std::string_view text)
{
    const auto raw = std::as_bytes(std::span(text));
    return {raw.begin(), raw.end()};
}

/// A new folder beside `target`, renamed when it is complete: a killed writer leaves no half package under the name.
Result<void> writeFolder(const PackageFiles& files, const std::filesystem::path& target)
{
    std::filesystem::path unfinished = target;
    unfinished += ".unfinished";
    std::error_code failed;
    std::filesystem::remove_all(unfinished, failed);
    if (!std::filesystem::create_directories(unfinished, failed)) {
        return systemError(failed ? failed.value() : EEXIST, unfinished.string(), "cannot be made");
    }
    for (const auto& [name, bytes] : files) {
        CICATRIX_TRY(writeFileAtomically(unfinished / name, bytes, Existing::Keep));
    }
    std::filesystem::rename(unfinished, target, failed);
    if (failed) {
        return systemError(failed.value(), target.string(), "cannot be put into place");
    }
    return {};
}

}  // namespace

Result<void> writePackage(std::string_view cardJson, const Bytes& weights, const std::filesystem::path& target)
{
    std::error_code failed;
    if (std::filesystem::exists(target, failed)) {
        return Error{ErrorKind::BadInput, target.string(), "exists already; choose another name"};
    }
    PackageFiles files;
    files[std::string(kCardFile)] = bytesOf(cardJson);
    files[std::string(kWeightsFile)] = weights;
    const std::string subject = target.filename().string();
    CICATRIX_ASSIGN(const ModelInfo info, parseCard(cardJson, subject));
    CICATRIX_ASSIGN(const SafetensorsFile tensors, SafetensorsFile::parse(weights, std::string(kWeightsFile)));
    CICATRIX_ASSIGN(Network network, Network::load(info, tensors));
    CICATRIX_ASSIGN(const std::string golden, makeGolden(network, info));
    files[std::string(kGoldenFile)] = bytesOf(golden);
    files[std::string(kManifestFile)] = manifestOf(files);
    if (target.extension() == ".zip") {
        CICATRIX_ASSIGN(const Bytes archive, zipped(files));
        CICATRIX_TRY(writeFileAtomically(target, archive, Existing::Keep));
    } else {
        CICATRIX_TRY(writeFolder(files, target));
    }
    CICATRIX_ASSIGN(const ModelPackage written, ModelPackage::open(target));
    return checkGolden(network, written.info(), written.goldenJson());
}

}  // namespace cicatrix::infer
