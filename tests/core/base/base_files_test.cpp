// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/files.h"
#include "core/base/scratch_folder.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cicatrix;
namespace fs = std::filesystem;

class BaseFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contentIsReplacedWhole()
    {
        const fs::path path = folder() / "replaced.txt";
        QVERIFY(writeFileAtomically(path, std::string_view("old"), Existing::Keep).has_value());
        QVERIFY(writeFileAtomically(path, std::string_view("new"), Existing::Replace).has_value());
        QCOMPARE(*readTextFile(path), std::string("new"));
    }

    void anExistingFileIsKept()
    {
        const fs::path path = folder() / "kept.txt";
        QVERIFY(writeFileAtomically(path, std::string_view("old"), Existing::Keep).has_value());
        const Result<void> again = writeFileAtomically(path, std::string_view("new"), Existing::Keep);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::BadInput);
        QCOMPARE(*readTextFile(path), std::string("old"));
    }

    void aWriterGivenUpLeavesNothing()
    {
        const fs::path path = folder() / "empty" / "x";
        fs::create_directory(path.parent_path());
        {
            Result<AtomicFile> file = AtomicFile::open(path, Existing::Keep);
            QVERIFY(file.has_value());
            QVERIFY(file->write(std::string_view("half")).has_value());
        }
        QVERIFY(fs::is_empty(path.parent_path()));
    }

    void aFullDiskKeepsTheOldFile()
    {
        const fs::path path = folder() / "full.bin";
        QVERIFY(writeFileAtomically(path, std::string_view("old"), Existing::Keep).has_value());
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit small = before;
        small.rlim_cur = 100'000;
        setrlimit(RLIMIT_FSIZE, &small);
        const Result<void> written = writeFileAtomically(path, std::string(1'000'000, 'x'), Existing::Replace);
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::DiskFull);
        QCOMPARE(*readTextFile(path), std::string("old"));
    }

    void onlyRegularFilesAreRead()
    {
        QCOMPARE(readFile(folder()).error().kind, ErrorKind::BadInput);
        QCOMPARE(readFile(folder() / "absent").error().kind, ErrorKind::NotFound);
        const fs::path pipe = folder() / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QCOMPARE(readFile(pipe).error().kind, ErrorKind::BadInput);
        QVERIFY(writeFileAtomically(folder() / "big", std::string(2000, 'x'), Existing::Keep).has_value());
        QCOMPARE(readFile(folder() / "big", 1999).error().kind, ErrorKind::BadInput);
    }

    void aScratchFolderAppearsWhole()
    {
        const fs::path target = folder() / "new" / "made";
        {
            Result<ScratchFolder> scratch = ScratchFolder::beside(target);
            QVERIFY(scratch.has_value());
            QVERIFY(writeFileAtomically(scratch->path() / "x", std::string_view("x"), Existing::Keep).has_value());
            QVERIFY(!fs::exists(target));
            QVERIFY(scratch->become().has_value());
        }
        QCOMPARE(*readTextFile(target / "x"), std::string("x"));
        QCOMPARE(fs::status(target).permissions(), fs::perms::owner_all);
        QCOMPARE(entries(target.parent_path()), 1);
        const Result<ScratchFolder> again = ScratchFolder::beside(target);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::BadInput);
    }

    void aScratchFolderGivenUpLeavesNothing()
    {
        const fs::path target = folder() / "given" / "up";
        QVERIFY(ScratchFolder::beside(target).has_value());
        QCOMPARE(entries(target.parent_path()), 0);
        fs::create_directory(target);
        Result<ScratchFolder> scratch = ScratchFolder::beside(target);  // an empty folder may be replaced
        QVERIFY(scratch.has_value());
        QVERIFY(writeFileAtomically(target / "meanwhile", std::string_view("x"), Existing::Keep).has_value());
        QVERIFY(!scratch->become());  // but not one that was filled meanwhile
        QCOMPARE(entries(target), 1);
    }

    void leftoversOfTheDeadAreClearedOthersKept()
    {
        const fs::path target = folder() / "left" / "over";
        const pid_t child = ::fork();
        if (child == 0) {
            const Result<ScratchFolder> scratch = ScratchFolder::beside(target);
            ::kill(::getpid(), SIGKILL);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(entries(target.parent_path()), 1);
        const Result<ScratchFolder> living = ScratchFolder::beside(target);
        QCOMPARE(entries(target.parent_path()), 1);  // the dead one's is gone, this one's is there
        QVERIFY(ScratchFolder::beside(target).has_value());
        QVERIFY(fs::is_directory(living->path()));
        QVERIFY(ScratchFolder::beside(target.parent_path() / "ove").has_value());
        QVERIFY(fs::is_directory(living->path()));
    }

    void oldTemporariesOfOneNameOrOfAllAreRemoved()
    {
        const fs::path place = folder() / "stale";
        fs::create_directory(place);
        for (const char* name : {".a.tmp-1-1", ".a.tmp-1-2.db", ".b.tmp-1-1", ".ab.tmp-1-1", "a.tmp-1-1"}) {
            QVERIFY(writeFileAtomically(place / name, std::string_view("x"), Existing::Keep).has_value());
            fs::last_write_time(place / name, fs::file_time_type::clock::now() - std::chrono::hours(2));
        }
        QVERIFY(writeFileAtomically(place / ".a.tmp-2-1", std::string_view("young"), Existing::Keep).has_value());
        removeStaleTemporaries(place, "a");
        QCOMPARE(entries(place), 4);
        removeStaleTemporaries(place);
        QCOMPARE(entries(place), 2);
    }

private:
    static int entries(const fs::path& folder)
    {
        return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }
    fs::path folder() const { return m_folder.path().toStdString(); }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(BaseFilesTest)
#include "base_files_test.moc"
