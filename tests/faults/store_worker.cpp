// SPDX-License-Identifier: GPL-3.0-or-later
// A program of the store alone, made to be killed: the fault tests run it. It judges little by itself (`check` and `disk`
// answer with their exit status); what must hold after its death is asserted by the tests that start it.
//   store_worker create FOLDER        makes a clinic with one patient and one wound
//   store_worker save FOLDER COUNT    files COUNT visits (0: until killed), printing each id once it is on the disk
//   store_worker check FOLDER         prints every visit's id; exit 0 when `check` finds nothing
//   store_worker backup FOLDER FILE   backs the clinic up, replacing FILE
//   store_worker restore FILE FOLDER  makes the clinic of a back-up again
//   store_worker migrate FILE         brings a database up to the last of three steps that stand for later schemas
//   store_worker disk FOLDER          on a small disk: files visits with 0, 4, 8 … KB free and proves that nothing is lost
#include "tests/core/store/clinic_fixture.h"

#include "core/store/backup.h"
#include "core/store/connection.h"
#include "core/store/migrate.h"

#include <QCoreApplication>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>

#include <sys/statvfs.h>
#include <unistd.h>

using namespace cicatrix;
using namespace cicatrix::store;
using namespace cicatrix::store::testing;
namespace fs = std::filesystem;

namespace {
const Date kFirstDay = Date{std::chrono::year{2026} / 1 / 1};

void create(const fs::path& folder)
{
    const Store store = need(Store::create(folder));
    const Actor actor = need(actorNamed(store, "Ada"));
    WriteTransaction write = need(store.write(actor));
    const PatientId patient = need(addPatient(write, {"H-1", "Test", "Person", {}, ""}));
    need(addWound(write, patient, {}));
    need(write.commit());
}

Result<VisitId> saveOne(const Store& store, const Actor& actor, std::int64_t number)
{
    try {
        WriteTransaction write = need(store.write(actor));
        const auto area = 1 + static_cast<double>(number % 997);
        const FiledVisit filed = fileVisit(write, WoundId{1}, kFirstDay + std::chrono::days(number % 3000), area);
        need(acceptAnalysis(write, filed.analysis));
        need(write.commit());
        return filed.visit;
    } catch (const std::runtime_error& error) {
        return Error{ErrorKind::DiskFull, "visit", error.what()};
    }
}

void save(const fs::path& folder, std::int64_t count)
{
    const Store store = need(Store::open(folder));
    const Actor actor = need(actorNamed(store, "Ada"));
    for (std::int64_t i = 0; count == 0 || i < count; ++i) {
        const VisitId visit = need(saveOne(store, actor, ::getpid() * 1000 + i));
        std::cout << "saved " << visit.value << std::endl;
    }
}

void backUp(const fs::path& folder, const fs::path& file)
{
    const Store store = need(Store::open(folder));
    need(backup(store, need(actorNamed(store, "Ada")), file, Existing::Replace, Progress::none()));
}

void migrateInSteps(const fs::path& file)
{
    static const std::array steps{
        Migration{1, "one", "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1);"},
        Migration{2, "two", "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = 'two'; INSERT INTO a VALUES (2, 'new');"},
        Migration{3, "three", "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO b SELECT x FROM a; DELETE FROM a WHERE x = 1;"}};
    need(migrate(*need(Connection::open(file, Access::ReadWrite)), steps));
}

bool sound(const Store& store)
{
    const CheckReport report = need(check(store, Progress::none()));
    for (const std::string& problem : report.problems) {
        std::cerr << problem << std::endl;
    }
    const Counts& counts = report.counts;
    return report.sound() && counts.visits == counts.photos && counts.visits == counts.analyses;
}

int checkAll(const fs::path& folder)
{
    const Store store = need(Store::open(folder));
    for (const Visit& visit : need(visits(need(store.read()), WoundId{1}, true))) {
        std::cout << "visit " << visit.id.value << std::endl;
    }
    return sound(store) ? 0 : 1;
}

/// Fills the disk until only `freeBytes` are left for others.
void fill(const fs::path& ballast, std::uint64_t freeBytes)
{
    struct statvfs disk {};
    ::statvfs(ballast.parent_path().c_str(), &disk);
    const std::uint64_t available = disk.f_bavail * disk.f_frsize;
    std::ofstream file(ballast, std::ios::binary);
    const std::string block(4096, 'x');
    for (std::uint64_t done = freeBytes; done + block.size() <= available; done += block.size()) {
        file << block;
    }
}

/// The old back-up stays as it was, or a whole new one is there.
bool backupHolds(const Store& store, const Actor& actor, const fs::path& file)
{
    const Bytes old = need(readFile(file));
    const Result<BackupSummary> made = backup(store, actor, file, Existing::Replace, Progress::none());
    if (made) {
        return verifyBackup(file, Progress::none()).has_value();
    }
    return made.error().kind == ErrorKind::DiskFull && need(readFile(file)) == old;
}

int sweepDisk(const fs::path& folder)
{
    create(folder);
    const fs::path tar = folder.parent_path() / "clinic.tar";
    backUp(folder, tar);
    const Store store = need(Store::open(folder));
    const Actor actor = need(actorNamed(store, "Ada"));
    const fs::path ballast = folder.parent_path() / "ballast";
    std::size_t saved = 0;
    int refused = 0;
    for (std::uint64_t kilobytes = 0; kilobytes <= 400; kilobytes += 4) {
        fill(ballast, kilobytes * 1024);
        saveOne(store, actor, static_cast<std::int64_t>(kilobytes)) ? ++saved : static_cast<std::size_t>(++refused);
        const std::size_t present = need(visits(need(store.read()), WoundId{1})).size();
        if (present != saved || !sound(store) || !backupHolds(store, actor, tar)) {
            std::cerr << "with " << kilobytes << " KB free the clinic was harmed" << std::endl;
            return 1;
        }
        fs::remove(ballast);
        need(saveOne(store, actor, static_cast<std::int64_t>(kilobytes) + 100'000));
        ++saved;
    }
    need(backup(store, actor, tar, Existing::Replace, Progress::none()));  // there is room again
    std::cout << saved << " saved, " << refused << " refused" << std::endl;
    return refused > 0 ? 0 : 1;
}
}  // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    std::signal(SIGXFSZ, SIG_IGN);
    const std::string command = argc > 2 ? argv[1] : "";
    try {
        if (command == "create") {
            create(argv[2]);
        } else if (command == "save" && argc > 3) {
            save(argv[2], std::stoll(argv[3]));
        } else if (command == "check") {
            return checkAll(argv[2]);
        } else if (command == "backup" && argc > 3) {
            backUp(argv[2], argv[3]);
        } else if (command == "restore" && argc > 3) {
            need(restore(argv[2], argv[3], Progress::none()));
        } else if (command == "migrate") {
            migrateInSteps(argv[2]);
        } else if (command == "disk") {
            return sweepDisk(argv[2]);
        } else {
            std::cerr << "store_worker create|save|check|backup|restore|migrate|disk FOLDER …" << std::endl;
            return 2;
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << std::endl;
        return 1;
    }
    return 0;
}
