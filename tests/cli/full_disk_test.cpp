// SPDX-License-Identifier: GPL-3.0-or-later
// Every command that writes a file meets a full disk: it says so, and what was there stays as it was.
#include "tests/cli/program.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cicatrix::test;

namespace {

/// Path and hash of everything below a folder.
QMap<QString, QByteArray> contents(const QString& folder)
{
    QMap<QString, QByteArray> all;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly)) {
            all[file.fileName()] = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
        }
    }
    return all;
}

/// The command as on a disk with room for a few kilobytes more: writing beyond `blocks` of 512 bytes in any file fails.
Outcome runOnFullDisk(const QStringList& arguments, const QString& clinic, int blocks)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("CICATRIX_CLINIC", clinic);
    environment.insert("USER", "Tester");
    process.setProcessEnvironment(environment);
    const QString script = QString("trap '' XFSZ; ulimit -f %1; exec \"$0\" \"$@\"").arg(blocks);
    process.start("sh", QStringList{"-c", script, CICATRIX_CLI} + arguments);
    process.closeWriteChannel();
    process.waitForFinished(300'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString()};
}

}  // namespace

class FullDiskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_clinic = m_folder.filePath("clinic");
        m_out = m_folder.filePath("out");
        QVERIFY(QDir().mkpath(m_out));
        const QString photo = QString(CICATRIX_SOURCE_DIR) + "/resources/samples/phantom_with_card.jpg";
        QCOMPARE(runCli({"patient", "add", "--id", "P1", "--family", "Example"}, m_clinic).status, 0);
        QCOMPARE(runCli({"wound", "add", "--patient", "P1", "--site", "heel_left"}, m_clinic).status, 0);
        QCOMPARE(runCli({"visit", "add", "--patient", "P1", "--wound", "1", "--photo", photo, "--accept"}, m_clinic).status, 0);
        m_photo = photo;
    }

    void theOldFileStays_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto out = [&](const char* name) { return m_out + '/' + name; };
        const QStringList wound{"--patient", "P1", "--wound", "1"};
        QTest::newRow("report") << QStringList{"report"} + wound + QStringList{"--out", out("report.pdf"), "--force"};
        QTest::newRow("chart as picture") << QStringList{"timeline"} + wound +
                                                 QStringList{"--out", out("chart.png"), "--force"};
        QTest::newRow("chart as drawing") << QStringList{"timeline"} + wound +
                                                 QStringList{"--out", out("chart.svg"), "--force"};
        QTest::newRow("analysis") << QStringList{"analyze", m_photo, "--out", m_out, "--force"};
        QTest::newRow("card") << QStringList{"card", "--out", out("card.pdf"), "--force"};
    }
    void theOldFileStays()
    {
        QFETCH(QStringList, arguments);
        const Outcome first = runCli(arguments, m_clinic);
        QVERIFY2(first.status == 0, first.err.c_str());
        const QMap<QString, QByteArray> before = contents(m_out);
        QVERIFY(!before.isEmpty());
        const Outcome full = runOnFullDisk(arguments, m_clinic, 2);
        QVERIFY2(full.status > 0, full.err.c_str());
        QVERIFY2(QString::fromStdString(full.err).contains("space") || QString::fromStdString(full.err).contains("full"),
                 full.err.c_str());
        QCOMPARE(contents(m_out), before);
        const Outcome check = runCli({"db", "check"}, m_clinic);
        QVERIFY2(check.status == 0, (check.out + check.err).c_str());
    }

    void aModelIsInstalledWholeOrNotAtAll()
    {
        const QString package = QString(CICATRIX_SOURCE_DIR) + "/resources/models/wound_tissue";
        const Outcome full = runOnFullDisk({"models", "install", package}, m_clinic, 4000);
        QVERIFY2(full.status > 0, full.err.c_str());
        QVERIFY(QDir(m_clinic + "/models").entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty());
        QCOMPARE(runCli({"models", "install", package}, m_clinic).status, 0);
        QVERIFY(QFile::exists(m_clinic + "/models/wound_tissue/weights.safetensors"));
    }

private:
    QTemporaryDir m_folder;
    QString m_clinic;
    QString m_out;
    QString m_photo;
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "full_disk_test.moc"
