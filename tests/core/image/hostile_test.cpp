// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/image/codec.h"
#include "core/image/metadata.h"
#include "core/image/photo.h"
#include "tests/core/image/hostile_files.h"
#include "tests/core/image/photo_files.h"

#include <opencv2/core/utility.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <csignal>
#include <functional>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cicatrix;
using namespace cicatrix::image;
using namespace photofiles;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// What a child process found: its exit status, and every word it printed on standard error.
struct Verdict {
    bool exited = false;
    int status = -1;
    std::string printed;
};

/// Runs `work` in a child with at most 3 GB and 60 s of processor time; a crash there is a verdict, not our end.
Verdict inChild(const std::function<int()>& work)
{
    int ends[2];
    if (::pipe(ends) != 0) {
        return {};
    }
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit memory{std::size_t{3} << 30, std::size_t{3} << 30};
        const rlimit time{60, 60};
        const rlimit none{0, 0};
#ifndef __SANITIZE_ADDRESS__
        ::setrlimit(RLIMIT_AS, &memory);
#endif
        ::setrlimit(RLIMIT_CPU, &time);
        ::setrlimit(RLIMIT_CORE, &none);
        ::dup2(ends[1], STDERR_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        ::_exit(work());
    }
    ::close(ends[1]);
    Verdict verdict;
    char buffer[4096];
    for (ssize_t got = ::read(ends[0], buffer, sizeof buffer); got > 0; got = ::read(ends[0], buffer, sizeof buffer)) {
        verdict.printed.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    verdict.exited = WIFEXITED(status);
    verdict.status = verdict.exited ? WEXITSTATUS(status) : WTERMSIG(status);
    return verdict;
}

constexpr int kFine = 0;
constexpr int kSlow = 2;
constexpr int kWrongAnswer = 3;

/// Opens or refuses within the time, and scrubbing agrees: what is scrubbed opens with the same pixels.
int judge(const Bytes& file, double seconds)
{
    const Clock::time_point start = Clock::now();
    const Result<DecodedPhoto> photo = decodePhoto(file, "photo");
    if (secondsSince(start) > seconds) {
        return kSlow;
    }
    if (!photo) {
        const bool named = photo.error().message().starts_with("photo: ") && photo.error().detail.size() > 10;
        return named && photo.error().kind == ErrorKind::BadInput ? kFine : kWrongAnswer;
    }
    const Result<Bytes> scrubbed = scrubMetadata(file, "photo");
    const Result<DecodedPhoto> again = scrubbed ? decodePhoto(*scrubbed, "again") : Result<DecodedPhoto>(scrubbed.error());
    return again && *again->pixels == *photo->pixels ? kFine : kWrongAnswer;
}

/// Flips, overwrites, cuts, repeats: the usual mutations, by seed.
Bytes mutated(const Bytes& file, SplitMix64& random)
{
    Bytes out = file;
    const std::uint64_t changes = 1 + random.below(8);
    for (std::uint64_t i = 0; i < changes && out.size() > 16; ++i) {
        // Half of the changes hit the first 300 bytes, where the structure is.
        const std::uint64_t reach = random.below(2) == 0 ? std::min<std::uint64_t>(out.size(), 300) : out.size();
        const auto at = static_cast<std::ptrdiff_t>(random.below(reach));
        const auto length =
            static_cast<std::ptrdiff_t>(std::min(1 + random.below(16), out.size() - static_cast<std::uint64_t>(at)));
        switch (random.below(6)) {
        case 0:
            out[static_cast<std::size_t>(at)] ^= static_cast<std::byte>(1U << random.below(8));
            break;
        case 1:
            out[static_cast<std::size_t>(at)] = static_cast<std::byte>(random.below(256));
            break;
        case 2:
            std::fill_n(out.begin() + at, length, random.below(2) == 0 ? std::byte{0xff} : std::byte{0});
            break;
        case 3:
            out.erase(out.begin() + at, out.begin() + at + length);
            break;
        case 4: {
            const Bytes copy(out.begin() + at, out.begin() + at + length);
            out.insert(out.begin() + at, copy.begin(), copy.end());
            break;
        }
        default:
            out.resize(out.size() - random.below(out.size() / 4 + 1));
            break;
        }
    }
    return out;
}

/// With CICATRIX_KEEP=FOLDER the file that failed stays there.
void keepForInspection(const Bytes& file)
{
    if (const QByteArray folder = qgetenv("CICATRIX_KEEP"); !folder.isEmpty()) {
        (void)writeFileAtomically((folder + "/mutant").toStdString(), file, Existing::Replace);
    }
}

std::vector<Bytes> seeds()
{
    std::vector<Bytes> files;
    Extras rich;
    rich.orientation = 6;
    rich.exif = true;
    rich.secrets = true;
    rich.icc = displayP3();
    for (const std::string& format : kFormats) {
        files.push_back(photoFile(format, quadrants(48, 32), rich));
        files.push_back(photoFile(format, quadrants(48, 32), {}));
    }
    return files;
}

}  // namespace

