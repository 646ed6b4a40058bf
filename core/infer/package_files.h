// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/package.h"

/// Reading and writing a package's files, as a folder or a zip, without looking into them.
namespace cicatrix::infer {

inline constexpr std::string_view kCardFile = "card.json";
inline constexpr std::string_view kWeightsFile = "weights.safetensors";
inline constexpr std::string_view kGoldenFile = "golden.json";
inline constexpr std::string_view kManifestFile = "manifest.json";

/// Every file that a package may hold, and how many bytes of it are read at most.
struct PackagePart {
    std::string_view name;
    std::size_t limit;
};
[[nodiscard]] const std::array<PackagePart, 5>& packageParts();

[[nodiscard]] Result<PackageFiles> readPackageFiles(const std::filesystem::path& path);
[[nodiscard]] Result<PackageFiles> readZip(const std::filesystem::path& path);
/// Stored, not deflated: weights hardly shrink.
[[nodiscard]] Result<Bytes> zipped(const PackageFiles& files);
/// manifest.json for the other files.
[[nodiscard]] Bytes manifestOf(const PackageFiles& files);

}  // namespace cicatrix::infer
