// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/terminal_progress.h"
#include "app/cli/version.h"
#include "core/base/keep_memory.h"

#include <QCommandLineParser>
#include <QGuiApplication>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <unistd.h>

namespace {

using namespace cicatrix::cli;

void addOptions(QCommandLineParser& parser, const std::vector<Option>& options)
{
    for (const Option& option : options) {
        parser.addOption(QCommandLineOption(QString::fromStdString(option.name), {}, QString::fromStdString(option.value)));
    }
}

int usage(const std::string& problem)
{
    std::fprintf(stderr, "cicatrix-cli: %s\n", problem.c_str());
    return 2;
}

/// Where the first word at or after `from` stands that is neither an option nor a global option's value; -1 if none does.
qsizetype wordIndex(const QStringList& arguments, qsizetype from)
{
    QCommandLineParser parser;
    addOptions(parser, globalOptions());
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    parser.parse(QStringList{arguments.first()} + arguments.mid(from));
    const qsizetype following = parser.positionalArguments().size();
    return following == 0 ? -1 : arguments.size() - following;
}

int runAction(const Found& found, const QStringList& arguments)
{
    QCommandLineParser parser;
    addOptions(parser, globalOptions());
    addOptions(parser, found.action->options);
    if (!parser.parse(arguments)) {
        return usage(parser.errorText().toStdString() + " See cicatrix-cli " + found.command->name + " --help");
    }
    std::multimap<std::string, std::string> options;
    for (const std::vector<Option>& known : {globalOptions(), found.action->options}) {
        for (const Option& option : known) {
            const QString name = QString::fromStdString(option.name);
            if (parser.isSet(name) && option.value.empty()) {
                options.emplace(option.name, "");
            }
            for (const QString& value : option.value.empty() ? QStringList{} : parser.values(name)) {
                options.emplace(option.name, value.toStdString());
            }
        }
    }
    if (options.contains("help")) {
        std::fputs(helpText(*found.command, found.action).c_str(), stdout);
        return 0;
    }
    std::vector<std::string> operands;
    for (const QString& operand : parser.positionalArguments()) {
        operands.push_back(operand.toStdString());
    }
    for (const std::string& needed : found.action->required) {
        if (!options.contains(needed)) {
            return usage("--" + needed + " is missing; see cicatrix-cli " + found.command->name + " --help");
        }
    }
    const std::string& wanted = found.action->operands;  // in brackets: may be left out
    if (operands.empty() && !wanted.empty() && wanted.front() != '[') {
        return usage(wanted + " is missing; see cicatrix-cli " + found.command->name + " --help");
    }
    if (wanted.empty() && !operands.empty()) {
        return usage("\"" + operands.front() + "\" is one word too many");
    }
    TerminalProgress progress(options.contains("quiet"));
    Invocation invocation(std::move(options), std::move(operands), progress);
    return found.action->run(invocation);
}

/// libgomp reads its wait policy when it is loaded, before main: threads that spin beside another busy program are ten
/// times slower than threads that wait. So the program starts itself once more with the policy set.
void restartWithPassiveThreads(char** argv)
{
    if (std::getenv("OMP_WAIT_POLICY") == nullptr && setenv("OMP_WAIT_POLICY", "passive", 1) == 0) {
        execv("/proc/self/exe", argv);  // comes back only where it cannot: then the threads spin
    }
}

/// Qt's own warnings are for programmers; a person gets one line of ours.
void hideQtWarnings(QtMsgType, const QMessageLogContext&, const QString&) {}

}  // namespace

int main(int argc, char** argv)
{
    restartWithPassiveThreads(argv);
    cicatrix::keepFreedMemory();
    installInterruptHandler();
    qInstallMessageHandler(hideQtWarnings);
    QStringList arguments;
    for (int i = 0; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    const std::vector<Command> commands = allCommands();
    const qsizetype first = wordIndex(arguments, 1);
    if (first < 0) {
        if (arguments.contains(QLatin1String("--version"))) {
            std::fputs(versionText().c_str(), stdout);
            return 0;
        }
        const bool asked = arguments.contains(QLatin1String("--help"));
        std::fputs(overviewText(commands).c_str(), asked ? stdout : stderr);
        return asked ? 0 : 2;
    }
    const std::string name = arguments.takeAt(first).toStdString();
    const qsizetype second = wordIndex(arguments, first);
    const Found found = findAction(commands, name, second < 0 ? "" : arguments.at(second).toStdString());
    if (found.command == nullptr) {
        return usage("there is no command \"" + name + "\"; see cicatrix-cli --help");
    }
    if (found.action == nullptr) {
        const bool asked = arguments.contains(QLatin1String("--help"));
        std::fputs(helpText(*found.command, nullptr).c_str(), asked ? stdout : stderr);
        return asked ? 0 : 2;
    }
    if (!found.action->name.empty()) {
        arguments.removeAt(second);
    }
    std::unique_ptr<QCoreApplication> application;
    if (found.action->paints) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QGuiApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    return runAction(found, arguments);
}
