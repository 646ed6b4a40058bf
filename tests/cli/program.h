// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

namespace cicatrix::test {

/// One finished call of cicatrix-cli.
struct Outcome {
    int status = -1;
    std::string out;
    std::string err;
    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out, nullptr, false); }
};

inline Outcome runCli(const QStringList& arguments, const QString& clinic = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!clinic.isEmpty()) {
        environment.insert("CICATRIX_CLINIC", clinic);
    }
    environment.insert("USER", "Tester");
    process.setProcessEnvironment(environment);
    process.start(CICATRIX_CLI, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(600'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString()};
}

}  // namespace cicatrix::test
