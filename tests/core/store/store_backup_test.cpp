// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/clinic_fixture.h"

#include "core/base/files.h"
#include "core/store/audit.h"
#include "core/store/backup.h"
#include "core/store/connection.h"
#include "core/store/manifest.h"
#include "core/store/tar.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace cicatrix;
using namespace cicatrix::store;
using namespace cicatrix::store::testing;
namespace fs = std::filesystem;

namespace {
/// A tar of these files behind a manifest that names them with their true hashes.
void writeForgedBackup(const fs::path& file, const std::map<std::string, std::string>& contents)
{
    Manifest manifest;
    manifest.schema = schemaVersion();
    for (const auto& [name, content] : contents) {
        manifest.files[name] = fastSha256(bytesOf(content));
    }
    AtomicFile target = need(AtomicFile::open(file, Existing::Replace));
    TarWriter tar = need(TarWriter::open(target));
    need(tar.add(kManifestName, toJson(manifest)));
    for (const auto& [name, content] : contents) {
        need(tar.add(name, content));
    }
    need(tar.finish());
    need(target.commit());
}
}  // namespace

class StoreBackupTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBackupRestoresTheSameClinic()
    {
        TempClinic clinic;
        const FiledVisit filed = fileVisit(clinic, day("2026-03-01"), 4);
        const fs::path file = fs::path(clinic.dir.path().toStdString()) / "b.tar";
        const BackupSummary made = need(backup(*clinic.store, clinic.admin, file, Existing::Keep, Progress::none()));
        QCOMPARE(made.counts.visits, std::int64_t{1});
        QVERIFY(!backup(*clinic.store, clinic.admin, file, Existing::Keep, Progress::none()));
        QVERIFY(!backup(*clinic.store, {clinic.admin.user, "Ada", Role::Clinician}, file, Existing::Replace, Progress::none()));
        QVERIFY(need(verifyBackup(file, Progress::none())).counts == made.counts);
        const fs::path target = fs::path(clinic.dir.path().toStdString()) / "again";
        need(restore(file, target, Progress::none()));
        QVERIFY(!restore(file, target, Progress::none()));  // not empty now
        const Store restored = need(Store::open(target));
        QCOMPARE(firstProblem(restored), std::string());
        const ReadTransaction read = need(restored.read());
        QVERIFY(need(analysis(read, filed.analysis)).data.figures == figuresOf(4));
        QVERIFY(need(restored.vault().list()) == need(clinic.store->vault().list()));
        QCOMPARE(need(auditRows(clinic.read(), {})).front().act, std::string("clinic.backup"));
        for (const fs::directory_entry& entry : fs::directory_iterator(clinic.dir.path().toStdString())) {
            QVERIFY2(entry.path().filename().string().front() != '.', entry.path().c_str());  // no scratch file stays
        }
    }

    void aDamagedBackupIsRefused()
    {
        TempClinic clinic;
        fileVisit(clinic, day("2026-03-01"), 4);
        const fs::path file = fs::path(clinic.dir.path().toStdString()) / "b.tar";
        need(backup(*clinic.store, clinic.admin, file, Existing::Keep, Progress::none()));
        const Bytes whole = need(readFile(file));
        const fs::path target = fs::path(clinic.dir.path().toStdString()) / "again";
        for (std::size_t place = 100; place + 1100 < whole.size(); place += whole.size() / 40) {
            Bytes flipped = whole;
            flipped[place] ^= std::byte{1};
            need(writeFileAtomically(file, flipped, Existing::Replace));
            const Result<BackupSummary> verdict = verifyBackup(file, Progress::none());
            // A few bytes of a tar header or its padding mean nothing; then what is restored is whole all the same.
            if (verdict) {
                need(restore(file, target, Progress::none()));
                QCOMPARE(firstProblem(need(Store::open(target))), std::string());
                fs::remove_all(target);
            }
        }
        for (const std::size_t size : {std::size_t{0}, std::size_t{511}, whole.size() / 2, whole.size() - 2000}) {
            need(writeFileAtomically(file, std::span(whole).first(size), Existing::Replace));
            QVERIFY(!restore(file, target, Progress::none()));
            QVERIFY(!fs::exists(target));
        }
    }

    void aBackupIsOneSnapshotWhileOthersWrite()
    {
        TempClinic clinic;
        fileVisit(clinic, day("2026-03-01"), 1);
        std::atomic<int> filed{0};
        std::jthread writer([&](const std::stop_token& stop) {
            const Store store = need(clinic.store->anotherConnection());
            for (int i = 1; !stop.stop_requested(); ++i) {
                WriteTransaction write = need(store.write(clinic.admin));
                fileVisit(write, clinic.wound, day("2026-03-01") + std::chrono::days(i), i);
                need(write.commit());
                ++filed;
                // SQLite's waiting is not fair: a writer that never pauses would starve the other.
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
        const fs::path file = fs::path(clinic.dir.path().toStdString()) / "b.tar";
        Counts last;
        for (int i = 0; i < 3; ++i) {
            const BackupSummary made = need(backup(*clinic.store, clinic.admin, file, Existing::Replace, Progress::none()));
            QVERIFY(made.counts.visits == made.counts.analyses && made.counts.visits >= last.visits);
            last = made.counts;
        }
        writer.request_stop();
        writer.join();
        QVERIFY(filed > 0);
        QVERIFY(need(verifyBackup(file, Progress::none())).counts == last);
    }

    void modelsAndThePseudonymsKeyComeBack()
    {
        TempClinic clinic;
        const std::string secret = std::string("\0\xff", 2) + std::string(30, 'k');
        need(writeFileAtomically(pseudonymKeyFile(clinic.folder), secret, Existing::Keep));
        const fs::path models = clinic.folder / "models";
        const std::map<fs::path, std::string> files{{models / "own" / "card.json", "{}"},
                                                    {models / "own" / "weights.safetensors", std::string(3'000'000, 'w')},
                                                    {models / "größe 1.zip", "zip"}};
        for (const auto& [path, content] : files) {
            need(makeFolder(path.parent_path()));
            need(writeFileAtomically(path, content, Existing::Keep));
        }
        need(writeFileAtomically(models / ".half.zip.tmp-1-1", std::string_view("half"), Existing::Keep));
        const fs::path file = fs::path(clinic.dir.path().toStdString()) / "b.tar";
        const fs::path target = fs::path(clinic.dir.path().toStdString()) / "again";
        need(backup(*clinic.store, clinic.admin, file, Existing::Keep, Progress::none()));
        need(restore(file, target, Progress::none()));
        QCOMPARE(need(readTextFile(pseudonymKeyFile(target))), secret);
        QCOMPARE(fs::status(pseudonymKeyFile(target)).permissions(), fs::perms::owner_read | fs::perms::owner_write);
        QCOMPARE(fs::status(target / "models" / "own").permissions(), fs::perms::owner_all);
        std::size_t found = 0;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(target / "models")) {
            found += entry.is_regular_file() ? 1 : 0;
        }
        QCOMPARE(found, files.size());
        for (const auto& [path, content] : files) {
            QCOMPARE(need(readTextFile(target / path.lexically_relative(clinic.folder))), content);
        }
    }

    void aBackupOfEvilNamesIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"models/../../evil", "models/a/../../evil", "models//evil", "models/.hidden", "models/",
                                 "/etc/evil", "pseudonym.key/evil", "evil", "backups/evil.tar"}) {
            QTest::newRow(name) << name;
        }
    }
    void aBackupOfEvilNamesIsRefused()
    {
        QFETCH(QString, name);
        const QTemporaryDir dir;
        const fs::path file = fs::path(dir.path().toStdString()) / "b.tar";
        writeForgedBackup(file, {{kDatabaseName, "db"}, {name.toStdString(), "evil"}});
        const Result<BackupSummary> made = restore(file, fs::path(dir.path().toStdString()) / "again", Progress::none());
        QVERIFY(!made);
        QVERIFY2(made.error().message().find("names files that no clinic has") != std::string::npos,
                 made.error().message().c_str());
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{"b.tar"});
    }

    /// tests/data/clinic_schemaN.tar.z: the back-up (qCompress) of a clinic that the program of schema N wrote, with one
    /// patient, two visits, a model and a key. Their rows' digests must come out the same for ever.
    void backupsOfEverySchemaOpen_data()
    {
        QTest::addColumn<int>("schema");
        for (int schema = 1; schema <= schemaVersion(); ++schema) {
            QTest::addRow("schema %d", schema) << schema;
        }
    }
    void backupsOfEverySchemaOpen()
    {
        QFETCH(int, schema);
        QFile stored(QString(CICATRIX_SOURCE_DIR "/tests/data/clinic_schema%1.tar.z").arg(schema));
        QVERIFY2(stored.open(QIODevice::ReadOnly), "every released schema leaves a stored clinic behind");
        const QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "old";
        const fs::path tar = fs::path(dir.path().toStdString()) / "old.tar";
        need(writeFileAtomically(tar, qUncompress(stored.readAll()).toStdString(), Existing::Keep));
        const BackupSummary restored = need(restore(tar, folder, Progress::none()));
        QCOMPARE(restored.counts.visits, std::int64_t{2});
        const Store store = need(Store::open(folder));
        QCOMPARE(need(store.connection().pragma("user_version")), std::int64_t{schemaVersion()});
        QCOMPARE(firstProblem(store), std::string());
        {
            WriteTransaction write = need(store.write(need(actorNamed(store, "Ada"))));
            fileVisit(write, WoundId{1}, day("2027-01-01"), 3);
            need(write.commit());
        }
        QCOMPARE(firstProblem(store), std::string());
        QCOMPARE(need(readTextFile(pseudonymKeyFile(folder))), std::string("an old clinic has this one secre"));
        QVERIFY(fs::exists(folder / "models" / "own" / "card.json"));
    }

    void oldOrphansGoWithABackup()
    {
        TempClinic clinic;
        const std::string old = need(clinic.store->vault().put(bytesOf("old")));
        const fs::path left = clinic.store->vault().pathOf(old).parent_path() / ".half.tmp-1-1";
        need(writeFileAtomically(left, std::string_view("half"), Existing::Keep));
        const fs::path tar = fs::path(clinic.dir.path().toStdString()) / "b.tar";
        const fs::path killed = tar.parent_path() / ".b.tar.tmp-1-1.db";
        const fs::path foreign = tar.parent_path() / ".c.tar.tmp-1-1";
        for (const fs::path& path : {killed, foreign}) {
            need(writeFileAtomically(path, std::string_view("half"), Existing::Keep));
        }
        for (const fs::path& path : {clinic.store->vault().pathOf(old), left, killed, foreign}) {
            fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(25));
        }
        need(backup(*clinic.store, clinic.admin, tar, Existing::Keep, Progress::none()));
        QVERIFY(!clinic.store->vault().contains(old) && !fs::exists(left) && !fs::exists(killed));
        QVERIFY(fs::exists(foreign));
    }
};

QTEST_GUILESS_MAIN(StoreBackupTest)
#include "store_backup_test.moc"
