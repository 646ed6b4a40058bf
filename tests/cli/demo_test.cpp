// SPDX-License-Identifier: GPL-3.0-or-later
// A demo that was stopped or killed never poses as a clinic, and does not stand in the way of the next.
#include "tests/cli/program.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using cicatrix::test::Outcome;
using cicatrix::test::runCli;

class DemoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStoppedDemoLeavesNoClinic_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("kill -9") << SIGKILL;
    }
    void aStoppedDemoLeavesNoClinic()
    {
        QFETCH(int, signal);
        QProcess process;
        process.start(CICATRIX_CLI, {"demo", m_target, "--patients", "50"});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(halfMade() && photosOnTheWay() > 0, 120'000);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(5000));
        QVERIFY(signal == SIGKILL || process.exitCode() == 130);
        QVERIFY(!QFileInfo::exists(m_target));
        QCOMPARE(runCli({"db", "info"}, m_target).status, 4);
    }

    void theNextDemoIsMadeAndClearsUp()
    {
        const Outcome made = runCli({"demo", m_target, "--patients", "1", "--seed", "12", "--quiet"});
        QVERIFY2(made.status == 0, made.err.c_str());
        QCOMPARE(entries(), QStringList{"demo"});
        QCOMPARE(runCli({"db", "check"}, m_target).status, 0);
        const Outcome again = runCli({"demo", m_target, "--patients", "1"});
        QCOMPARE(again.status, 3);
        QVERIFY2(again.err.find("choose a new folder") != std::string::npos, again.err.c_str());
        QCOMPARE(entries(), QStringList{"demo"});
    }

private:
    QStringList entries() const
    {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    bool halfMade() const { return entries().size() == 1 && entries().first().startsWith(".demo.part-"); }
    qsizetype photosOnTheWay() const
    {
        return QDir(m_folder.filePath(entries().first() + "/demo/vault")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
    }

    QTemporaryDir m_folder;
    QString m_target = m_folder.filePath("demo");
};

QTEST_GUILESS_MAIN(DemoTest)
#include "demo_test.moc"
