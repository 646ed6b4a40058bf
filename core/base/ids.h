// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace cicatrix {

/// A database row's number that cannot be mistaken for another table's.
template <typename Tag>
struct Id {
    std::int64_t value = 0;
    [[nodiscard]] bool valid() const { return value > 0; }
    friend auto operator<=>(const Id&, const Id&) = default;
};

using PatientId = Id<struct PatientTag>;
using WoundId = Id<struct WoundTag>;
using VisitId = Id<struct VisitTag>;
using PhotoId = Id<struct PhotoTag>;
using AnalysisId = Id<struct AnalysisTag>;
using UserId = Id<struct UserTag>;

}  // namespace cicatrix
