// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cicatrix::cli {

/// One call of the program: what was asked for, and where results and messages go.
class Invocation {
public:
    Invocation(std::multimap<std::string, std::string> options, std::vector<std::string> operands, Progress& progress);

    [[nodiscard]] bool has(const std::string& option) const { return m_options.contains(option); }
    /// The option's (last) value; empty when it was not given.
    [[nodiscard]] std::optional<std::string> value(const std::string& option) const;
    [[nodiscard]] std::vector<std::string> values(const std::string& option) const;
    /// A finite number, or an Error of kind Usage that names the option.
    [[nodiscard]] Result<std::optional<double>> number(const std::string& option) const;
    [[nodiscard]] Result<std::optional<int>> integer(const std::string& option) const;
    [[nodiscard]] const std::vector<std::string>& operands() const { return m_operands; }

    [[nodiscard]] bool json() const { return has("json"); }
    [[nodiscard]] Progress& progress() const { return m_progress; }
    /// --clinic, else CICATRIX_CLINIC, else the platform's application-data folder.
    [[nodiscard]] std::filesystem::path clinicFolder() const;

    /// Results: standard output. Messages: standard error, one line each.
    void print(const std::string& text) const;
    void printJson(const nlohmann::json& document) const;
    void say(const std::string& message) const;
    /// Says the error and returns its exit status.
    int fail(const Error& error) const;

private:
    std::multimap<std::string, std::string> m_options;
    std::vector<std::string> m_operands;
    Progress& m_progress;
};

/// 2 usage, 3 bad input, 4 clinic, 5 model package, 6 device or memory, 130 cancelled.
[[nodiscard]] int exitStatus(ErrorKind kind);

}  // namespace cicatrix::cli

/// Inside an action: takes the value out, or says the error and returns its exit status.
#define CICATRIX_CLI_ASSIGN(declaration, expression)                                                                           \
    auto CICATRIX_CONCAT(cliResult, __LINE__) = (expression);                                                                  \
    if (!CICATRIX_CONCAT(cliResult, __LINE__)) {                                                                               \
        return invocation.fail(CICATRIX_CONCAT(cliResult, __LINE__).error());                                                  \
    }                                                                                                                          \
    declaration = std::move(CICATRIX_CONCAT(cliResult, __LINE__)).value()
#define CICATRIX_CLI_TRY(expression)                                                                                           \
    do {                                                                                                                       \
        if (auto cliTried = (expression); !cliTried) {                                                                         \
            return invocation.fail(cliTried.error());                                                                          \
        }                                                                                                                      \
    } while (false)
