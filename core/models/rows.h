// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model.h"
#include "core/nn/blocks.h"
#include "core/nn/spec_reader.h"

#include <functional>

namespace cicatrix::models {

/// An encoder and the decoder of its family; each call makes another decoder.
struct Backbone {
    std::shared_ptr<nn::Encoder> encoder;
    std::function<std::shared_ptr<nn::Decoder>()> makeDecoder;
};

/// Each row of encoders.def reads its own keys ("base", "widths", "gates", …) from the specification. Faults go to the reader.
#define CICATRIX_ENTRY(name)                                                                                                   \
    namespace encoders::name {                                                                                                 \
    Backbone make(nn::SpecReader& spec);                                                                                       \
    }
#include "core/models/encoders/encoders.def"
#undef CICATRIX_ENTRY

/// Each row of models.def: the untrained network; faults go to the reader, and then the result is not used.
#define CICATRIX_ENTRY(name)                                                                                                   \
    namespace systems::name {                                                                                                  \
    std::shared_ptr<Model> make(nn::SpecReader& spec);                                                                         \
    }
#include "core/models/models.def"
#undef CICATRIX_ENTRY

/// Reads "encoder" and makes that row's backbone; empty after a fault.
[[nodiscard]] Backbone makeBackbone(nn::SpecReader& spec, const std::string& fallback);
/// Reads "tasks".
[[nodiscard]] std::vector<TaskSpec> readTasks(nn::SpecReader& spec, const std::vector<TaskSpec>& fallback);

}  // namespace cicatrix::models
