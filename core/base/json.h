// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace cicatrix {

/// Parses JSON of a person or another program: duplicate keys, trailing bytes and nesting over 64 are BadInput, which
/// names `subject` and the place. Include <nlohmann/json.hpp> in the source that uses the value.
[[nodiscard]] Result<nlohmann::json> parseJson(std::string_view text, const std::string& subject);

/// Canonical form: keys sorted, no spaces. Its SHA-256 identifies a configuration or a document.
[[nodiscard]] std::string canonicalJson(const nlohmann::json& value);

}  // namespace cicatrix
