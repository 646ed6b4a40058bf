// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cicatrix::nn {

template <typename T>
struct Range {
    T low;
    T high;
};

/// Reads the members of a configuration object one by one; the first fault is kept and told by finish(), so that a
/// reader need not stop at each value. A member nobody asked for is a fault too.
class SpecReader {
public:
    /// `spec` must outlive the reader; `subject` names the configuration in errors.
    SpecReader(const nlohmann::json& spec, std::string subject);

    double number(const std::string& key, double fallback, Range<double> range);
    std::int64_t integer(const std::string& key, std::int64_t fallback, Range<std::int64_t> range);
    bool flag(const std::string& key, bool fallback);
    std::string choice(const std::string& key, const std::string& fallback, const std::vector<std::string>& allowed);
    std::string text(const std::string& key, const std::string& fallback);
    std::vector<std::int64_t> integers(const std::string& key, std::vector<std::int64_t> fallback, Range<std::int64_t> range);
    /// Null when absent; marks the key as known.
    const nlohmann::json* value(const std::string& key);

    /// Keeps "key: detail" unless an earlier fault is kept.
    void fault(const std::string& key, const std::string& detail);
    /// The first fault, or an unknown key.
    [[nodiscard]] Result<void> finish() const;

private:
    const nlohmann::json& m_spec;
    std::string m_subject;
    std::set<std::string> m_known;
    std::optional<std::string> m_fault;
};

/// "a, b, c".
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

}  // namespace cicatrix::nn
