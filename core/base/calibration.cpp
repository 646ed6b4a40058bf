// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/calibration.h"

#include <array>
#include <utility>

namespace cicatrix {

namespace {
using Named = std::pair<CalibrationMethod, std::string_view>;
constexpr std::array<Named, 6> kKeys{{{CalibrationMethod::None, "none"},
                                      {CalibrationMethod::Markers, "markers"},
                                      {CalibrationMethod::Marker, "marker"},
                                      {CalibrationMethod::Ruler, "ruler"},
                                      {CalibrationMethod::Typed, "typed"},
                                      {CalibrationMethod::Dicom, "dicom"}}};
}  // namespace

std::string_view key(CalibrationMethod method)
{
    for (const Named& named : kKeys) {
        if (named.first == method) {
            return named.second;
        }
    }
    return "none";
}

std::optional<CalibrationMethod> calibrationMethodFromKey(std::string_view text)
{
    for (const Named& named : kKeys) {
        if (named.second == text) {
            return named.first;
        }
    }
    return std::nullopt;
}

}  // namespace cicatrix
