// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <filesystem>

namespace cicatrix::clinic {

/// What to pack. The table has one line a photo, with at least the columns source, id, file, group; the others of
/// docs/training.md (wound_mask, tissue_mask, official_split, our_split, fold, exclude, content_box, parent, parent_x,
/// parent_y, parent_scale) where they apply. File names are relative to the table's folder.
struct PackOptions {
    std::filesystem::path table;
    /// Meaning of each source's tissue ids: columns source, id, common_name. Names are those of the label codes; a
    /// tissue that has no code of its own is not labelled (maceration) or "other" (tendon, bone).
    std::filesystem::path classes;
    int longestSide = 0;  ///< photos with a longer side are reduced to it; 0 keeps every pixel
};

struct PackSummary {
    int photos = 0;
    int withWound = 0;
    int withTissue = 0;
    int laidOntoParents = 0;  ///< tissue masks of a crop that were laid onto the photo it was cut from
};

/// Writes photos and masks of a table as one packed data set (`.cds`), cut to their content boxes. A crop whose `parent` is
/// in the table too becomes a tissue mask of that photo and no row of its own. Refuses an existing file.
[[nodiscard]] Result<PackSummary> packDataset(const PackOptions& options, const std::filesystem::path& output,
                                              Progress& progress);

}  // namespace cicatrix::clinic
