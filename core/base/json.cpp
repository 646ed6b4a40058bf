// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <set>
#include <vector>

namespace cicatrix {

Result<nlohmann::json> parseJson(std::string_view text, const std::string& subject)
{
    constexpr int kDeepest = 64;
    std::vector<std::set<std::string>> keys;
    std::string problem;
    const auto refuseDuplicates = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
        using Event = nlohmann::json::parse_event_t;
        if (depth > kDeepest) {
            problem = "is nested too deeply";
        }
        if (event == Event::object_start) {
            keys.emplace_back();
        } else if (event == Event::object_end) {
            keys.pop_back();
        } else if (event == Event::key && !keys.back().insert(parsed.get<std::string>()).second) {
            problem = "has the key \"" + parsed.get<std::string>() + "\" twice";
        }
        return true;
    };
    try {
        nlohmann::json value = nlohmann::json::parse(text, refuseDuplicates);
        if (!problem.empty()) {
            return Error{ErrorKind::BadInput, subject, problem};
        }
        return value;
    } catch (const nlohmann::json::exception& error) {
        return Error{ErrorKind::BadInput, subject, std::string("is not valid JSON: ") + error.what()};
    }
}

std::string canonicalJson(const nlohmann::json& value)
{
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace cicatrix
