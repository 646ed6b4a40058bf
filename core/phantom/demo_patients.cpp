// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/phantom/healing_series.h"
#include "core/phantom/scene_sampler.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace cicatrix::phantom {

namespace {

struct Given {
    std::string_view name;
    std::string_view sex;
};

// Invented people: any likeness is chance.
constexpr std::array<std::string_view, 24> kFamilies{
    "Amselfeld", "Birkhain", "Corviano", "Dornbach", "Eschweg",    "Farnleitner", "Ginsterau", "Haselmoor",
    "Ilmquist",  "Juniperi", "Kestrell", "Lindmoor", "Mohnblatt",  "Nesselrod",   "Okonjera",  "Pappelhof",
    "Quendel",   "Rainfarn", "Salbeitz", "Tannwald", "Ulmenrieth", "Veilchner",   "Wacholt",   "Zirbelau"};
constexpr std::array<Given, 17> kGiven{{{"Hedwig", "female"},
                                        {"Anton", "male"},
                                        {"Rosalie", "female"},
                                        {"Amadou", "male"},
                                        {"Ingeborg", "female"},
                                        {"Konrad", "male"},
                                        {"Adaeze", "female"},
                                        {"Friedrich", "male"},
                                        {"Mathilde", "female"},
                                        {"Emre", "male"},
                                        {"Lucia", "female"},
                                        {"Tobias", "male"},
                                        {"Priya", "female"},
                                        {"Henrik", "male"},
                                        {"Klara", "female"},
                                        {"Samuel", "male"},
                                        {"Zofia", "female"}}};

struct Place {
    std::string_view site;
    std::string_view side;
    std::string_view aetiology;
    double limbHalfWidthMm;  ///< 0: the body fills the picture
    double leastCm2;
    double mostCm2;
    double callusMm;
};

constexpr std::array<Place, 12> kPlaces{{
    {"ankle_medial_left", "left", "venous_leg_ulcer", 62, 7, 16, 0},
    {"sole_forefoot_right", "right", "diabetic_foot_ulcer", 66, 2, 5, 2.5},
    {"sacrum", "midline", "pressure_injury", 0, 10, 22, 0},
    {"lower_leg_front_right", "right", "venous_leg_ulcer", 70, 9, 20, 0},
    {"heel_left", "left", "diabetic_foot_ulcer", 64, 3, 8, 2},
    {"ankle_lateral_right", "right", "arterial_ulcer", 60, 2.5, 6, 0},
    {"calf_left", "left", "venous_leg_ulcer", 78, 8, 18, 0},
    {"abdomen", "midline", "surgical", 0, 6, 14, 0},
    {"trochanter_right", "right", "pressure_injury", 0, 8, 18, 0},
    {"toe1_left", "left", "diabetic_foot_ulcer", 58, 1.5, 3.5, 1.8},
    {"lower_leg_front_left", "left", "traumatic", 68, 4, 10, 0},
    {"heel_right", "right", "pressure_injury", 66, 4, 9, 0},
}};

constexpr std::array<double, 12> kTones{50, 33, -18, 58, 16, 44, -42, 30, 21, 61, -4, 38};
constexpr std::array<Rgb, 4> kCloths{{{86, 124, 150}, {72, 128, 112}, {198, 204, 206}, {120, 150, 172}}};

HealingCourse courseFor(std::uint64_t number, const Place& place, SplitMix64& random)
{
    constexpr std::array<HealingLaw, 8> kLaws{HealingLaw::Exponential, HealingLaw::DelayedExponential, HealingLaw::Stalled,
                                              HealingLaw::Exponential, HealingLaw::Worsening,          HealingLaw::Exponential,
                                              HealingLaw::Exponential, HealingLaw::DelayedExponential};
    HealingCourse course;
    course.law = kLaws[number % kLaws.size()];
    course.startCm2 = random.uniform(place.leastCm2, place.mostCm2);
    course.ratePerWeek = course.law == HealingLaw::Worsening ? random.uniform(0.05, 0.1)
                         : number % 8 == 5                   ? random.uniform(0.5, 0.6)  // closes within the series
                                                             : random.uniform(0.1, 0.25);
    course.delayWeeks = course.law == HealingLaw::DelayedExponential ? random.uniform(1.5, 3) : 0;
    if (course.law == HealingLaw::Worsening) {
        course.startCm2 *= 0.6;
    }
    return course;
}

WoundScene firstScene(const Place& place, std::uint64_t seed, double itaDeg, double areaCm2)
{
    SplitMix64 random(seed ^ 0xf145);
    WoundScene scene;
    scene.seed = seed;
    scene.itaDeg = itaDeg;
    Blob blob = sampleBlob(seed, areaCm2);
    scene.openings.push_back(blob);
    scene.tissue = {random.uniform(0.35, 0.6), random.uniform(0.2, 0.45), random.uniform(0, 0.2), random.uniform(0.01, 0.03)};
    if (random.uniform() < 0.4) {
        scene.tissue.necrosis = 0;
    }
    scene.depthMm = random.uniform(1, 2.6);
    scene.moisture = random.uniform(0.3, 0.9);
    scene.callusMm = place.callusMm;
    scene.erythema = random.uniform(0.2, 0.6);
    scene.maceration = random.uniform(0, 0.3);
    scene.limbHalfWidthMm = place.limbHalfWidthMm;
    scene.limbDirectionDeg = random.uniform(80, 100);
    scene.cloth = kCloths[random.below(kCloths.size())];
    return scene;
}

PhantomWound woundFor(std::uint64_t number, double itaDeg, const DemoOptions& options)
{
    SplitMix64 random((options.seed << 20) ^ (number * 0x9E3779B97F4A7C15ULL));
    const Place& place = kPlaces[number % kPlaces.size()];
    PhantomWound wound;
    wound.site = place.site;
    wound.side = place.side;
    wound.aetiology = place.aetiology;
    wound.course = courseFor(number, place, random);
    const int visits = number % 8 == 5 ? 9 : 5 + static_cast<int>(random.below(4));
    const int every = random.uniform() < 0.6 ? 7 : 14;
    const Date last = options.lastVisit - std::chrono::days{static_cast<int>(random.below(10))};
    std::vector<Date> dates;
    for (int i = 0; i < visits; ++i) {
        const int jitter = i == 0 || i + 1 == visits ? 0 : static_cast<int>(random.below(3)) - 1;
        dates.push_back(last - std::chrono::days{(visits - 1 - i) * every + jitter});
    }
    wound.onset = dates.front() - std::chrono::days{21 + static_cast<int>(random.below(120))};
    wound.visits = healingSeries(wound.course, firstScene(place, random.next() >> 8, itaDeg, wound.course.startCm2), dates);
    return wound;
}

}  // namespace

std::vector<PhantomPatient> demoPatients(const DemoOptions& options)
{
    std::vector<PhantomPatient> out;
    for (int i = 0; i < options.patients; ++i) {
        const auto number = static_cast<std::uint64_t>(i);
        SplitMix64 random((options.seed << 32) ^ (number + 1));
        PhantomPatient patient;
        char code[16];
        std::snprintf(code, sizeof code, "D%05d", 10001 + 37 * i);
        patient.hospitalNumber = code;
        patient.family = kFamilies[number % kFamilies.size()];
        const Given& given = kGiven[number % kGiven.size()];
        patient.given = given.name;
        patient.sex = given.sex;
        patient.birth =
            std::chrono::sys_days{std::chrono::year{1938} / 1 / 1} + std::chrono::days{static_cast<int>(random.below(13000))};
        const double ita = kTones[number % kTones.size()] + random.uniform(-3, 3);
        patient.wounds.push_back(woundFor(number, ita, options));
        if (i % 4 == 0) {
            patient.wounds.push_back(woundFor(number + 131, ita, options));
        }
        out.push_back(std::move(patient));
    }
    return out;
}

}  // namespace cicatrix::phantom
