// SPDX-License-Identifier: GPL-3.0-or-later
// Scales in our own words, with the published numbers; which may ship, and why others may not, stands in docs.
#include "core/store/scores.h"

#include <algorithm>
#include <array>

namespace cicatrix::store {

namespace {
using Text = std::string_view;
constexpr std::array<Text, 11> kPushArea{"closed",  "< 0.3",   "0.3-0.6",  "0.7-1.0",   "1.1-2.0", "2.1-3.0",
                                         "3.1-4.0", "4.1-8.0", "8.1-12.0", "12.1-24.0", "> 24"};
constexpr std::array<Text, 4> kPushExudate{"none", "light", "moderate", "heavy"};
constexpr std::array<Text, 5> kPushTissue{"closed", "epithelial", "granulation", "slough", "necrotic"};
constexpr std::array<ScaleItem, 3> kPush{{{"area", "head-to-toe length x greatest width, cm2", 0, 10, kPushArea},
                                          {"exudate", "amount of exudate", 0, 3, kPushExudate},
                                          {"tissue", "worst tissue present", 0, 4, kPushTissue}}};

constexpr std::array<Text, 2> kSite{"forefoot", "midfoot or hindfoot"};
constexpr std::array<Text, 2> kIschaemia{"at least one pulse felt", "reduced flow"};
constexpr std::array<Text, 2> kNeuropathy{"protective sensation kept", "protective sensation lost"};
constexpr std::array<Text, 2> kInfection{"none", "present"};
constexpr std::array<Text, 2> kSinbadArea{"< 1 cm2", ">= 1 cm2"};
constexpr std::array<Text, 2> kDepth{"skin and fat only", "to muscle, tendon or deeper"};
constexpr std::array<ScaleItem, 6> kSinbad{{{"site", "site", 0, 1, kSite},
                                            {"ischaemia", "ischaemia", 0, 1, kIschaemia},
                                            {"neuropathy", "neuropathy", 0, 1, kNeuropathy},
                                            {"infection", "bacterial infection", 0, 1, kInfection},
                                            {"area", "area", 0, 1, kSinbadArea},
                                            {"depth", "depth", 0, 1, kDepth}}};

constexpr std::array<Text, 6> kWagnerGrades{"no open lesion",
                                            "superficial",
                                            "to tendon, capsule or bone",
                                            "deep with abscess or osteomyelitis",
                                            "gangrene of toes or forefoot",
                                            "gangrene of the whole foot"};
constexpr std::array<ScaleItem, 1> kWagner{{{"grade", "grade", 0, 5, kWagnerGrades}}};

constexpr std::array<Text, 4> kTexasGrades{"healed site", "superficial", "to tendon or capsule", "to bone or joint"};
constexpr std::array<Text, 4> kTexasStages{"A clean", "B infected", "C ischaemic", "D infected and ischaemic"};
constexpr std::array<ScaleItem, 2> kTexas{
    {{"grade", "depth grade", 0, 3, kTexasGrades}, {"stage", "stage", 0, 3, kTexasStages}}};

constexpr std::array<Text, 6> kPressureStages{"1 skin intact, redness stays",  "2 partial thickness, dermis exposed",
                                              "3 full thickness, fat visible", "4 fascia, muscle, tendon or bone exposed",
                                              "unstageable, bed hidden",       "deep tissue injury, dark discoloration"};
constexpr std::array<ScaleItem, 1> kPressure{{{"stage", "stage; never lowered while healing", 1, 6, kPressureStages}}};

constexpr std::array<Text, 11> kCeapClasses{"C0 none",
                                            "C1 telangiectasia",
                                            "C2 varicose veins",
                                            "C2r recurrent varicose veins",
                                            "C3 oedema",
                                            "C4a pigmentation or eczema",
                                            "C4b lipodermatosclerosis or atrophie blanche",
                                            "C4c corona phlebectatica",
                                            "C5 healed ulcer",
                                            "C6 active ulcer",
                                            "C6r recurrent active ulcer"};
constexpr std::array<ScaleItem, 1> kCeap{{{"class", "clinical class", 0, 10, kCeapClasses}}};

constexpr std::array<ScaleDefinition, 6> kScales{{
    {"push", "3.0", "PUSH", "National Pressure Injury Advisory Panel; numbers published, wording ours", true, kPush},
    {"sinbad", "2008", "SINBAD", "Ince et al. 2008", true, kSinbad},
    {"wagner", "1981", "Wagner", "Meggitt and Wagner", false, kWagner},
    {"university_of_texas", "1996", "University of Texas", "Lavery, Armstrong and Harkless", false, kTexas},
    {"pressure_injury", "2016", "Pressure injury stage", "NPIAP 2016; wording ours", false, kPressure},
    {"ceap", "2020", "CEAP, clinical class", "CEAP 2020 update", false, kCeap},
}};
}  // namespace

std::span<const ScaleDefinition> scaleDefinitions() { return kScales; }

const ScaleDefinition* scaleDefinition(std::string_view id)
{
    const auto found =
        std::find_if(kScales.begin(), kScales.end(), [&](const ScaleDefinition& scale) { return scale.id == id; });
    return found == kScales.end() ? nullptr : &*found;
}

}  // namespace cicatrix::store
