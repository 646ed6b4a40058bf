// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/manifest.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicatrix::store {

using Json = nlohmann::json;

namespace {
constexpr int kFormatVersion = 2;
constexpr std::string_view kFormat = "cicatrix-backup";

bool isVaultEntry(const std::string& name)
{
    const std::string hex = name.size() == 71 ? name.substr(6, 2) + name.substr(9) : std::string();
    return name.starts_with("vault/") && hex.size() == 64 && name[8] == '/' &&
           hex.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// "models/NAME…": no part may lead out of the folder, or be hidden.
bool isModelEntry(const std::string& name)
{
    return name.starts_with("models/") && name.back() != '/' && name.size() <= 1000 && name.find("/.") == std::string::npos &&
           name.find("//") == std::string::npos && name.find('\0') == std::string::npos;
}

bool isKnownEntry(const std::string& name, const Sha256Hex& hash)
{
    return name == kDatabaseName || name == pseudonymKeyFile({}).string() || isModelEntry(name) ||
           (isVaultEntry(name) && vaultEntry(hash) == name);
}

Json toJson(const Counts& counts)
{
    return {{"patients", counts.patients},     {"wounds", counts.wounds},     {"visits", counts.visits},
            {"photos", counts.photos},         {"analyses", counts.analyses}, {"audit_rows", counts.auditRows},
            {"vault_files", counts.vaultFiles}};
}

Counts countsFrom(const Json& json)
{
    const auto number = [&](const char* key) { return json.at(key).get<std::int64_t>(); };
    return {number("patients"), number("wounds"),     number("visits"),     number("photos"),
            number("analyses"), number("audit_rows"), number("vault_files")};
}

Manifest manifestFrom(const Json& json)
{
    Manifest manifest;
    manifest.counts = countsFrom(json.at("counts"));
    manifest.auditHead = {json.at("audit_seq").get<std::int64_t>(), json.at("audit_head").get<std::string>()};
    manifest.schema = json.at("schema").get<int>();
    manifest.madeAt = json.at("made_at").get<std::string>();
    manifest.files = json.at("files").get<std::map<std::string, Sha256Hex>>();
    return manifest;
}
}  // namespace

std::string vaultEntry(const Sha256Hex& hash) { return "vault/" + hash.substr(0, 2) + "/" + hash.substr(2); }

std::string toJson(const Manifest& manifest)
{
    return canonicalJson({{"format", kFormat},
                          {"version", kFormatVersion},
                          {"encryption", "none"},
                          {"program", CICATRIX_VERSION},
                          {"schema", manifest.schema},
                          {"made_at", manifest.madeAt},
                          {"audit_seq", manifest.auditHead.seq},
                          {"audit_head", manifest.auditHead.hash},
                          {"counts", toJson(manifest.counts)},
                          {"files", manifest.files}});
}

Result<Manifest> manifestFromJson(const std::string& text, const std::string& subject)
{
    CICATRIX_ASSIGN(const Json json, parseJson(text, subject));
    try {
        if (json.at("format").get<std::string>() != kFormat) {
            return Error{ErrorKind::BadInput, subject, "is no back-up of a clinic"};
        }
        if (json.at("version").get<int>() > kFormatVersion || json.at("encryption").get<std::string>() != "none" ||
            json.at("schema").get<int>() > schemaVersion()) {
            return Error{ErrorKind::ClinicNewer, subject, "was made by a newer Cicatrix; update the program"};
        }
        Manifest manifest = manifestFrom(json);
        const bool known = std::all_of(manifest.files.begin(), manifest.files.end(),
                                       [](const auto& file) { return isKnownEntry(file.first, file.second); });
        if (!known || !manifest.files.contains(kDatabaseName)) {
            return Error{ErrorKind::BadInput, subject, "names files that no clinic has"};
        }
        return manifest;
    } catch (const Json::exception& error) {
        return Error{ErrorKind::BadInput, subject, std::string("has a damaged manifest: ") + error.what()};
    }
}

}  // namespace cicatrix::store