class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Threads would not survive the forks.
    void initTestCase() { cv::setNumThreads(1); }

    void thereAreFortyOfThem() { QVERIFY(hostileFiles().size() >= 40); }

    void everyHostileFileIsRefusedWithItsReason_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const HostileFile& file : hostileFiles()) {
            QTest::addRow("%s", file.name.c_str()) << index++;
        }
    }
    void everyHostileFileIsRefusedWithItsReason()
    {
        QFETCH(int, index);
        static const std::vector<HostileFile> kFiles = hostileFiles();
        const HostileFile& file = kFiles[static_cast<std::size_t>(index)];
        const Verdict verdict = inChild([&] { return judge(file.bytes, 2.0); });
        QVERIFY2(verdict.exited, qPrintable(QString("crashed, signal %1").arg(verdict.status)));
        QCOMPARE(verdict.status, kFine);
        QCOMPARE(QString::fromStdString(verdict.printed), QString());
        if (!file.reason.empty()) {
            const Result<DecodedPhoto> photo = decodePhoto(file.bytes, file.name);
            QVERIFY(!photo);
            QVERIFY2(photo.error().message().find(file.reason) != std::string::npos, photo.error().message().c_str());
        }
    }

    void whatIsNoRegularFileIsRefused()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const std::filesystem::path pipe = path / "pipe.jpg";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        const std::filesystem::path sparse = path / "sparse.jpg";
        const int descriptor = ::open(sparse.c_str(), O_CREAT | O_WRONLY, 0600);
        QCOMPARE(::ftruncate(descriptor, off_t{4} << 30), 0);
        ::close(descriptor);
        const Clock::time_point start = Clock::now();
        for (const std::filesystem::path& odd : {path, pipe, sparse, std::filesystem::path("/dev/zero")}) {
            QVERIFY2(!readFile(odd), odd.c_str());
        }
        QVERIFY(secondsSince(start) < 2);
    }

    /// 10,000 mutated files in forked batches; the seed of a batch is its number, so any failure can be repeated.
    void tenThousandMutatedFilesDoNoHarm()
    {
        constexpr int kBatches = 40;
        constexpr int kFilesInBatch = 250;
        const std::vector<Bytes> originals = seeds();
        for (int batch = 0; batch < kBatches; ++batch) {
            const Verdict verdict = inChild([&] {
                SplitMix64 random(static_cast<std::uint64_t>(batch) + 1);
                for (int i = 0; i < kFilesInBatch; ++i) {
                    const Bytes file = mutated(originals[random.below(originals.size())], random);
                    if (const int status = judge(file, 2.0); status != kFine) {
                        std::fprintf(stderr, "file %d of the batch: status %d\n", i, status);
                        keepForInspection(file);
                        return status;
                    }
                    const Result<Grid<std::uint8_t>> mask = decodeMask(file, "mask");
                    if (!mask && mask.error().kind != ErrorKind::BadInput) {
                        return kWrongAnswer;
                    }
                }
                return kFine;
            });
            QVERIFY2(verdict.exited && verdict.status == kFine && verdict.printed.empty(),
                     qPrintable(QString("batch %1: status %2, printed: %3")
                                    .arg(batch)
                                    .arg(verdict.status)
                                    .arg(QString::fromStdString(verdict.printed))));
        }
    }
};

QTEST_GUILESS_MAIN(HostileTest)
#include "hostile_test.moc"
