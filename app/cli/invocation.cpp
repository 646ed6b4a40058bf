// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/invocation.h"

#include <nlohmann/json.hpp>

#include <QStandardPaths>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace cicatrix::cli {

Invocation::Invocation(std::multimap<std::string, std::string> options, std::vector<std::string> operands, Progress& progress)
    : m_options(std::move(options)), m_operands(std::move(operands)), m_progress(progress)
{
}

std::vector<std::string> Invocation::values(const std::string& option) const
{
    std::vector<std::string> found;
    const auto [begin, end] = m_options.equal_range(option);
    for (auto entry = begin; entry != end; ++entry) {
        found.push_back(entry->second);
    }
    return found;
}

std::optional<std::string> Invocation::value(const std::string& option) const
{
    const std::vector<std::string> all = values(option);
    return all.empty() ? std::nullopt : std::optional(all.back());
}

namespace {
template <typename Number>
Result<std::optional<Number>> parseNumber(const std::optional<std::string>& text, const std::string& option)
{
    if (!text) {
        return std::optional<Number>{};
    }
    Number number{};
    const auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (code != std::errc{} || end != text->data() + text->size() || !std::isfinite(static_cast<double>(number))) {
        return Error{ErrorKind::Usage, "--" + option, "\"" + *text + "\" is not a number; write it like 12.5, with a dot"};
    }
    return std::optional(number);
}
}  // namespace

Result<std::optional<double>> Invocation::number(const std::string& option) const
{
    return parseNumber<double>(value(option), option);
}

Result<std::optional<int>> Invocation::integer(const std::string& option) const
{
    return parseNumber<int>(value(option), option);
}

std::filesystem::path Invocation::clinicFolder() const
{
    if (const auto given = value("clinic")) {
        return *given;
    }
    if (const char* environment = std::getenv("CICATRIX_CLINIC"); environment != nullptr && *environment != '\0') {
        return environment;
    }
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() + "/cicatrix/clinic";
}

void Invocation::print(const std::string& text) const
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (text.empty() || text.back() != '\n') {
        std::fputc('\n', stdout);
    }
}

void Invocation::printJson(const nlohmann::json& document) const
{
    print(document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

void Invocation::say(const std::string& message) const { std::fprintf(stderr, "cicatrix-cli: %s\n", message.c_str()); }

int Invocation::fail(const Error& error) const
{
    say(error.message());
    return exitStatus(error.kind);
}

int exitStatus(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
    case ErrorKind::NotPermitted:
        return 2;
    case ErrorKind::NotFound:
    case ErrorKind::BadInput:
        return 3;
    case ErrorKind::ClinicLocked:
    case ErrorKind::ClinicReadOnly:
    case ErrorKind::ClinicDamaged:
    case ErrorKind::ClinicNewer:
    case ErrorKind::DiskFull:
    case ErrorKind::Io:
        return 4;
    case ErrorKind::ModelRefused:
        return 5;
    case ErrorKind::Device:
    case ErrorKind::OutOfMemory:
        return 6;
    case ErrorKind::Cancelled:
        return 130;
    }
    return 3;
}

}  // namespace cicatrix::cli
