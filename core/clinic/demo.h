// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/engine.h"
#include "core/phantom/healing_series.h"
#include "core/store/store.h"

#include <filesystem>

namespace cicatrix::clinic {

struct DemoSummary {
    int patients = 0;
    int wounds = 0;
    int visits = 0;
    int proposed = 0;   ///< newest visits that wait for a person
    int corrected = 0;  ///< accepted visits whose outline was redrawn first
};

/// Makes a clinic of phantom patients in a new folder: every photo drawn by core/phantom, analysed by the given model,
/// accepted by "Demo" but for the newest visit of every third wound. Before accepting, "Demo" redraws an outline whose area
/// misses the phantom's by more than its ±, as a new version: so every accepted area agrees with what was drawn. The same options give the same photos and figures.
/// It appears when it is whole: one that is cancelled or fails leaves nothing, one that is killed leaves a hidden folder
/// beside, which the next demo in that place clears away.
[[nodiscard]] Result<DemoSummary> makeDemo(const std::filesystem::path& folder, const phantom::DemoOptions& options,
                                           infer::Engine& engine, Progress& progress);

}  // namespace cicatrix::clinic
