// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/invocation.h"

#include <string>
#include <vector>

namespace cicatrix::cli {

/// One option of an action: `--name VALUE`, or a switch where `value` is empty.
struct Option {
    std::string name;
    std::string value;
    std::string help;
};

/// One thing that can be done: a command without a second word has one action with an empty name.
struct Action {
    std::string name;
    std::string operands;  ///< as the usage line shows them; empty when none are taken
    std::string help;
    std::string example;  ///< the rest of a command line that works
    std::vector<Option> options;
    std::vector<std::string> required;  ///< options without which the action makes no sense
    int (*run)(Invocation&);
    bool paints = false;  ///< draws text and therefore needs a QGuiApplication
};

struct Command {
    std::string name;
    std::string help;
    std::vector<Action> actions;
};

/// Every command of commands.def, in its order.
[[nodiscard]] std::vector<Command> allCommands();
/// The action that `words` name, and how many of the words were used for its name (0 when there is none).
struct Found {
    const Command* command = nullptr;
    const Action* action = nullptr;
};
[[nodiscard]] Found findAction(const std::vector<Command>& commands, const std::string& first, const std::string& second);

[[nodiscard]] std::string overviewText(const std::vector<Command>& commands);
[[nodiscard]] std::string helpText(const Command& command, const Action* action);
/// The options that every command takes.
[[nodiscard]] const std::vector<Option>& globalOptions();

}  // namespace cicatrix::cli
