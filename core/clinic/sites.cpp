// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/sites.h"

#include "core/base/files.h"
#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicatrix::clinic {

namespace {

std::optional<BodyPlace> bodyPlace(const nlohmann::json& row)
{
    if (!row.contains("view")) {
        return std::nullopt;
    }
    BodyPlace place{row.value("view", "") == "back" ? BodyView::Back : BodyView::Front, row.value("x", 0.0),
                    row.value("y", 0.0), std::nullopt};
    if (row.contains("foot")) {
        place.foot = FootPlace{row.value("foot", "") == "dorsum" ? FootView::Dorsum : FootView::Sole,
                               row.value("side", "") == "left", row.value("foot_x", 0.0), row.value("foot_y", 0.0)};
    }
    return place;
}

}  // namespace

Result<std::vector<Site>> readSites(const std::filesystem::path& resources)
{
    CICATRIX_ASSIGN(const std::string text, readTextFile(resources / "sites.json"));
    CICATRIX_ASSIGN(const nlohmann::json document, parseJson(text, "sites.json"));
    std::vector<Site> sites;
    for (const nlohmann::json& row : document.value("sites", nlohmann::json::array())) {
        sites.push_back({row.value("id", ""), row.value("side", ""), row.value("snomed", ""), row.value("english", ""),
                         row.value("german", ""), bodyPlace(row)});
    }
    if (sites.empty()) {
        return Error{ErrorKind::BadInput, "sites.json", "lists no site"};
    }
    return sites;
}

Result<Site> findSite(const std::vector<Site>& sites, const std::string& text, const std::string& side)
{
    const auto matches = [&](const Site& site) {
        const bool sideFits = side.empty() ? site.side == "midline" : site.side == side;
        return site.id == text || (sideFits && (site.snomed == text || site.id == text + "_" + site.side));
    };
    if (const auto found = std::find_if(sites.begin(), sites.end(), matches); found != sites.end()) {
        return *found;
    }
    std::string offered;
    for (const Site& site : sites) {
        if (site.snomed == text || site.id.find(text) != std::string::npos || text.starts_with(site.id.substr(0, 4))) {
            offered += (offered.empty() ? "" : ", ") + site.id;
        }
    }
    return Error{ErrorKind::BadInput, text,
                 "is no site of the body map; " +
                     (offered.empty() ? "write one like heel_left or sacrum" : "perhaps " + offered)};
}

const std::vector<Aetiology>& aetiologies()
{
    static const std::vector<Aetiology> kAll{{"venous_leg_ulcer", "venous leg ulcer", true},
                                             {"diabetic_foot_ulcer", "diabetic foot ulcer", false},
                                             {"arterial_ulcer", "arterial ulcer", false},
                                             {"mixed_leg_ulcer", "mixed arteriovenous leg ulcer", false},
                                             {"pressure_injury", "pressure injury", false},
                                             {"surgical", "surgical wound", false},
                                             {"traumatic", "traumatic wound", false},
                                             {"burn", "burn", false},
                                             {"other", "other", false}};
    return kAll;
}

std::string aetiologyKey(const std::string& text)
{
    for (const Aetiology& known : aetiologies()) {
        if (text == known.key || text == known.english || text == known.key.substr(0, known.key.find('_'))) {
            return known.key;
        }
    }
    return text;
}

bool isVenous(const std::string& aetiology)
{
    const auto& all = aetiologies();
    return std::any_of(all.begin(), all.end(), [&](const Aetiology& known) { return known.venous && known.key == aetiology; });
}

}  // namespace cicatrix::clinic
