// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace cicatrix {

/// How a long act tells how far it is and learns that it should stop.
class Progress {
public:
    virtual ~Progress() = default;

    /// Reports `done` of `total` steps of `stage` ("decode", "model", …; plain English, not shown raw by the desktop).
    /// Returns false when the act should stop: it then returns an Error of kind Cancelled, leaving nothing half-written.
    virtual bool update(std::int64_t done, std::int64_t total, std::string_view stage) = 0;

    /// A Progress that says nothing and never stops.
    static Progress& none();
};

}  // namespace cicatrix
