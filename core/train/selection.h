// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/packed_dataset.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cicatrix::train {

/// Which photos train, which choose (epoch, threshold, temperature) and which are reported on.
/// `Official` reports on FUSeg's validation photos and shares limbs with them by the challenge's own definition;
/// `Clean` is limb-disjoint; `Fold` leaves one of the grouped tissue folds out; `All` reports on nothing.
enum class ProtocolKind { Official, Clean, Fold, All };

struct Protocol {
    ProtocolKind kind = ProtocolKind::Official;
    int fold = 0;  ///< for `Fold`

    /// "official", "clean", "fold:K" or "all".
    [[nodiscard]] static Result<Protocol> parse(std::string_view text);
};

/// Indices into `PackedDataset::rows()`.
struct Selection {
    std::vector<std::size_t> train;
    std::vector<std::size_t> validation;
    std::vector<std::size_t> test;
};

/// `validationFraction` of the training groups, drawn by `seed`, becomes the hold-out; `Clean` has its own.
/// The result has passed `checkLeakage`.
[[nodiscard]] Result<Selection> select(const std::vector<PackedRow>& rows, const Protocol& protocol, double validationFraction,
                                       std::uint64_t seed);

/// To report on a set of photos, no row whose group occurs in it may train; training and hold-out share no group.
/// Under `Official` the one exemption is a FUSeg training photo that shows the limb of a FUSeg validation photo.
[[nodiscard]] Result<void> checkLeakage(const std::vector<PackedRow>& rows, const Selection& selection,
                                        const Protocol& protocol);

}  // namespace cicatrix::train
