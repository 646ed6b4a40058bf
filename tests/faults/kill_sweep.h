// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStandardPaths>
#include <QStringList>

#include <functional>
#include <set>

namespace cicatrix::test {

/// One finished run of a program that may have been killed.
struct Run {
    int exitCode = -1;
    bool crashed = false;
    QString output;
    std::set<std::int64_t> saved;  ///< from lines "saved ID": what the program said is on the disk
    [[nodiscard]] bool ended() const { return !crashed && exitCode == 0; }
};

inline Run run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(-1);
    Run result;
    result.exitCode = process.exitCode();
    result.crashed = process.exitStatus() == QProcess::CrashExit;
    result.output = QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError());
    for (const QString& line : result.output.split('\n')) {
        if (line.startsWith("saved ")) {
            result.saved.insert(line.mid(6).toLongLong());
        }
    }
    return result;
}

/// Runs `command` with a fault at its system calls: "write:signal=KILL:when=3", "fsync:error=EIO:when=1".
inline Run runInjected(const QString& fault, const QStringList& command)
{
    const QString call = fault.section(':', 0, 0);
    return run("strace", QStringList{"-f", "-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=" + fault} + command);
}

/// Whether faults can be injected here: strace is installed and ptrace is permitted.
inline bool canInject()
{
    return !QStandardPaths::findExecutable("strace").isEmpty() && run("strace", {"-f", "-o", "/dev/null", "true"}).ended();
}

struct Sweep {
    int killed = 0;
    QString problem;  ///< the first one, empty if there was none
};
/// Runs `command` killed at its first `call`, its second … until one run ends by itself. `prepare` lays out what it works
/// on, `judge` says what is wrong afterwards, or nothing.
inline Sweep killAtEvery(const QString& call, const QStringList& command, const std::function<void()>& prepare,
                         const std::function<QString(const Run&)>& judge)
{
    Sweep sweep;
    for (int k = 1; k < 1000; ++k) {
        prepare();
        const Run one = runInjected(QString("%1:signal=KILL:when=%2").arg(call).arg(k), command);
        if (const QString problem = judge(one); !problem.isEmpty()) {
            sweep.problem = QString("%1 %2: %3").arg(call).arg(k).arg(problem);
            return sweep;
        }
        if (one.ended()) {
            return sweep;  // there is no k-th call
        }
        ++sweep.killed;
    }
    sweep.problem = call + ": no run came to its end";
    return sweep;
}

}  // namespace cicatrix::test
