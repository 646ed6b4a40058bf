// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/files.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

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

private:
    fs::path folder() const { return m_folder.path().toStdString(); }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(BaseFilesTest)
#include "base_files_test.moc"
