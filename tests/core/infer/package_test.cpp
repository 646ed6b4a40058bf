// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/infer/engine.h"
#include "core/infer/network.h"
#include "core/infer/package_files.h"
#include "tiny_package.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

#include <cstring>
#include <functional>

using namespace cicatrix;
using namespace cicatrix::infer;
namespace fs = std::filesystem;

namespace {

Bytes bytesOf(std::string_view text)
{
    const auto raw = std::as_bytes(std::span(text));
    return {raw.begin(), raw.end()};
}

using Change = std::function<void(nlohmann::json&)>;

/// A zip of our own making with any names and kinds of entries.
Bytes anyZip(const std::vector<std::pair<std::string, Bytes>>& entries, unsigned kind = AE_IFREG)
{
    Bytes out(1 << 20);
    std::size_t used = 0;
    archive* const writer = archive_write_new();
    archive_write_set_format_zip(writer);
    archive_write_open_memory(writer, out.data(), out.size(), &used);
    for (const auto& [name, bytes] : entries) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, kind);
        archive_entry_set_perm(entry, 0644);
        if (kind == AE_IFLNK) {
            archive_entry_set_symlink(entry, "/etc/passwd");
        }
        archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
        archive_write_header(writer, entry);
        archive_write_data(writer, bytes.data(), bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    out.resize(used);
    return out;
}

}  // namespace

class PackageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_path = test::write({}, folder() / "tiny");
        m_files = readPackageFiles(m_path).value();
    }

    void aPackageTellsWhatItIs()
    {
        const Result<ModelPackage> package = ModelPackage::open(m_path);
        QVERIFY(package.has_value());
        const ModelInfo& info = package->info();
        QCOMPARE(info.name, std::string("tiny"));
        QCOMPARE(info.system, std::string("hps"));
        QCOMPARE(info.tasks.size(), std::size_t{2});
        QCOMPARE(info.task("tissue")->temperature, 0.8);
        QVERIFY((info.codes == std::vector<std::uint8_t>{1, 2, 5}));
        QCOMPARE(info.weightsSha256.size(), std::size_t{64});
        QVERIFY(info.bytes > m_files.at("weights.safetensors").size());
    }

    void folderAndZipAreTheSamePackage()
    {
        const fs::path zip = test::write({}, folder() / "tiny.zip");
        const Result<ModelPackage> package = ModelPackage::open(zip);
        QVERIFY2(package.has_value(), package ? "" : package.error().message().c_str());
        QCOMPARE(package->info().sha256, ModelPackage::open(m_path)->info().sha256);
        QVERIFY(Engine::open(zip, {"cpu", 1}).has_value());
        const fs::path again = test::write({}, folder() / "again.zip");
        QVERIFY(readFile(zip).value() == readFile(again).value());
    }

    void anExistingPackageIsNotOverwritten()
    {
        const Result<void> written = writePackage(test::cardOf({}), test::weightsOf({}), m_path);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::BadInput);
    }

    void everyChangedByteIsNoticed()
    {
        SplitMix64 random(1);
        for (const char* const name : {"card.json", "weights.safetensors", "golden.json"}) {
            for (int i = 0; i < 20; ++i) {
                PackageFiles files = m_files;
                files[name][random.below(files[name].size())] ^= std::byte{1};
                QVERIFY(refusal(std::move(files)).contains("SHA-256"));
            }
            PackageFiles cut = m_files;
            cut[name].pop_back();
            QVERIFY(refusal(std::move(cut)).contains("cut short"));
            PackageFiles without = m_files;
            without.erase(name);
            QVERIFY(refusal(std::move(without)).contains(name));
        }
        PackageFiles more = m_files;
        more["LICENSE"] = bytesOf("not listed");
        QVERIFY(refusal(std::move(more)).contains("not listed"));
    }

    void unsoundCardsAreRefusedByName_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("which");
        for (int i = 0; i < static_cast<int>(cardChanges().size()); ++i) {
            const auto& [reason, change] = cardChanges()[static_cast<std::size_t>(i)];
            QTest::addRow("%d %s", i, reason.c_str()) << QString::fromStdString(reason) << i;
        }
    }
    void unsoundCardsAreRefusedByName()
    {
        QFETCH(QString, reason);
        QFETCH(int, which);
        nlohmann::json card = nlohmann::json::parse(test::cardOf({}));
        cardChanges()[static_cast<std::size_t>(which)].second(card);
        const Result<ModelInfo> info = parseCard(card.dump(), "tiny");
        QVERIFY(!info);
        QCOMPARE(info.error().kind, ErrorKind::ModelRefused);
        QVERIFY2(info.error().message().find(reason.toStdString()) != std::string::npos, info.error().message().c_str());
    }

    void weightsOfAnotherNetworkAreRefused()
    {
        // A consistent package (hashes fit) whose weights do not fit its card.
        QVERIFY(openError(repacked(test::weightsOf({.base = 8}))).contains("shape"));
        QVERIFY(openError(repacked(test::weightsOf({.onlyWound = true}))).contains("missing"));
        const SafetensorsFile own = SafetensorsFile::parse(test::weightsOf({}), "w").value();
        std::vector<TensorView> tensors = own.tensors();
        const Bytes four(4);
        tensors.push_back({"stowaway", TensorType::F32, {1}, four});
        QVERIFY(openError(repacked(writeSafetensors(tensors, {}).value())).contains("stowaway"));
        tensors.pop_back();
        tensors.pop_back();
        QVERIFY(openError(repacked(writeSafetensors(tensors, {}).value())).contains("missing"));
        Bytes notANumber = test::weightsOf({});
        std::memset(notANumber.data() + notANumber.size() - 4, 0xff, 4);
        QVERIFY(openError(repacked(notANumber)).contains("finite"));
    }

    void aGoldenOutputThatDiffersIsRefused()
    {
        // Sound weights of the right shapes, but not those that made golden.json.
        QVERIFY(openError(repacked(test::weightsOf({.zeroWeights = true}))).contains("golden.json"));
        for (const char* const text :
             {"{}", "no JSON", R"({"schema":"cicatrix.golden/1","seed":1,"probabilities":[],"labels":[]})",
              R"({"schema":"cicatrix.golden/1","seed":1,"probabilities":"x","labels":[]})"}) {
            PackageFiles files = m_files;
            files["golden.json"] = bytesOf(text);
            QVERIFY(openError(std::move(files)).contains("golden.json"));
        }
        nlohmann::json golden = nlohmann::json::parse(
            std::string_view(reinterpret_cast<const char*>(m_files["golden.json"].data()), m_files["golden.json"].size()));
        golden["labels"] = {3, 160 * 160};
        PackageFiles files = m_files;
        files["golden.json"] = bytesOf(golden.dump());
        QVERIFY(openError(std::move(files)).contains("label map"));
    }

    void filesThatCouldCarryCodeAreRefusedUnread()
    {
        const auto refusedFile = [&](const char* name, const Bytes& bytes) {
            const fs::path path = folder() / name;
            (void)writeFileAtomically(path, bytes, Existing::Replace);
            const Result<ModelPackage> package = ModelPackage::open(path);
            return !package && package.error().kind == ErrorKind::ModelRefused;
        };
        const Bytes pickle = bytesOf(std::string("\x80\x02}q\x00(X\x01\x00\x00\x00w", 12));
        QVERIFY(refusedFile("weights.pt", pickle));
        QVERIFY(refusedFile("scripted.pt",
                            anyZip({{"archive/data.pkl", pickle}, {"archive/code/model.py", bytesOf("def f(): pass")}})));
        QVERIFY(refusedFile("other.zip", anyZip({{"readme.txt", bytesOf("hello")}})));
        QVERIFY(refusedFile("empty.zip", anyZip({})));
        QVERIFY(refusedFile("empty", {}));
        QVERIFY(refusedFile("weights.safetensors", test::weightsOf({})));
        PackageFiles withPickle = m_files;
        withPickle["weights.safetensors"] = pickle;
        withPickle.erase("manifest.json");
        withPickle["manifest.json"] = manifestOf(withPickle);
        QVERIFY(refusal(std::move(withPickle)).contains("safetensors"));
    }

    void hostileZipsAreRefused()
    {
        const auto zipError = [&](const Bytes& bytes) {
            const fs::path path = folder() / "hostile.zip";
            (void)writeFileAtomically(path, bytes, Existing::Replace);
            const Result<ModelPackage> package = ModelPackage::open(path);
            return package ? QString() : QString::fromStdString(package.error().detail);
        };
        QVERIFY(!zipError(anyZip({{"../card.json", bytesOf("{}")}})).isEmpty());
        QVERIFY(!zipError(anyZip({{"/card.json", bytesOf("{}")}})).isEmpty());
        QVERIFY(!zipError(anyZip({{"card.json", {}}}, AE_IFLNK)).isEmpty());
        QVERIFY(zipError(anyZip({{"card.json", bytesOf("{}")}, {"card.json", bytesOf("{}")}})).contains("twice"));
        const Bytes sound = readFile(test::write({}, folder() / "sound.zip")).value();
        for (std::size_t size = 0; size < sound.size(); size += 997) {
            QVERIFY(!zipError(Bytes(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size))).isEmpty());
        }
    }

    void aBombStopsAtItsLimit()
    {
        // 64 MB of zeros in a card that may have 4.
        Bytes out(1 << 20);
        std::size_t used = 0;
        archive* const writer = archive_write_new();
        archive_write_set_format_zip(writer);
        archive_write_open_memory(writer, out.data(), out.size(), &used);
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, "card.json");
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_write_header(writer, entry);
        const Bytes zeros(1 << 20);
        for (int i = 0; i < 64; ++i) {
            archive_write_data(writer, zeros.data(), zeros.size());
        }
        archive_entry_free(entry);
        archive_write_close(writer);
        archive_write_free(writer);
        out.resize(used);
        const fs::path path = folder() / "bomb.zip";
        QVERIFY(writeFileAtomically(path, out, Existing::Keep).has_value());
        const Result<ModelPackage> package = ModelPackage::open(path);
        QVERIFY(!package);
        QVERIFY2(package.error().detail.find("larger") != std::string::npos, package.error().detail.c_str());
    }

    void aPackageThatIsNotThereIsNotFound()
    {
        QCOMPARE(ModelPackage::open(folder() / "nothing").error().kind, ErrorKind::NotFound);
        QCOMPARE(Engine::open(folder() / "nothing", {}).error().kind, ErrorKind::NotFound);
        QCOMPARE(ModelPackage::open(folder()).error().kind, ErrorKind::ModelRefused);
    }

