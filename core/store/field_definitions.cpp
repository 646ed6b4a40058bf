// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/fields.h"

#include <algorithm>
#include <array>

namespace cicatrix::store {

namespace {
using Choices = std::span<const std::string_view>;
constexpr std::array<std::string_view, 3> kProbed{"probed", "not_probed", "not_assessable"};
constexpr std::array<std::string_view, 5> kAmounts{"none", "light", "moderate", "heavy", "not_assessable"};
constexpr std::array<std::string_view, 6> kExudates{"none",   "serous",   "serosanguineous",
                                                    "bloody", "purulent", "not_assessable"};
constexpr std::array<std::string_view, 5> kOdours{"none", "faint", "moderate", "strong", "not_assessable"};
constexpr std::array<std::string_view, 6> kEdges{"indistinct", "attached",   "not_attached",
                                                 "rolled",     "undermined", "not_assessable"};
constexpr std::array<std::string_view, 7> kSkins{"healthy", "macerated", "erythema",      "callus",
                                                 "dry",     "oedema",    "not_assessable"};
constexpr std::array<std::string_view, 4> kInfections{"none", "local", "spreading", "systemic"};
constexpr std::array<std::string_view, 2> kYesNo{"yes", "no"};

constexpr double kDeepestCm = 50;

constexpr FieldDefinition number(std::string_view key, std::string_view unit, double most, std::string_view english)
{
    return {key, FieldType::Number, unit, 0, most, {}, english};
}
constexpr FieldDefinition choice(std::string_view key, Choices choices, std::string_view english)
{
    return {key, FieldType::Choice, "", 0, 0, choices, english};
}
constexpr FieldDefinition text(std::string_view key, std::string_view english)
{
    return {key, FieldType::Text, "", 0, 0, {}, english};
}

constexpr std::array kDefinitions{
    number("depth", "cm", kDeepestCm, "depth at the deepest point"),
    choice("depth_probed", kProbed, "depth probed"),
    FieldDefinition{"undermining", FieldType::ClockRanges, "cm", 0, kDeepestCm, {}, "undermining by the clock"},
    FieldDefinition{"tunnelling", FieldType::ClockLengths, "cm", 0, kDeepestCm, {}, "tunnels by the clock"},
    choice("exudate", kAmounts, "exudate, amount"),
    choice("exudate_type", kExudates, "exudate, type"),
    choice("odour", kOdours, "odour"),
    number("pain", "0-10", 10, "pain, 0 none to 10 worst"),
    choice("edge", kEdges, "wound edge"),
    choice("surrounding_skin", kSkins, "surrounding skin"),
    choice("infection_signs", kInfections, "signs of infection"),
    choice("baseline", kYesNo, "baseline of the series"),
    text("timers_tissue", "tissue"),
    text("timers_infection", "infection, inflammation"),
    text("timers_moisture", "moisture"),
    text("timers_edge", "edge"),
    text("timers_surrounding", "surrounding skin"),
    text("timers_regeneration", "regeneration and repair"),
    text("timers_social", "social factors"),
    text("notes", "notes"),
    text("treatment", "treatment"),
    text("plan", "plan"),
};
}  // namespace

std::span<const FieldDefinition> fieldDefinitions() { return kDefinitions; }

const FieldDefinition* fieldDefinition(std::string_view key)
{
    const auto found = std::find_if(kDefinitions.begin(), kDefinitions.end(),
                                    [&](const FieldDefinition& definition) { return definition.key == key; });
    return found == kDefinitions.end() ? nullptr : &*found;
}

}  // namespace cicatrix::store
