// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tissue.h"

#include <cstddef>
#include <vector>

namespace cicatrix::measure {

/// Pixels first … end − 1 of row y, all of one code that is not background.
struct Run {
    int y = 0;
    int first = 0;
    int end = 0;
    int opening = -1;  ///< number of its connected wound region (8-neighbours); -1 for callus
    std::uint8_t code = 0;
};

/// A label map as runs, by row, then from left to right. Runs of a row may touch.
struct RunTable {
    std::vector<Run> runs;
    std::vector<std::size_t> rowStart;  ///< height + 1 entries into `runs`
    int openings = 0;                   ///< numbered in order of their first run
    /// Index of the run that holds pixel (x, y), which must not be background.
    [[nodiscard]] std::size_t find(int x, int y) const;
};

[[nodiscard]] RunTable findRuns(const LabelMap& labels);

}  // namespace cicatrix::measure
