// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace cicatrix::store {

/// What a person says about a wound.
struct WoundData {
    std::string site;       ///< code of resources/sites.json
    std::string side;       ///< "left", "right", "midline" or empty
    std::string aetiology;  ///< key such as "venous", "diabetic_foot", "pressure", "surgical"; empty = not known
    std::optional<Date> onset;
    std::optional<Date> closed;  ///< a person says that it has healed
    friend bool operator==(const WoundData&, const WoundData&) = default;
};

struct Wound {
    WoundId id;
    PatientId patient;
    int number = 0;  ///< within the patient, from 1; never given twice
    WoundData data;
    int visits = 0;  ///< not counting the bin
    std::optional<Date> lastVisit;
    std::optional<double> lastAreaCm2;
};

Result<WoundId> addWound(WriteTransaction& write, PatientId patient, const WoundData& data);
Result<void> editWound(WriteTransaction& write, WoundId wound, const WoundData& data);
[[nodiscard]] Result<Wound> wound(const ReadTransaction& read, WoundId wound);
[[nodiscard]] Result<Wound> woundByNumber(const ReadTransaction& read, PatientId patient, int number);
[[nodiscard]] Result<std::vector<Wound>> wounds(const ReadTransaction& read, PatientId patient);

}  // namespace cicatrix::store
