// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/clinic_fixture.h"
#include "tests/faults/kill_sweep.h"

#include "core/base/random.h"
#include "core/store/backup.h"

#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cicatrix;
using namespace cicatrix::store;
using namespace cicatrix::store::testing;
using namespace cicatrix::test;
namespace fs = std::filesystem;

namespace {
const QString kWorker = CICATRIX_STORE_WORKER;

std::set<std::int64_t> visitsIn(const Store& store)
{
    std::set<std::int64_t> ids;
    for (const Visit& visit : need(visits(need(store.read()), WoundId{1}, true))) {
        ids.insert(visit.id.value);
    }
    return ids;
}

/// Nothing acknowledged is missing, and no act is there by half.
QString lossOf(const Store& store, const std::set<std::int64_t>& acknowledged, bool thorough)
{
    const std::set<std::int64_t> present = visitsIn(store);
    for (const std::int64_t id : acknowledged) {
        if (!present.contains(id)) {
            return QString("visit %1 was reported as saved and is gone").arg(id);
        }
    }
    const Counts found = need(counts(need(store.read())));
    if (found.visits != found.photos || found.visits != found.analyses) {
        return "half an act is in the clinic";
    }
    if (!thorough) {
        return {};
    }
    const CheckReport report = need(check(store, Progress::none()));
    return report.sound() ? QString() : QString::fromStdString(report.problems.front());
}

/// In a child process: files visits until it is killed, telling each id once it is on the disk.
[[noreturn]] void saveUntilKilled(const fs::path& folder, int tell, int round)
{
    try {
        const Store store = need(Store::open(folder));
        const Actor actor = need(actorNamed(store, "Ada"));
        for (int i = 0;; ++i) {
            WriteTransaction write = need(store.write(actor));
            const FiledVisit filed = fileVisit(write, WoundId{1}, day("2026-01-01") + std::chrono::days(round), 1 + i);
            need(acceptAnalysis(write, filed.analysis));
            need(write.commit());
            static_cast<void>(::write(tell, &filed.visit.value, sizeof filed.visit.value));
        }
    } catch (const std::exception&) {
        ::_exit(1);
    }
}
}  // namespace

class StoreFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandomMomentsNothingIsLost()
    {
        constexpr int kKills = 300;
        TempClinic clinic;
        clinic.close();
        SplitMix64 random(20260301);
        std::set<std::int64_t> acknowledged;
        for (int round = 0; round < kKills; ++round) {
            int ends[2];
            QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                saveUntilKilled(clinic.folder, ends[1], round);
            }
            ::close(ends[1]);
            // Every third dies while it opens the clinic, the others in the midst of their acts.
            if (round % 3 != 0) {
                pollfd ready{ends[0], POLLIN, 0};
                ::poll(&ready, 1, 10'000);
            }
            ::usleep(static_cast<useconds_t>(random.below(12'000)));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFSIGNALED(status));
            std::int64_t id = 0;
            while (::read(ends[0], &id, sizeof id) == static_cast<ssize_t>(sizeof id)) {
                acknowledged.insert(id);
            }
            ::close(ends[0]);
            const Store store = need(Store::open(clinic.folder));
            const QString loss = lossOf(store, acknowledged, round % 30 == 29);
            QVERIFY2(loss.isEmpty(), qPrintable(QString("round %1: %2").arg(round).arg(loss)));
        }
        qInfo("%d kills, %zu visits acknowledged, none lost", kKills, acknowledged.size());
        QVERIFY(acknowledged.size() >= 100);
    }

    void killedAtEveryCallOfOneSave_data()
    {
        QTest::addColumn<QString>("call");
        for (const char* call : {"pwrite64", "write", "fdatasync", "fsync", "rename", "unlink", "ftruncate", "mkdir"}) {
            QTest::newRow(call) << call;
        }
    }
    void killedAtEveryCallOfOneSave()
    {
        QFETCH(QString, call);
        if (!canInject()) {
            QSKIP("strace is not installed, or ptrace is not permitted here");
        }
        TempClinic clinic;
        fileVisit(clinic, day("2026-03-01"), 3);
        clinic.close();
        const fs::path copy = clinic.folder.parent_path() / "copy";
        const auto prepare = [&] {
            fs::remove_all(copy);
            fs::copy(clinic.folder, copy, fs::copy_options::recursive);
        };
        const auto judge = [&](const Run& one) { return lossOf(need(Store::open(copy)), one.saved, true); };
        const Sweep sweep = killAtEvery(call, {kWorker, "save", QString::fromStdString(copy.string()), "1"}, prepare, judge);
        QVERIFY2(sweep.problem.isEmpty(), qPrintable(sweep.problem));
        qInfo("killed at %d calls of %s", sweep.killed, qPrintable(call));
    }

    void anErrorFromTheDiskIsNoLoss_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("error");
        QTest::newRow("sync of a file") << "fsync"
                                        << "EIO";
        QTest::newRow("sync of the log") << "fdatasync"
                                         << "EIO";
        QTest::newRow("no space") << "pwrite64"
                                  << "ENOSPC";
    }
    void anErrorFromTheDiskIsNoLoss()
    {
        QFETCH(QString, call);
        QFETCH(QString, error);
        if (!canInject()) {
            QSKIP("strace is not installed, or ptrace is not permitted here");
        }
        TempClinic clinic;
        clinic.close();
        int failed = 0;
        for (int k = 1; k <= 12; ++k) {
            const Run one = runInjected(QString("%1:error=%2:when=%3").arg(call, error).arg(k),
                                        {kWorker, "save", QString::fromStdString(clinic.folder.string()), "1"});
            failed += one.exitCode != 0;
            const Store store = need(Store::open(clinic.folder));
            const QString loss = lossOf(store, one.saved, true);
            QVERIFY2(loss.isEmpty(), qPrintable(QString("%1 %2: %3").arg(call).arg(k).arg(loss)));
        }
        QVERIFY(failed > 0);
    }

    void aFullDiskHarmsNothing()
    {
        const QString unshare = QStandardPaths::findExecutable("unshare");
        QTemporaryDir dir;
        const QString mount = "mount -t tmpfs -o size=16m tmpfs '" + dir.path() + "' && ";
        if (unshare.isEmpty() || !run(unshare, {"-rm", "sh", "-c", mount + "true"}).ended()) {
            QSKIP("a small disk cannot be mounted here; the file-size limit of store_safety stands in");
        }
        const Run swept = run(unshare, {"-rm", "sh", "-c", mount + "exec '" + kWorker + "' disk '" + dir.path() + "/clinic'"});
        QVERIFY2(swept.ended(), qPrintable(swept.output));
        qInfo("%s", qPrintable(swept.output.trimmed()));
    }
};

QTEST_GUILESS_MAIN(StoreFaultsTest)
#include "store_faults_test.moc"
