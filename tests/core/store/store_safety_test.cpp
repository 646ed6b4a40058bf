// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/clinic_fixture.h"

#include "core/store/audit.h"
#include "core/store/backup.h"
#include "core/store/connection.h"
#include "core/store/migrate.h"

#include <QElapsedTimer>
#include <QSysInfo>
#include <QTest>

#include <atomic>
#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cicatrix;
using namespace cicatrix::store;
using namespace cicatrix::store::testing;
namespace fs = std::filesystem;

namespace {
void flipByte(const fs::path& file, std::int64_t place)
{
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(place);
    const char byte = static_cast<char>(stream.get());
    stream.seekp(place);
    stream.put(static_cast<char>(byte ^ 0x10));
}

/// What a process tells of its try to open a clinic for writing.
struct Start {
    pid_t process = 0;
    bool writes = false;
    qint64 milliseconds = 0;
};

Start nextStart(int told)
{
    Start start;
    return ::read(told, &start, sizeof start) == static_cast<ssize_t>(sizeof start) ? start : Start{};
}

/// In a child process: opens the clinic and files visits until it is killed; where another writes, waits for a sign and tries
/// once more.
[[noreturn]] void startAndWrite(const fs::path& folder, int again, int told)
{
    while (true) {
        QElapsedTimer timer;
        timer.start();
        const Result<Store> store = Store::open(folder);
        const Start start{::getpid(), store.has_value(), timer.elapsed()};
        static_cast<void>(::write(told, &start, sizeof start));
        for (int i = 0; store; ++i) {
            WriteTransaction write = need(store->write(need(actorNamed(*store, "Ada"))));
            fileVisit(write, WoundId{1}, day("2026-03-01") + std::chrono::days(i % 1000), 1 + i % 20);
            need(write.commit());
        }
        char sign = 0;
        static_cast<void>(::read(again, &sign, 1));
    }
}

/// Runs `act` in a child process and returns what it exits with.
int inChild(const std::function<int()>& act)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(act());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
}  // namespace

class StoreSafetyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyConnectionIsSetUp()
    {
        TempClinic clinic;
        const Store second = need(clinic.store->anotherConnection());
        const Store reader = need(Store::open(clinic.folder, OpenMode::ReadOnly));
        const Store& first = *clinic.store;
        for (const Store* store : {&first, &second, &reader}) {
            Connection& connection = store->connection();
            QCOMPARE(need(connection.pragma("synchronous")), std::int64_t{2});
            QCOMPARE(need(connection.pragma("foreign_keys")), std::int64_t{1});
            QCOMPARE(need(connection.pragma("busy_timeout")), std::int64_t{5000});
            QCOMPARE(need(connection.pragma("trusted_schema")), std::int64_t{0});
            QCOMPARE(need(connection.pragma("cell_size_check")), std::int64_t{1});
            QCOMPARE(need(connection.pragma("secure_delete")), std::int64_t{1});
            QCOMPARE(need(connection.pragma("application_id")), std::int64_t{kApplicationId});
            QCOMPARE(need(connection.pragma("user_version")), std::int64_t{schemaVersion()});
            Statement mode = need(connection.run("PRAGMA journal_mode"));
            QVERIFY(need(mode.next()));
            QCOMPARE(mode.text(0), std::string("wal"));
        }
        // Defensive mode: no statement may turn the schema into something else.
        need(clinic.store->connection().script("PRAGMA writable_schema = ON"));
        QVERIFY(!clinic.store->connection().script("DELETE FROM sqlite_schema"));
    }

    void tablesAreStrictAndFilesPrivate()
    {
        TempClinic clinic;
        fileVisit(clinic, day("2026-03-01"), 2);
        QCOMPARE(need(clinic.store->connection().count(
                     "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
                     " AND name NOT LIKE 'sqlite_%'")),
                 std::int64_t{0});
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(clinic.folder)) {
            struct stat status {};
            QCOMPARE(::stat(entry.path().c_str(), &status), 0);
            const bool open = (status.st_mode & 077) != 0 && entry.path().filename() != "clinic.lock";
            QVERIFY2(!open, entry.path().c_str());
        }
    }

    void migrationsRunOnceInOrderAndWhole()
    {
        QTemporaryDir dir;
        const fs::path file = fs::path(dir.path().toStdString()) / "m.db";
        const auto connection = need(Connection::open(file, Access::ReadWrite));
        const Migration first{1, "a", "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1);"};
        const Migration second{2, "b", "ALTER TABLE a ADD COLUMN y TEXT; INSERT INTO a VALUES (2, 'z');"};
        const Migration broken{3, "c", "CREATE TABLE c (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"};
        need(migrate(*connection, std::array{first}));
        need(migrate(*connection, std::array{first, second}));
        need(migrate(*connection, std::array{first, second}));
        QCOMPARE(need(connection->pragma("user_version")), std::int64_t{2});
        QCOMPARE(need(connection->count("SELECT count(*) FROM a")), std::int64_t{2});
        QVERIFY(!migrate(*connection, std::array{first, second, broken}));
        QCOMPARE(need(connection->pragma("user_version")), std::int64_t{2});
        QCOMPARE(need(connection->count("SELECT count(*) FROM sqlite_schema WHERE name = 'c'")), std::int64_t{0});
    }

    void stepsAreNumberedWithoutGaps()
    {
        int expected = 1;
        for (const Migration& step : migrations()) {
            QCOMPARE(step.number, expected++);
        }
        QCOMPARE(schemaVersion(), expected - 1);
    }

    void aCreationCutShortIsTakenUp()
    {
        QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "c";
        fs::create_directories(folder / "vault");
        std::ofstream(folder / "clinic.db").close();
        QVERIFY(!Store::exists(folder));
        QVERIFY(Store::create(folder).has_value());
        QVERIFY(!Store::create(folder));
        QTemporaryDir other;
        std::ofstream(fs::path(other.path().toStdString()) / "letter.txt") << "x";
        QVERIFY(!Store::create(other.path().toStdString()));
        const fs::path lost = folder.parent_path() / "database-lost";
        fs::create_directories(lost / "vault" / "ab");
        QVERIFY(!Store::create(lost));  // photos without a database are no beginning
    }

    void aSecondWriterIsRefusedAndNamed()
    {
        TempClinic clinic;
        QElapsedTimer timer;
        timer.start();
        const int refused = inChild([&] {
            const Result<Store> second = Store::open(clinic.folder);
            const bool named = !second && second.error().message().find(std::to_string(::getppid())) != std::string::npos;
            return named && second.error().kind == ErrorKind::ClinicLocked ? 0 : 1;
        });
        QCOMPARE(refused, 0);
        QVERIFY(timer.elapsed() < 2000);
        const Store reader = need(Store::open(clinic.folder, OpenMode::ReadWriteElseReadOnly));
        QVERIFY(!reader.writable() && !reader.readOnlyReason().empty());
        QVERIFY(!reader.write(clinic.admin));
        QCOMPARE(need(countPatients(need(reader.read()))), std::int64_t{1});
    }

    void aLockLeftByADeadWriterIsTakenOver_data()
    {
        QTest::addColumn<QByteArray>("left");
        const QByteArray host = QSysInfo::machineHostName().toUtf8();
        QTest::newRow("empty: killed while making it") << QByteArray();
        QTest::newRow("process gone") << QByteArray("999999999\ncicatrix-cli\n" + host + "\n\n\n");
        QTest::newRow("process number in use again") << QByteArray("1\ninit\n" + host + "\n\n\n");
    }
    void aLockLeftByADeadWriterIsTakenOver()
    {
        QFETCH(QByteArray, left);
        TempClinic clinic;
        clinic.close();
        std::ofstream(clinic.folder / "clinic.lock") << left.toStdString();
        QVERIFY(Store::open(clinic.folder).has_value());
    }

    void exactlyOneOfManyStartsWrites()
    {
        constexpr int kRounds = 50;
        TempClinic clinic;
        clinic.close();
        for (int round = 0; round < kRounds; ++round) {
            int told[2];
            int again[2];
            QVERIFY(::pipe(told) == 0 && ::pipe(again) == 0);
            std::array<pid_t, 2> children{};
            for (pid_t& child : children) {
                child = ::fork();
                if (child == 0) {
                    startAndWrite(clinic.folder, again[0], told[1]);
                }
            }
            const Start first = nextStart(told[0]);
            const Start second = nextStart(told[0]);
            QCOMPARE(first.writes + second.writes, 1);
            const pid_t writer = first.writes ? first.process : second.process;
            ::kill(writer, SIGKILL);  // in the midst of its acts
            ::waitpid(writer, nullptr, 0);
            QCOMPARE(::write(again[1], "!", 1), ssize_t{1});
            const Start heir = nextStart(told[0]);
            QVERIFY(heir.writes && heir.process != writer);
            ::kill(heir.process, SIGKILL);
            ::waitpid(heir.process, nullptr, 0);
            QVERIFY(first.milliseconds < 2000 && second.milliseconds < 2000 && heir.milliseconds < 2000);
            for (const int end : {told[0], told[1], again[0], again[1]}) {
                ::close(end);
            }
        }
        clinic.reopen();
        QCOMPARE(firstProblem(*clinic.store), std::string());
    }

    void aReadOnlyFolderCanBeReadAndSaysSo()
    {
        TempClinic clinic;
        clinic.close();
        // Readable by everyone, writable by nobody.
        const fs::perms look = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
        const fs::perms enter = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
        fs::permissions(clinic.dir.path().toStdString(), look | enter, fs::perm_options::add);
        fs::permissions(clinic.folder / "clinic.db", look);
        fs::permissions(clinic.folder, look | enter);
        const int seen = inChild([&] {
            if (::geteuid() == 0 && ::seteuid(65534) != 0) {
                return 9;
            }
            const Result<Store> writer = Store::open(clinic.folder);
            if (writer || writer.error().kind != ErrorKind::ClinicReadOnly) {
                return 1;
            }
            const Result<Store> reader = Store::open(clinic.folder, OpenMode::ReadWriteElseReadOnly);
            return reader && !reader->writable() && countPatients(need(reader->read())).value_or(0) == 1 ? 0 : 2;
        });
        fs::permissions(clinic.folder, fs::perms::owner_all);
        QCOMPARE(seen, 0);
    }

    void newerAndForeignDatabasesAreNotTouched_data()
    {
        QTest::addColumn<QString>("pragma");
        QTest::addColumn<int>("kind");
        QTest::newRow("newer") << "PRAGMA user_version = 99" << static_cast<int>(ErrorKind::ClinicNewer);
        QTest::newRow("foreign") << "PRAGMA application_id = 7" << static_cast<int>(ErrorKind::BadInput);
    }
    void newerAndForeignDatabasesAreNotTouched()
    {
        QFETCH(QString, pragma);
        QFETCH(int, kind);
        TempClinic clinic;
        clinic.close();
        runOutside(clinic.folder, {pragma});
        fs::remove(clinic.folder / "clinic.lock");
        const Bytes before = need(readFile(clinic.folder / "clinic.db"));
        for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly, OpenMode::ReadWriteElseReadOnly}) {
            const Result<Store> opened = Store::open(clinic.folder, mode);
            QVERIFY(!opened);
            QCOMPARE(static_cast<int>(opened.error().kind), kind);
        }
        QVERIFY(need(readFile(clinic.folder / "clinic.db")) == before);
        QVERIFY(!fs::exists(clinic.folder / "clinic.db-wal"));
    }

    void damageIsNamed()
    {
        TempClinic clinic;
        for (int i = 1; i < 29; ++i) {
            fileVisit(clinic, day("2026-03-01") + std::chrono::days(i), i);
        }
        clinic.close();
        const fs::path file = clinic.folder / "clinic.db";
        const Bytes whole = need(readFile(file));
        // A page in the middle is overwritten: opening works, the check names it.
        Bytes torn = whole;
        std::fill_n(torn.begin() + static_cast<std::ptrdiff_t>(whole.size() / 8192 * 4096), 4096, std::byte{0x5a});
        need(writeFileAtomically(file, torn, Existing::Replace));
        {
            Result<Store> opened = Store::open(clinic.folder);
            if (opened) {
                QVERIFY(!firstProblem(*opened).empty());
            } else {
                QCOMPARE(opened.error().kind, ErrorKind::ClinicDamaged);
            }
        }
        // The header is gone: opening refuses.
        torn = whole;
        std::fill_n(torn.begin(), 100, std::byte{0x5a});
        need(writeFileAtomically(file, torn, Existing::Replace));
        const Result<Store> opened = Store::open(clinic.folder);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::ClinicDamaged);
    }

    void aFlippedVaultFileIsNoticed()
    {
        TempClinic clinic;
        const FiledVisit filed = fileVisit(clinic, day("2026-03-01"), 4);
        const std::string hash = need(analysis(clinic.read(), filed.analysis)).data.maskSha256;
        flipByte(clinic.store->vault().pathOf(hash), 3);
        const Result<Bytes> bytes = clinic.store->vault().get(hash);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, ErrorKind::ClinicDamaged);
        QVERIFY(firstProblem(*clinic.store).find("not what was stored") != std::string::npos);
        need(clinic.store->vault().put(bytesOf("mask 2026-03-01 4.000000 1")));  // stored again, it is whole again
        QCOMPARE(firstProblem(*clinic.store), std::string());
        need(clinic.store->vault().remove(hash));
        QVERIFY(!firstProblem(*clinic.store).empty());
        QVERIFY(!clinic.store->vault().contains("../clinic.db"));
        QVERIFY(!clinic.store->vault().get("../clinic.db"));
    }

    void orphansAreListedAndKeptForADay()
    {
        TempClinic clinic;
        const std::string fresh = need(clinic.store->vault().put(bytesOf("fresh")));
        const std::string old = need(clinic.store->vault().put(bytesOf("old")));
        fs::last_write_time(clinic.store->vault().pathOf(old), fs::file_time_type::clock::now() - std::chrono::hours(25));
        const CheckReport report = need(check(*clinic.store, Progress::none()));
        QVERIFY(report.sound());
        QCOMPARE(report.orphans.size(), std::size_t{2});
        QCOMPARE(need(removeOrphans(*clinic.store)), std::int64_t{1});
        QVERIFY(clinic.store->vault().contains(fresh) && !clinic.store->vault().contains(old));
    }

    void everyEditOfTheLogIsNoticed_data()
    {
        QTest::addColumn<QStringList>("edit");
        QTest::addColumn<int>("firstBad");
        QTest::newRow("act") << QStringList{"UPDATE audit SET act = 'visit.xxx' WHERE seq = 5"} << 5;
        QTest::newRow("user") << QStringList{"UPDATE audit SET user_name = 'Eve' WHERE seq = 4"} << 4;
        QTest::newRow("time") << QStringList{"UPDATE audit SET at = at + 1 WHERE seq = 2"} << 2;
        QTest::newRow("boundary between two fields")
            << QStringList{"UPDATE audit SET act = act || substr(object, 1, 1), object = substr(object, 2) WHERE seq = 5"} << 5;
        QTest::newRow("hash") << QStringList{"UPDATE audit SET hash = prev WHERE seq = 6"} << 6;
        QTest::newRow("deleted row") << QStringList{"DELETE FROM audit_text WHERE seq = 6", "DELETE FROM audit WHERE seq = 6"}
                                     << 7;
        QTest::newRow("first row") << QStringList{"DELETE FROM audit_text WHERE seq = 1", "DELETE FROM audit WHERE seq = 1"}
                                   << 2;
        QTest::newRow("tail cut") << QStringList{"DELETE FROM audit_text WHERE seq > 8", "DELETE FROM audit WHERE seq > 8"}
                                  << 9;
        QTest::newRow("all cut") << QStringList{"DELETE FROM audit_text", "DELETE FROM audit"} << 1;
        QTest::newRow("inserted row")
            << QStringList{"INSERT INTO audit SELECT max(seq) + 1, at, user_id, user_name, act, object, patient_id, detail, record,"
                           " personal_sha256, blobs, program, hash, hash FROM audit"}
            << 13;
        QTest::newRow("swapped rows") << QStringList{"UPDATE audit SET seq = 100 WHERE seq = 5",
                                                     "UPDATE audit SET seq = 5 WHERE seq = 6",
                                                     "UPDATE audit SET seq = 6 WHERE seq = 100"}
                                      << 5;
        QTest::newRow("text") << QStringList{"UPDATE audit_text SET text = '{}' WHERE seq = 2"} << 2;
        QTest::newRow("text removed") << QStringList{"DELETE FROM audit_text WHERE seq = 2"} << 2;
    }
    void everyEditOfTheLogIsNoticed()
    {
        QFETCH(QStringList, edit);
        QFETCH(int, firstBad);
        TempClinic clinic;
        for (int i = 0; i < 3; ++i) {
            fileVisit(clinic, day("2026-03-01") + std::chrono::days(i), 4 + i);
        }
        QVERIFY(need(verifyAudit(clinic.read(), anchorFile(clinic.folder))).holds());
        QCOMPARE(need(auditHead(clinic.read())).seq, std::int64_t{12});
        clinic.close();
        editUnguarded(clinic.folder, edit);
        clinic.reopen();
        const AuditVerdict verdict = need(verifyAudit(clinic.read(), anchorFile(clinic.folder)));
        QVERIFY(!verdict.holds());
        QCOMPARE(verdict.firstBad, std::int64_t{firstBad});
        QVERIFY(!firstProblem(*clinic.store).empty());
    }

    void everyEditOfTheRecordIsNoticed_data()
    {
        QTest::addColumn<QString>("edit");
        QTest::newRow("area") << "UPDATE analysis SET area_cm2 = area_cm2 + 1e-9";
        QTest::newRow("unindexed text") << "UPDATE analysis SET reason = reason || ' '";
        QTest::newRow("tissue share") << "UPDATE analysis_tissue SET share = 0.5 WHERE code = 1";
        QTest::newRow("tissue row") << "DELETE FROM analysis_tissue WHERE code = 2";
        QTest::newRow("photo's camera") << "UPDATE photo SET camera = 'Other'";
        QTest::newRow("patient's birth") << "UPDATE patient SET birth = '1950-02-04'";
        QTest::newRow("wound's side") << "UPDATE wound SET side = 'right'";
        QTest::newRow("visit's date") << "UPDATE visit SET date = '2026-03-02'";
        QTest::newRow("role") << "UPDATE user SET role = 'reader'";
        QTest::newRow("summary") << "UPDATE visit SET area_cm2 = 1";
        QTest::newRow("summary's ±") << "UPDATE visit SET area_cm2_sd = 1";
        QTest::newRow("shown as accepted") << "UPDATE visit SET shown_accepted = 1";
        QTest::newRow("number of visits") << "UPDATE wound SET visits = 2";
        QTest::newRow("open wounds") << "UPDATE patient SET open_wounds = 0";
        QTest::newRow("patient's last area") << "UPDATE patient SET last_area_cm2 = 1";
        QTest::newRow("signing in") << "INSERT INTO setting VALUES ('users_required', '1')";
        QTest::newRow("a counter set back") << "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'visit'";
        QTest::newRow("an index less") << "DROP INDEX photo_by_visit";
        QTest::newRow("a trigger more")
            << "CREATE TRIGGER spy AFTER INSERT ON visit BEGIN UPDATE visit SET removed = 0 WHERE id = NEW.id; END";
        QTest::newRow("invented acceptance")
            << "INSERT INTO acceptance (analysis_id, visit_id, user_id, at) SELECT id, visit_id, user_id, at FROM analysis";
    }
    void everyEditOfTheRecordIsNoticed()
    {
        QFETCH(QString, edit);
        TempClinic clinic;
        fileVisit(clinic, day("2026-03-01"), 4);
        QCOMPARE(firstProblem(*clinic.store), std::string());
        clinic.close();
        editUnguarded(clinic.folder, {edit});
        clinic.reopen();
        QVERIFY(!firstProblem(*clinic.store).empty());
    }

    void aLongLogVerifiesWithinASecond()
    {
        TempClinic clinic;
        {
            WriteTransaction write = clinic.begin();
            for (int i = 0; i < 20'000; ++i) {
                need(recordAct(write, {"patient.look", "patient:1", "{\"screen\":\"timeline\"}", {}, {}, clinic.patient, {}}));
            }
            need(write.commit());
        }
        QElapsedTimer timer;
        timer.start();
        const AuditVerdict verdict = need(verifyAudit(clinic.read(), anchorFile(clinic.folder)));
        QVERIFY(verdict.holds());
        QCOMPARE(verdict.rows, std::int64_t{20'003});
        qInfo("20,000 links verified in %lld ms", static_cast<long long>(timer.elapsed()));
    }

    void aFullDiskKeepsWhatWasThere()
    {
        TempClinic clinic;
        fileVisit(clinic, day("2026-03-01"), 4);
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        int refused = 0;
        int filed = 0;
        for (rlim_t kilobytes = 0; kilobytes <= 1024; kilobytes += 64) {
            rlimit small = before;
            small.rlim_cur = kilobytes * 1024;
            setrlimit(RLIMIT_FSIZE, &small);
            Result<void> done;
            try {
                WriteTransaction write = clinic.begin();
                fileVisit(write, clinic.wound, day("2026-04-01") + std::chrono::days(kilobytes), 5);
                done = write.commit();
            } catch (const std::runtime_error& error) {
                done = Error{ErrorKind::DiskFull, "", error.what()};
            }
            setrlimit(RLIMIT_FSIZE, &before);
            done ? ++filed : ++refused;
            if (!done) {
                QVERIFY2(done.error().kind == ErrorKind::DiskFull, done.error().message().c_str());
            }
            QCOMPARE(firstProblem(*clinic.store), std::string());
            QCOMPARE(need(visits(clinic.read(), clinic.wound)).size(), static_cast<std::size_t>(1 + filed));
        }
        QVERIFY(refused > 0 && filed > 0);
        const fs::path file = fs::path(clinic.dir.path().toStdString()) / "b.tar";
        need(backup(*clinic.store, clinic.admin, file, Existing::Keep, Progress::none()));
        const Bytes old = need(readFile(file));
        rlimit small = before;
        small.rlim_cur = 40'000;
        setrlimit(RLIMIT_FSIZE, &small);
        const Result<BackupSummary> full = backup(*clinic.store, clinic.admin, file, Existing::Replace, Progress::none());
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!full);
        QCOMPARE(full.error().kind, ErrorKind::DiskFull);
        QVERIFY(need(readFile(file)) == old);
    }

    void listsAreQuickAtTenThousandPatients()
    {
        TempClinic clinic;
        {
            WriteTransaction write = clinic.begin();
            for (int i = 0; i < 10'000; ++i) {
                need(addPatient(write, {"P" + std::to_string(100'000 + i),
                                        "Family" + std::to_string(i * 7919 % 10'000),
                                        "Given" + std::to_string(i % 97),
                                        {},
                                        ""}));
            }
            need(write.commit());
        }
        const auto milliseconds = [&](const PatientQuery& query) {
            QElapsedTimer timer;
            timer.start();
            for (int i = 0; i < 10; ++i) {
                need(findPatients(clinic.read(), query));
            }
            return static_cast<double>(timer.nsecsElapsed()) / 1e7;
        };
        qInfo("page %.3f ms, recent %.3f ms, prefix %.3f ms, substring %.3f ms", milliseconds({}),
              milliseconds({"", true, PatientOrder::LastVisit}), milliseconds({"family12", false}), milliseconds({"ly123"}));
        // Generous: the machine may be busy. The ratio to plain SQLite is the benchmark's business.
        QVERIFY(milliseconds({}) < 50);
        QVERIFY(milliseconds({"ly123"}) < 100);
        QCOMPARE(need(findPatients(clinic.read(), {"ly123", true, PatientOrder::Name, 20})).size(), std::size_t{11});
    }

    void anotherThreadCanStopAQuery()
    {
        TempClinic clinic;
        std::atomic<bool> done{false};
        std::thread stopper([&] {
            while (!done) {
                clinic.store->interrupt();
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
        const Result<std::int64_t> endless = clinic.store->connection().count(
            "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000000000) SELECT count(*) FROM n");
        done = true;
        stopper.join();
        QVERIFY(!endless);
        QCOMPARE(endless.error().kind, ErrorKind::Cancelled);
        QCOMPARE(need(countPatients(clinic.read())), std::int64_t{1});
    }
};

QTEST_GUILESS_MAIN(StoreSafetyTest)
#include "store_safety_test.moc"
