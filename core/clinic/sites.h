// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/body_place.h"
#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cicatrix::clinic {

/// A coded place on the body (resources/sites.json).
struct Site {
    std::string id;      ///< "heel_left"
    std::string side;    ///< "left", "right", "midline"
    std::string snomed;  ///< SNOMED CT code; empty where none is known
    std::string english;
    std::string german;
    std::optional<BodyPlace> place;  ///< on the pictures of resources/body
};

[[nodiscard]] Result<std::vector<Site>> readSites(const std::filesystem::path& resources);
/// By id; or by SNOMED CT code or name without the side, when `side` says which. NotFound offers the nearest ids.
[[nodiscard]] Result<Site> findSite(const std::vector<Site>& sites, const std::string& text, const std::string& side);

/// A wound's cause as the register keeps it.
struct Aetiology {
    std::string key;  ///< "venous_leg_ulcer"
    std::string english;
    bool venous = false;  ///< the four-week mark is 40 %, not 50 %
};
[[nodiscard]] const std::vector<Aetiology>& aetiologies();
/// The key for a key, its first word or its English name ("venous" → "venous_leg_ulcer"); other text is kept as it is.
[[nodiscard]] std::string aetiologyKey(const std::string& text);
[[nodiscard]] bool isVenous(const std::string& aetiology);

}  // namespace cicatrix::clinic
