// SPDX-License-Identifier: GPL-3.0-or-later
// A back-up, a restoration, a creation and a migration killed at every system call that changes the disk.
#include "tests/core/store/clinic_fixture.h"
#include "tests/faults/kill_sweep.h"

#include "core/base/files.h"
#include "core/store/backup.h"
#include "core/store/connection.h"

#include <QTest>

using namespace cicatrix;
using namespace cicatrix::store;
using namespace cicatrix::store::testing;
using namespace cicatrix::test;
namespace fs = std::filesystem;

namespace {
const QString kWorker = CICATRIX_STORE_WORKER;

QString text(const fs::path& path) { return QString::fromStdString(path.string()); }

QString unsoundness(const fs::path& folder)
{
    const Result<Store> store = Store::open(folder);
    if (!store) {
        return QString::fromStdString(store.error().message());
    }
    const CheckReport report = need(check(*store, Progress::none()));
    return report.sound() ? QString() : QString::fromStdString(report.problems.front());
}

/// Whatever lies below `folder` and can be opened as a clinic must be a whole one.
QString posing(const fs::path& folder)
{
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_directory() && Store::exists(entry.path())) {
            if (const QString problem = unsoundness(entry.path()); !problem.isEmpty()) {
                return text(entry.path()) + " poses as a clinic: " + problem;
            }
        }
    }
    return {};
}

void addCalls()
{
    QTest::addColumn<QString>("call");
    for (const char* call :
         {"pwrite64", "write", "fdatasync", "fsync", "rename", "link", "unlink", "ftruncate", "mkdir", "rmdir"}) {
        QTest::newRow(call) << call;
    }
}

/// A clinic with a model and a key, its back-up in `tar`, and one more visit since.
struct BackedUp : TempClinic {
    fs::path tar = folder.parent_path() / "tars" / "clinic.tar";

    BackedUp()
    {
        fileVisit(*this, day("2026-03-01"), 3);
        need(writeFileAtomically(pseudonymKeyFile(folder), std::string(32, 'k'), Existing::Keep));
        fs::create_directories(folder / "models" / "own");
        need(writeFileAtomically(folder / "models" / "own" / "card.json", std::string_view("{}"), Existing::Keep));
        fs::create_directories(tar.parent_path());
        need(backup(*store, admin, tar, Existing::Keep, Progress::none()));
        fileVisit(*this, day("2026-03-08"), 2);
        close();
    }
};
}  // namespace

class BackupFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (!canInject()) {
            QSKIP("strace is not installed, or ptrace is not permitted here");
        }
    }

    void aKilledBackupLeavesThePreviousOne_data() { addCalls(); }
    void aKilledBackupLeavesThePreviousOne()
    {
        QFETCH(QString, call);
        BackedUp clinic;
        const Bytes previous = need(readFile(clinic.tar));
        int kept = 0;
        const auto prepare = [&] { need(writeFileAtomically(clinic.tar, previous, Existing::Replace)); };
        const auto judge = [&](const Run&) -> QString {
            const bool old = need(readFile(clinic.tar)) == previous;
            kept += old;
            const Result<BackupSummary> verdict = verifyBackup(clinic.tar, Progress::none());
            if (!verdict || verdict->counts.visits != (old ? 1 : 2)) {
                return "the back-up is of no use: " + (verdict ? QString() : QString::fromStdString(verdict.error().message()));
            }
            return unsoundness(clinic.folder);
        };
        const Sweep sweep = killAtEvery(call, {kWorker, "backup", text(clinic.folder), text(clinic.tar)}, prepare, judge);
        QVERIFY2(sweep.problem.isEmpty(), qPrintable(sweep.problem));
        QVERIFY(need(readFile(clinic.tar)) != previous);
        qInfo("killed at %d calls of %s, %d times the previous back-up stayed", sweep.killed, qPrintable(call), kept);
    }

    void aKilledRestorationIsNoClinic_data() { addCalls(); }
    void aKilledRestorationIsNoClinic()
    {
        QFETCH(QString, call);
        BackedUp clinic;
        const fs::path parent = clinic.folder.parent_path() / "restored";
        const fs::path target = parent / "again";
        const auto prepare = [&] { fs::remove_all(parent); };
        const auto judge = [&](const Run& one) -> QString {
            if (fs::exists(parent)) {
                if (const QString problem = posing(parent); !problem.isEmpty()) {
                    return problem;
                }
            }
            if (!Store::exists(target)) {
                if (one.ended() || (fs::exists(target) && !fs::is_empty(target))) {
                    return "half a clinic lies in the target";
                }
                need(restore(clinic.tar, target, Progress::none()));  // the way out: restore once more
            }
            for (const fs::directory_entry& entry : fs::directory_iterator(parent)) {
                if (entry.path() != target && !fs::is_empty(entry.path())) {
                    return "left behind: " + text(entry.path());
                }
            }
            return unsoundness(target);
        };
        const Sweep sweep = killAtEvery(call, {kWorker, "restore", text(clinic.tar), text(target)}, prepare, judge);
        QVERIFY2(sweep.problem.isEmpty(), qPrintable(sweep.problem));
        qInfo("killed at %d calls of %s", sweep.killed, qPrintable(call));
    }

    void aKilledCreationIsTakenUp_data() { addCalls(); }
    void aKilledCreationIsTakenUp()
    {
        QFETCH(QString, call);
        const QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "clinic";
        const auto prepare = [&] { fs::remove_all(folder); };
        const auto judge = [&](const Run&) -> QString {
            Result<Store> opened = Store::exists(folder) ? Store::open(folder) : Store::create(folder);
            if (!opened) {
                opened = Store::create(folder);
            }
            if (!opened) {
                return QString::fromStdString(opened.error().message());
            }
            const Actor actor = need(actorNamed(*opened, "Eve"));
            WriteTransaction write = need(opened->write(actor));
            need(addPatient(write, {"H-2", "Another", "Person", {}, ""}));
            need(write.commit());
            const CheckReport report = need(check(*opened, Progress::none()));
            return report.sound() ? QString() : QString::fromStdString(report.problems.front());
        };
        const Sweep sweep = killAtEvery(call, {kWorker, "create", text(folder)}, prepare, judge);
        QVERIFY2(sweep.problem.isEmpty(), qPrintable(sweep.problem));
        qInfo("killed at %d calls of %s", sweep.killed, qPrintable(call));
    }

    void aKilledMigrationIsWholeStepsOnly_data() { addCalls(); }
    void aKilledMigrationIsWholeStepsOnly()
    {
        QFETCH(QString, call);
        const QTemporaryDir dir;
        const fs::path file = fs::path(dir.path().toStdString()) / "m.db";
        const auto prepare = [&] {
            for (const char* side : {"", "-wal", "-shm", "-journal"}) {
                fs::remove(file.string() + side);
            }
        };
        const auto judge = [&](const Run& one) -> QString {
            const auto connection = need(Connection::open(file, Access::ReadWrite));
            const std::int64_t version = need(connection->pragma("user_version"));
            const std::int64_t a = version == 0 ? 0 : need(connection->count("SELECT sum(x) FROM a"));
            const std::int64_t b = version < 3 ? 0 : need(connection->count("SELECT sum(x) FROM b"));
            const std::int64_t tables = need(connection->count("SELECT count(*) FROM sqlite_schema"));
            static constexpr std::array<std::array<std::int64_t, 3>, 4> kWhole{{{0, 0, 0}, {1, 0, 1}, {3, 0, 1}, {2, 3, 2}}};
            if (std::array{a, b, tables} != kWhole.at(static_cast<std::size_t>(version)) || (one.ended() && version != 3)) {
                return QString("version %1 holds half a step").arg(version);
            }
            return {};
        };
        const Sweep sweep = killAtEvery(call, {kWorker, "migrate", text(file)}, prepare, judge);
        QVERIFY2(sweep.problem.isEmpty(), qPrintable(sweep.problem));
        qInfo("killed at %d calls of %s", sweep.killed, qPrintable(call));
    }
};

QTEST_GUILESS_MAIN(BackupFaultsTest)
#include "backup_faults_test.moc"