private:
    fs::path folder() const { return m_folder.path().toStdString(); }

    static QString refusal(PackageFiles files)
    {
        const Result<ModelPackage> package = ModelPackage::fromFiles(std::move(files), "tiny");
        return package || package.error().kind != ErrorKind::ModelRefused ? QString()
                                                                          : QString::fromStdString(package.error().message());
    }

    PackageFiles repacked(const Bytes& weights) const
    {
        PackageFiles files = m_files;
        files["weights.safetensors"] = weights;
        return files;
    }

    /// What `Engine::open` says to these files with a manifest that fits them.
    QString openError(PackageFiles files)
    {
        files.erase("manifest.json");
        files["manifest.json"] = manifestOf(files);
        const fs::path path = folder() / ("package" + std::to_string(++m_count));
        fs::create_directory(path);
        for (const auto& [name, bytes] : files) {
            (void)writeFileAtomically(path / name, bytes, Existing::Keep);
        }
        const Result<Engine> engine = Engine::open(path, {"cpu", 1});
        return engine || engine.error().kind != ErrorKind::ModelRefused ? QString()
                                                                        : QString::fromStdString(engine.error().message());
    }

    static const std::vector<std::pair<std::string, Change>>& cardChanges()
    {
        using nlohmann::json;
        static const std::vector<std::pair<std::string, Change>> changes{
            {"schema", [](json& c) { c["schema"] = "cicatrix.model/2"; }},
            {"lacks \"licence\"", [](json& c) { c.erase("licence"); }},
            {"lacks \"post_processing\"", [](json& c) { c.erase("post_processing"); }},
            {"lacks \"model\"", [](json& c) { c.erase("model"); }},
            {"plain name", [](json& c) { c["name"] = "../x"; }},
            {"plain name", [](json& c) { c["version"] = ""; }},
            {"task", [](json& c) { c["tasks"][0]["name"] = "mood"; }},
            {"task", [](json& c) { c["tasks"][0]["kind"] = "seg_multi"; }},
            {"no task", [](json& c) { c["tasks"] = json::array(); }},
            {"tissue code",
             [](json& c) {
                 c["codes"] = {1, 9};
             }},
            {"codes",
             [](json& c) {
                 c["codes"] = {1, 1};
             }},
            {"tissue code", [](json& c) { c["codes"] = {1.5}; }},
            {"codes", [](json& c) { c["codes"] = json::array(); }},
            {"temperature", [](json& c) { c["temperature"]["wound"] = 0; }},
            {"thresholds", [](json& c) { c["thresholds"]["wound"] = "half"; }},
            {"side", [](json& c) { c["input"]["side"] = 1e9; }},
            {"sd",
             [](json& c) {
                 c["input"]["sd"] = {0, 1, 1};
             }},
            {"mean",
             [](json& c) {
                 c["input"]["mean"] = {0, 1};
             }},
            {"scales", [](json& c) { c["inference"]["scales"] = json::array(); }},
            {"flips", [](json& c) { c["inference"]["flips"] = 1; }},
            {"limits", [](json& c) { c["limits"] = {1}; }},
            {"lacks \"name\"", [](json& c) { c["tasks"] = 1; }},
            {"lacks \"value\"",
             [](json& c) {
                 c["figures"] = {{{"protocol", "x"}, {"task", "wound"}, {"metric", "dice"}}};
             }},
            {"low",
             [](json& c) {
                 c["figures"] = {{{"protocol", "x"}, {"task", "wound"}, {"metric", "dice"}, {"value", 1}, {"low", "x"}}};
             }},
        };
        return changes;
    }

    QTemporaryDir m_folder;
    fs::path m_path;
    PackageFiles m_files;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(PackageTest)
#include "package_test.moc"
