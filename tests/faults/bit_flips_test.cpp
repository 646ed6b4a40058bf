// SPDX-License-Identifier: GPL-3.0-or-later
// One flipped bit anywhere in the clinic is named by `check`, or it changed nothing that anyone could read.
#include "tests/core/store/clinic_fixture.h"

#include "core/base/files.h"
#include "core/base/random.h"
#include "core/store/backup.h"
#include "core/store/connection.h"
#include "core/store/fields.h"
#include "core/store/scores.h"

#include <QTest>

#include <map>

#include <unistd.h>

using namespace cicatrix;
using namespace cicatrix::store;
using namespace cicatrix::store::testing;
namespace fs = std::filesystem;

namespace {
constexpr int kFlips = 1000;

/// A folder in memory where there is one: a flip is then a copy of some hundred kilobytes and no disk waits for it.
fs::path quickFolder()
{
    std::error_code ignored;
    return fs::is_directory("/dev/shm", ignored) && ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : fs::temp_directory_path();
}

/// Every kind of row, some of them removed, corrected, moved or erased again.
void fillClinic(const Store& store, const Actor& actor)
{
    WriteTransaction write = need(store.write(actor));
    for (int person = 0; person < 4; ++person) {
        const std::string number = "N-" + std::to_string(person);
        const PatientId patient = need(addPatient(write, {number, "Familie" + number, "Ärmel", day("1950-02-03"), "male"}));
        need(recordConsent(write, patient, {ConsentPurpose::Research, person % 2 == 0, "by letter", "", {}}));
        const WoundId wound = need(addWound(write, patient, {"heel", "left", "pressure", day("2026-01-01"), {}}));
        for (int visit = 0; visit < 5; ++visit) {
            const FiledVisit filed = fileVisit(write, wound, day("2026-02-01") + std::chrono::days(7 * visit), 9.0 - visit);
            if (visit < 4) {
                need(acceptAnalysis(write, filed.analysis));
            }
            need(setField(write, filed.visit, "pain", std::to_string(visit)));
            need(addScore(write, filed.visit, {"push", {{"area", 7}, {"exudate", 2}, {"tissue", 3}}, {}}));
            need(addEvent(write, filed.visit, EventKind::Debridement, "sharp"));
        }
    }
    need(removeVisit(write, VisitId{2}, "blurred"));
    need(erasePatient(write, PatientId{4}, "asked for"));
    need(write.commit());
}

/// All that a person can read: every row of every table, and every stored file. The sign-in brake's counters are no record.
std::string contentOf(const Store& store)
{
    const ReadTransaction read = need(store.read());
    Connection& connection = read.connection();
    std::string content;
    for (const char* table : {"setting", "patient", "wound", "visit", "photo", "analysis", "analysis_tissue", "acceptance",
                              "field_value", "score", "event", "consent", "audit", "audit_text", "doomed_file"}) {
        need(forEachRow(connection.run("SELECT * FROM " + std::string(table) + " ORDER BY 1"),
                        [&](const Statement& row) { content += row.canonicalRow() + "\n"; }));
    }
    need(forEachRow(connection.run("SELECT id, name, role, hash, disabled FROM user ORDER BY id"),
                    [&](const Statement& row) { content += row.canonicalRow() + "\n"; }));
    need(forEachRow(connection.run("SELECT name, seq FROM sqlite_sequence ORDER BY name"),
                    [&](const Statement& row) { content += row.canonicalRow() + "\n"; }));
    need(forEachRow(connection.run("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"),
                    [&](const Statement& row) { content += row.canonicalRow() + "\n"; }));
    for (const Sha256Hex& hash : need(store.vault().list())) {
        const Bytes bytes = need(store.vault().get(hash));
        content += hash + std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    return content;
}

enum class Verdict { Detected, Harmless, Missed };

/// A clinic that can be put back as it was after every flip.
class Sample {
public:
    Sample()
    {
        {
            const Store store = need(Store::create(m_folder));
            fillClinic(store, need(actorNamed(store, "Ada")));
            m_content = contentOf(store);
            m_files.push_back(m_folder / "clinic.db");
            for (const Sha256Hex& hash : need(store.vault().list())) {
                m_files.push_back(store.vault().pathOf(hash));
            }
        }
        for (const fs::path& file : m_files) {
            m_bytes[file] = need(readFile(file));
        }
        m_anchors = need(readFile(anchorFile(m_folder)));
    }
    [[nodiscard]] const fs::path& database() const { return m_files.front(); }
    [[nodiscard]] std::span<const fs::path> vaultFiles() const { return std::span(m_files).subspan(1); }
    [[nodiscard]] std::size_t size(const fs::path& file) const { return m_bytes.at(file).size(); }

    [[nodiscard]] Verdict flipped(const fs::path& file, std::size_t byte, unsigned bit) const
    {
        Bytes bytes = m_bytes.at(file);
        bytes[byte] ^= std::byte{1} << bit;
        need(writeFileAtomically(file, bytes, Existing::Replace));
        const Verdict verdict = look();
        for (const char* side : {"-wal", "-shm"}) {
            fs::remove(m_folder / (std::string("clinic.db") + side));  // a log left open must not heal or harm the next one
        }
        need(writeFileAtomically(file, m_bytes.at(file), Existing::Replace));
        need(writeFileAtomically(anchorFile(m_folder), m_anchors, Existing::Replace));
        return verdict;
    }
    /// As `db check` looks at it.
    [[nodiscard]] Verdict look() const
    {
        const Result<Store> store = Store::open(m_folder, OpenMode::ReadWriteElseReadOnly);
        const Result<CheckReport> report = store ? check(*store, Progress::none()) : Result<CheckReport>(store.error());
        if (!report || !report->sound()) {
            return Verdict::Detected;
        }
        try {
            return contentOf(*store) == m_content ? Verdict::Harmless : Verdict::Missed;
        } catch (const std::runtime_error&) {
            return Verdict::Missed;
        }
    }

private:
    QTemporaryDir m_dir{QString::fromStdString((quickFolder() / "cicatrix-XXXXXX").string())};
    fs::path m_folder{fs::path(m_dir.path().toStdString()) / "clinic"};
    std::vector<fs::path> m_files;
    std::map<fs::path, Bytes> m_bytes;
    Bytes m_anchors;
    std::string m_content;
};
}  // namespace

class BitFlipsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noFlipInTheDatabaseIsMissed()
    {
        SplitMix64 random(20260307);
        std::map<Verdict, int> seen;
        const std::size_t size = m_sample.size(m_sample.database());
        for (int flip = 0; flip < kFlips; ++flip) {
            const std::size_t byte = random.below(size);
            const auto bit = static_cast<unsigned>(random.below(8));
            const Verdict verdict = m_sample.flipped(m_sample.database(), byte, bit);
            ++seen[verdict];
            QVERIFY2(verdict != Verdict::Missed, qPrintable(QString("byte %1, bit %2").arg(byte).arg(bit)));
        }
        qInfo("%d flips in %zu bytes: %d detected, %d harmless", kFlips, size, seen[Verdict::Detected],
              seen[Verdict::Harmless]);
        QVERIFY(seen[Verdict::Detected] > kFlips / 10);
    }

    void everyFlipInTheVaultIsDetected()
    {
        SplitMix64 random(20260308);
        const auto files = m_sample.vaultFiles();
        for (int flip = 0; flip < kFlips / 5; ++flip) {
            const fs::path& file = files[random.below(files.size())];
            const std::size_t byte = random.below(m_sample.size(file));
            QVERIFY(m_sample.flipped(file, byte, static_cast<unsigned>(random.below(8))) == Verdict::Detected);
        }
    }

    void aCleanClinicRaisesNoAlarm()
    {
        for (int look = 0; look < kFlips; ++look) {
            QVERIFY(m_sample.look() == Verdict::Harmless);
        }
    }

private:
    Sample m_sample;
};

QTEST_GUILESS_MAIN(BitFlipsTest)
#include "bit_flips_test.moc"
