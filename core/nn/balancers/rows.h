// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/balancer.h"
#include "core/nn/spec_reader.h"

namespace cicatrix::nn {

/// Each row of balancers.def: built from its configuration; faults go to the reader, and then the result is not used.
#define CICATRIX_ENTRY(name)                                                                                                   \
    namespace balancers::name {                                                                                                \
    std::unique_ptr<Balancer> make(SpecReader& spec, std::vector<BalancedTask> tasks);                                         \
    }
#include "core/nn/balancers/balancers.def"
#undef CICATRIX_ENTRY

}  // namespace cicatrix::nn
