// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/package.h"

#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/infer/package_files.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicatrix::infer {

namespace {

std::string_view textOf(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Bytes bytesOf(std::string_view text)
{
    const auto raw = std::as_bytes(std::span(text));
    return {raw.begin(), raw.end()};
}

/// Each file present must be listed with its own SHA-256, and each listed one must be there.
std::string manifestProblem(const PackageFiles& files)
{
    const auto manifest = parseJson(textOf(files.at(std::string(kManifestFile))), "manifest.json");
    if (!manifest || !manifest->is_object() || manifest->value("schema", "") != "cicatrix.manifest/1" ||
        !manifest->contains("files") || !manifest->at("files").is_object()) {
        return "manifest.json is not a manifest of this program";
    }
    const nlohmann::json& listed = manifest->at("files");
    for (const auto& [name, sha256] : listed.items()) {
        if (!files.contains(name)) {
            return "the file " + name + " is missing";
        }
    }
    for (const auto& [name, bytes] : files) {
        if (name == kManifestFile) {
            continue;
        }
        if (!listed.contains(name)) {
            return "the file " + name + " is not listed in manifest.json";
        }
        if (listed.at(name) != sha256Hex(bytes)) {
            return "the file " + name + " was changed or cut short: its SHA-256 is not the manifest's";
        }
    }
    return {};
}

}  // namespace

const std::array<PackagePart, 5>& packageParts()
{
    static constexpr std::size_t kMegabyte = std::size_t{1} << 20;
    static constexpr std::array<PackagePart, 5> kParts{{{kManifestFile, kMegabyte},
                                                        {kCardFile, 4 * kMegabyte},
                                                        {kGoldenFile, 4 * kMegabyte},
                                                        {kWeightsFile, 1024 * kMegabyte},
                                                        {"LICENSE", kMegabyte}}};
    return kParts;
}

Bytes manifestOf(const PackageFiles& files)
{
    nlohmann::json list = nlohmann::json::object();
    for (const auto& [name, bytes] : files) {
        list[name] = sha256Hex(bytes);
    }
    return bytesOf(canonicalJson({{"schema", "cicatrix.manifest/1"}, {"files", list}}));
}

Result<PackageFiles> readPackageFiles(const std::filesystem::path& path)
{
    std::error_code failed;
    if (!std::filesystem::is_directory(path, failed)) {
        return readZip(path);
    }
    PackageFiles files;
    for (const PackagePart& part : packageParts()) {
        const std::filesystem::path file = path / part.name;
        if (!std::filesystem::exists(std::filesystem::symlink_status(file, failed))) {
            continue;
        }
        auto bytes = readFile(file, part.limit);
        if (!bytes) {
            return Error{ErrorKind::ModelRefused, path.filename().string(), bytes.error().message()};
        }
        files.emplace(part.name, std::move(*bytes));
    }
    return files;
}

ModelPackage::ModelPackage(ModelInfo info, SafetensorsFile weights, std::string golden)
    : m_info(std::move(info)), m_weights(std::move(weights)), m_golden(std::move(golden))
{
}

Result<ModelPackage> ModelPackage::open(const std::filesystem::path& path)
{
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) {
        return Error{ErrorKind::NotFound, path.filename().string(), "there is no such model package"};
    }
    CICATRIX_ASSIGN(PackageFiles files, readPackageFiles(path));
    return fromFiles(std::move(files), path.filename().string());
}

Result<ModelPackage> ModelPackage::fromFiles(PackageFiles files, const std::string& subject)
{
    const auto refuse = [&](const std::string& why) { return Error{ErrorKind::ModelRefused, subject, why}; };
    for (const std::string_view name : {kManifestFile, kCardFile, kWeightsFile, kGoldenFile}) {
        if (!files.contains(std::string(name))) {
            return refuse("is not a model package: it holds no " + std::string(name) +
                          " (TorchScript and PyTorch files can carry code and are never loaded)");
        }
    }
    if (const std::string problem = manifestProblem(files); !problem.empty()) {
        return refuse(problem);
    }
    CICATRIX_ASSIGN(ModelInfo info, parseCard(textOf(files[std::string(kCardFile)]), subject));
    for (const auto& [name, bytes] : files) {
        info.bytes += bytes.size();
    }
    info.sha256 = sha256Hex(files[std::string(kManifestFile)]);
    info.weightsSha256 = sha256Hex(files[std::string(kWeightsFile)]);
    auto weights = SafetensorsFile::parse(std::move(files[std::string(kWeightsFile)]), std::string(kWeightsFile));
    if (!weights) {
        return refuse(weights.error().message());
    }
    return ModelPackage(std::move(info), std::move(*weights), std::string(textOf(files[std::string(kGoldenFile)])));
}

}  // namespace cicatrix::infer
