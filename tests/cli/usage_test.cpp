// SPDX-License-Identifier: GPL-3.0-or-later
// How the program answers wrong calls and bad files: exit status, one clear line, nothing half-written.
#include "core/image/codec.h"
#include "core/phantom/wound_phantom.h"
#include "tests/cli/program.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace cicatrix;
using cicatrix::test::Outcome;
using cicatrix::test::runCli;

class UsageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandHasHelpWithAnExample()
    {
        const Outcome overview = runCli({"--help"});
        QCOMPARE(overview.status, 0);
        int commands = 0;
        const QStringList lines =
            QString::fromStdString(overview.out).section("Commands:\n", 1).section("\n\n", 0, 0).split('\n');
        for (const QString& line : lines) {
            const Outcome help = runCli({line.trimmed().section(' ', 0, 0), "--help"});
            QCOMPARE(help.status, 0);
            QVERIFY2(help.out.find("Example:") != std::string::npos, qPrintable(line));
            static const QRegularExpression kTwice("cicatrix-cli \\S+ (\\S+) \\1\\s");
            QVERIFY2(!kTwice.match(QString::fromStdString(help.out)).hasMatch(), help.out.c_str());
            ++commands;
        }
        QVERIFY(commands >= 12);
    }

    void versionNamesEveryLibrary()
    {
        const Outcome version = runCli({"--version"});
        QCOMPARE(version.status, 0);
        for (const char* name : {"cicatrix-cli 0.", "commit", "LibTorch", "Qt 6.", "OpenCV 4.", "SQLite 3.", "cpu"}) {
            QVERIFY2(version.out.find(name) != std::string::npos, name);
        }
    }

    void wrongCallsAreRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        const QString out = m_folder.filePath("out");
        QTest::newRow("nothing") << QStringList{} << 2;
        QTest::newRow("no such command") << QStringList{"paint"} << 2;
        QTest::newRow("no such option") << QStringList{"analyze", "--oout", out, "x.jpg"} << 2;
        QTest::newRow("option missing") << QStringList{"analyze", "x.jpg"} << 2;
        QTest::newRow("operand missing") << QStringList{"analyze", "--out", out} << 2;
        QTest::newRow("operand too many") << QStringList{"card", "--out", m_folder.filePath("c.pdf"), "x"} << 2;
        QTest::newRow("not a number") << QStringList{"measure", "--mask", "x.png", "--marker", "wide"} << 2;
        QTest::newRow("two scales") << QStringList{"measure", "--mask", "x.png", "--marker", "20", "--mm-per-pixel", "1"} << 2;
        QTest::newRow("ruler of three") << QStringList{"measure", "--mask", "x.png", "--ruler", "1,2,3"} << 2;
        QTest::newRow("stem twice") << QStringList{"analyze", "--out", out, "a/x.jpg", "b/x.jpg"} << 2;
        QTest::newRow("no such file") << QStringList{"measure", "--mask", m_folder.filePath("absent.png")} << 3;
        QTest::newRow("a folder") << QStringList{"measure", "--mask", m_folder.path()} << 3;
        QTest::newRow("no clinic") << QStringList{"patient", "list", "--clinic", m_folder.filePath("no-clinic")} << 4;
        QTest::newRow("no model") << QStringList{"models", "show", "absent_model"} << 3;
        QTest::newRow("bad paper") << QStringList{"card", "--out", m_folder.filePath("c.pdf"), "--paper", "a7"} << 2;
    }
    void wrongCallsAreRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        const Outcome outcome = runCli(arguments);
        QCOMPARE(outcome.status, status);
        QVERIFY(outcome.out.empty());
        if (!arguments.isEmpty()) {
            QCOMPARE(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1);
        }
    }

    void oneBadPhotoAmongGoodOnesIsNamed()
    {
        const Outcome outcome = runCli({"analyze", good(), bad(), "--out", m_folder.filePath("mixed"), "--quiet"});
        QCOMPARE(outcome.status, 1);
        QVERIFY(outcome.err.find("bad.jpg") != std::string::npos);
        QVERIFY(QFile::exists(m_folder.filePath("mixed/good.json")));
        QVERIFY(!QFile::exists(m_folder.filePath("mixed/bad.json")));
        QCOMPARE(runCli({"analyze", bad(), "--out", m_folder.filePath("mixed2"), "--quiet"}).status, 3);
    }

    void globalOptionsStandAnywhere()
    {
        const QString clinic = m_folder.filePath("somewhere");
        QCOMPARE(runCli({"--clinic", clinic, "patient", "add", "--id", "1", "--family", "A"}).status, 0);
        QCOMPARE(runCli({"patient", "--clinic", clinic, "list", "--json"}).json().size(), std::size_t{1});
        QCOMPARE(runCli({"--json", "patient", "list", "--clinic", clinic}).json().size(), std::size_t{1});
    }

    void interruptStopsWithin250Milliseconds()
    {
        QProcess process;
        process.start(CICATRIX_CLI, {"demo", m_folder.filePath("stopped"), "--patients", "50"});
        QVERIFY(process.waitForStarted());
        QTest::qWait(4000);
        QCOMPARE(process.state(), QProcess::Running);
        QElapsedTimer timer;
        timer.start();
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(5000));
        const qint64 waited = timer.elapsed();
        QVERIFY2(waited <= 250, qPrintable(QString::number(waited)));
        QCOMPARE(process.exitCode(), 130);
    }

private:
    QString good()
    {
        const QString path = m_folder.filePath("good.jpg");
        if (!QFile::exists(path)) {
            phantom::WoundScene scene;
            scene.openings.push_back({});
            const Result<Bytes> jpeg = image::encodeJpeg(phantom::drawPhantom(scene).photo, 90);
            QFile file(path);
            if (jpeg && file.open(QIODevice::WriteOnly)) {
                file.write(reinterpret_cast<const char*>(jpeg->data()), static_cast<qint64>(jpeg->size()));
            }
        }
        return path;
    }
    QString bad()
    {
        const QString path = m_folder.filePath("bad.jpg");
        QFile whole(good());
        QFile half(path);
        if (whole.open(QIODevice::ReadOnly) && half.open(QIODevice::WriteOnly)) {
            half.write(whole.readAll().left(5000));
        }
        return path;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(UsageTest)
#include "usage_test.moc"
