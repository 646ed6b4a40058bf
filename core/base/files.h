// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace cicatrix {

using Bytes = std::vector<std::byte>;

/// Reads a regular file of at most `limit` bytes; folders, devices, pipes, larger files and read errors are refused.
[[nodiscard]] Result<Bytes> readFile(const std::filesystem::path& path, std::size_t limit = std::size_t{2} << 30);
[[nodiscard]] Result<std::string> readTextFile(const std::filesystem::path& path, std::size_t limit = std::size_t{64} << 20);

}  // namespace cicatrix
