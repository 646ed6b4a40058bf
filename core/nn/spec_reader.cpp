// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/spec_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

namespace cicatrix::nn {

namespace {

template <typename T>
std::string between(Range<T> range)
{
    std::ostringstream text;
    text << "between " << range.low << " and " << range.high;
    return text.str();
}

}  // namespace

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

SpecReader::SpecReader(const nlohmann::json& spec, std::string subject) : m_spec(spec), m_subject(std::move(subject))
{
    if (!spec.is_object()) {
        m_fault = "must be a JSON object";
    }
}

const nlohmann::json* SpecReader::value(const std::string& key)
{
    m_known.insert(key);
    if (!m_spec.is_object()) {
        return nullptr;
    }
    const auto found = m_spec.find(key);
    return found == m_spec.end() ? nullptr : &*found;
}

void SpecReader::fault(const std::string& key, const std::string& detail)
{
    if (!m_fault) {
        m_fault = "\"" + key + "\" " + detail;
    }
}

double SpecReader::number(const std::string& key, double fallback, Range<double> range)
{
    const auto* found = value(key);
    if (!found) {
        return fallback;
    }
    const double given = found->is_number() ? found->get<double>() : std::nan("");
    if (!(given >= range.low && given <= range.high)) {
        fault(key, "must be a number " + between(range) + ", not " + found->dump());
        return fallback;
    }
    return given;
}

std::int64_t SpecReader::integer(const std::string& key, std::int64_t fallback, Range<std::int64_t> range)
{
    const auto* found = value(key);
    if (!found) {
        return fallback;
    }
    const bool whole = found->is_number_integer() && found->dump().size() < 19;
    if (!whole || found->get<std::int64_t>() < range.low || found->get<std::int64_t>() > range.high) {
        fault(key, "must be a whole number " + between(range) + ", not " + found->dump());
        return fallback;
    }
    return found->get<std::int64_t>();
}

bool SpecReader::flag(const std::string& key, bool fallback)
{
    const auto* found = value(key);
    if (found && !found->is_boolean()) {
        fault(key, "must be true or false, not " + found->dump());
    }
    return found && found->is_boolean() ? found->get<bool>() : fallback;
}

std::string SpecReader::text(const std::string& key, const std::string& fallback)
{
    const auto* found = value(key);
    if (found && !found->is_string()) {
        fault(key, "must be a text, not " + found->dump());
    }
    return found && found->is_string() ? found->get<std::string>() : fallback;
}

std::string SpecReader::choice(const std::string& key, const std::string& fallback, const std::vector<std::string>& allowed)
{
    const std::string given = text(key, fallback);
    if (std::find(allowed.begin(), allowed.end(), given) == allowed.end()) {
        fault(key, "must be one of " + joined(allowed) + (given.empty() ? "" : ", not \"" + given + "\""));
    }
    return given;
}

std::vector<std::int64_t> SpecReader::integers(const std::string& key, std::vector<std::int64_t> fallback,
                                               Range<std::int64_t> range)
{
    const auto* found = value(key);
    if (!found) {
        return fallback;
    }
    std::vector<std::int64_t> given;
    for (const auto& element : found->is_array() ? *found : nlohmann::json::array()) {
        const bool fits = element.is_number_integer() && element.dump().size() < 19 &&
                          element.get<std::int64_t>() >= range.low && element.get<std::int64_t>() <= range.high;
        if (!fits) {
            break;
        }
        given.push_back(element.get<std::int64_t>());
    }
    if (!found->is_array() || given.size() != fallback.size() || found->size() != fallback.size()) {
        fault(key, "must be a list of " + std::to_string(fallback.size()) + " whole numbers " + between(range) + ", not " +
                       found->dump());
        return fallback;
    }
    return given;
}

Result<void> SpecReader::finish() const
{
    if (m_fault) {
        return Error{ErrorKind::BadInput, m_subject, *m_fault};
    }
    for (const auto& [key, ignored] : m_spec.items()) {
        if (!m_known.contains(key)) {
            const std::vector<std::string> known(m_known.begin(), m_known.end());
            return Error{ErrorKind::BadInput, m_subject, "\"" + key + "\" is not known here; known are " + joined(known)};
        }
    }
    return {};
}

}  // namespace cicatrix::nn
