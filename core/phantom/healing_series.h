// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/date.h"
#include "core/phantom/wound_phantom.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cicatrix::phantom {

/// How a phantom wound's area A goes with t in weeks.
enum class HealingLaw {
    Exponential,         ///< A0 · exp(−rate·t)
    DelayedExponential,  ///< A0 until delayWeeks, then exponential
    Stalled,             ///< A0 · (1 + a few percent of wave)
    Worsening,           ///< A0 · exp(+rate·t)
};

struct HealingCourse {
    HealingLaw law = HealingLaw::Exponential;
    double startCm2 = 8;
    double ratePerWeek = 0.15;
    double delayWeeks = 0;
};

/// Below this a phantom wound is drawn closed, with a scar.
inline constexpr double kClosedCm2 = 0.08;

/// The law's area after `weeks`, cm².
[[nodiscard]] double areaAt(const HealingCourse& course, double weeks);

struct PhantomVisit {
    Date date;
    double areaCm2 = 0;  ///< the law's, 0 below kClosedCm2; the scene has exactly this open area
    WoundScene scene;
    int painNrs = 0;      ///< 0 … 10
    std::string exudate;  ///< none | light | moderate | heavy
};

struct PhantomWound {
    std::string site;       ///< id in resources/sites.json
    std::string side;       ///< left | right | midline
    std::string aetiology;  ///< key: venous_leg_ulcer, diabetic_foot_ulcer, pressure_injury, …
    Date onset;
    HealingCourse course;
    double headDegrees = 0;            ///< where the head lies in the photos, clockwise from up
    std::vector<PhantomVisit> visits;  ///< ≥ 4, oldest first
};

/// An invented person.
struct PhantomPatient {
    std::string hospitalNumber;
    std::string family;
    std::string given;
    std::string sex;  ///< female | male
    Date birth;
    std::vector<PhantomWound> wounds;
};

struct DemoOptions {
    int patients = 12;
    std::uint64_t seed = 1;
    Date lastVisit = std::chrono::sys_days{std::chrono::year{2026} / 11 / 16};
};

/// One wound's scene at every visit, by the course: the outline shrinks or grows while it keeps its character, tissue
/// drifts from necrosis and slough to granulation and epithelium (or back), camera and light differ a little each time.
[[nodiscard]] std::vector<PhantomVisit> healingSeries(const HealingCourse& course, const WoundScene& first,
                                                      const std::vector<Date>& dates);
/// The demo clinic's patients. Patient n is the same whatever their number.
[[nodiscard]] std::vector<PhantomPatient> demoPatients(const DemoOptions& options);

}  // namespace cicatrix::phantom
