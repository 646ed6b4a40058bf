// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <algorithm>

namespace cicatrix::cli {

#define CICATRIX_ENTRY(name) Command name##Command();
#include "app/cli/commands/commands.def"
#undef CICATRIX_ENTRY

std::vector<Command> allCommands()
{
    return {
#define CICATRIX_ENTRY(name) name##Command(),
#include "app/cli/commands/commands.def"
#undef CICATRIX_ENTRY
    };
}

const std::vector<Option>& globalOptions()
{
    static const std::vector<Option> kOptions{
        {"clinic", "DIR", "the clinic's folder (else CICATRIX_CLINIC, else the application-data folder)"},
        {"device", "DEVICE", "auto, cpu or cuda[:N]"},
        {"threads", "N", "how many CPU threads the model may use"},
        {"lang", "LANG", "language of reports and messages: en or de"},
        {"json", "", "print one JSON document on standard output"},
        {"quiet", "", "no progress"},
        {"verbose", "", "say more on standard error"},
        {"help", "", "how to use the command, with an example"},
    };
    return kOptions;
}

Found findAction(const std::vector<Command>& commands, const std::string& first, const std::string& second)
{
    const auto command = std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return c.name == first; });
    if (command == commands.end()) {
        return {};
    }
    for (const Action& action : command->actions) {
        if (action.name.empty() || action.name == second) {
            return {&*command, &action};
        }
    }
    return {&*command, nullptr};
}

namespace {

std::string optionLine(const Option& option)
{
    std::string left = "  --" + option.name + (option.value.empty() ? "" : " " + option.value);
    left.resize(std::max<std::size_t>(left.size() + 2, 30), ' ');
    return left + option.help + "\n";
}

std::string usageLine(const Command& command, const Action& action)
{
    std::string line = "cicatrix-cli " + command.name + (action.name.empty() ? "" : " " + action.name);
    for (const Option& option : action.options) {
        const bool needed = std::find(action.required.begin(), action.required.end(), option.name) != action.required.end();
        const std::string text = "--" + option.name + (option.value.empty() ? "" : " " + option.value);
        line += needed ? " " + text : " [" + text + "]";
    }
    return line + (action.operands.empty() ? "" : " " + action.operands);
}

}  // namespace

std::string overviewText(const std::vector<Command>& commands)
{
    std::string text = "Cicatrix, the wound-assessment workstation, on the command line.\n"
                       "Research software, not a medical device: it proposes, a named clinician accepts.\n\n"
                       "Usage: cicatrix-cli COMMAND [options] [operands]\n\nCommands:\n";
    for (const Command& command : commands) {
        std::string left = "  " + command.name;
        left.resize(18, ' ');
        text += left + command.help + "\n";
    }
    text += "\nOptions of every command:\n";
    for (const Option& option : globalOptions()) {
        text += optionLine(option);
    }
    return text + "\n`cicatrix-cli COMMAND --help` says more. `cicatrix-cli --version` names every library.\n";
}

std::string helpText(const Command& command, const Action* only)
{
    std::string text = command.help + "\n";
    for (const Action& action : command.actions) {
        if (only != nullptr && &action != only) {
            continue;
        }
        text += "\n" + action.help + "\n  " + usageLine(command, action) + "\n";
        for (const Option& option : action.options) {
            text += optionLine(option);
        }
        text += "Example:\n  cicatrix-cli " + command.name + " " + action.example + "\n";
    }
    return text;
}

}  // namespace cicatrix::cli
