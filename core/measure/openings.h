// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/measure/outline.h"
#include "core/measure/runs.h"

#include <array>
#include <vector>

namespace cicatrix::measure {

/// Tissue codes as indices: 0 … 6, and 7 for "wound, tissue not known".
constexpr std::size_t kSlots = 8;
[[nodiscard]] constexpr std::size_t slot(std::uint8_t code) { return code <= 6 ? code : 7; }

/// How many of an opening's contour vertices lie on a pixel of each code: the tissue that an outline drawn wider would gain.
using EdgeCodes = std::array<int, kSlots>;

/// A map taken apart: contours (largest first), their edges' codes, and the runs, numbered in the same order.
struct Openings {
    std::vector<Contour> contours;
    std::vector<EdgeCodes> edges;
    RunTable table;
};
[[nodiscard]] Openings findOpenings(const LabelMap& labels);

}  // namespace cicatrix::measure
