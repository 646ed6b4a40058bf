// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fields.h"

#include <optional>
#include <string>

namespace cicatrix::store {

/// A value that has been checked: its one canonical spelling, and the number where it is one.
struct CheckedField {
    std::string text;
    std::optional<double> number;
};
/// BadInput says what the field takes.
[[nodiscard]] Result<CheckedField> checkField(const FieldDefinition& definition, const std::string& value);

}  // namespace cicatrix::store
