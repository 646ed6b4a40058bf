// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/base/safetensors.h"

#include <QTest>

#include <cstring>
#include <limits>

using namespace cicatrix;

namespace {

Bytes bytesOf(std::string_view text)
{
    const auto raw = std::as_bytes(std::span(text));
    return {raw.begin(), raw.end()};
}

/// A file with the given header text, padded to a multiple of 8 unless told, and `data` zero bytes.
Bytes fileWith(std::string header, std::size_t data, bool pad = true)
{
    while (pad && header.size() % 8 != 0) {
        header += ' ';
    }
    const std::uint64_t length = header.size();
    Bytes bytes(8 + header.size() + data);
    std::memcpy(bytes.data(), &length, 8);
    std::memcpy(bytes.data() + 8, header.data(), header.size());
    return bytes;
}

template <typename T>
Bytes rawOf(std::initializer_list<T> values)
{
    const auto raw = std::as_bytes(std::span(values.begin(), values.size()));
    return {raw.begin(), raw.end()};
}

Bytes golden(const char* name)
{
    return readFile(std::string(CICATRIX_SOURCE_DIR "/tests/golden/safetensors/") + name).value();
}

bool accepted(Bytes bytes) { return SafetensorsFile::parse(std::move(bytes), "w.safetensors").has_value(); }

}  // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReferencesFilesComeBackByteForByte_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("tensors");
        QTest::newRow("all types") << "all_types.safetensors" << 26;
        QTest::newRow("metadata") << "metadata.safetensors" << 1;
        QTest::newRow("nothing") << "nothing.safetensors" << 0;
    }
    void theReferencesFilesComeBackByteForByte()
    {
        QFETCH(QString, name);
        QFETCH(int, tensors);
        const Bytes bytes = golden(name.toUtf8().constData());
        const Result<SafetensorsFile> file = SafetensorsFile::parse(bytes, "golden");
        QVERIFY2(file.has_value(), file ? "" : file.error().message().c_str());
        QCOMPARE(file->tensors().size(), static_cast<std::size_t>(tensors));
        std::vector<TensorView> shuffled(file->tensors().rbegin(), file->tensors().rend());
        const Result<Bytes> again = writeSafetensors(shuffled, file->metadata());
        QVERIFY(again.has_value());
        QVERIFY(*again == bytes);
    }

    void valuesAreReadAsTheReferenceWroteThem()
    {
        const Result<SafetensorsFile> file = SafetensorsFile::parse(golden("all_types.safetensors"), "golden");
        const TensorView* tensor = file->find("b.i32");
        QVERIFY(tensor != nullptr);
        QVERIFY((tensor->shape == std::vector<std::int64_t>{2, 3}));
        std::array<std::int32_t, 6> values{};
        std::memcpy(values.data(), tensor->data.data(), sizeof values);
        QVERIFY((values == std::array<std::int32_t, 6>{5, 6, 5, 6, 5, 6}));
        QVERIFY(file->find("a.f32")->shape.empty());
        QVERIFY(file->find("b.i33") == nullptr);
        QCOMPARE(SafetensorsFile::parse(golden("metadata.safetensors"), "golden")->metadata().at("näme\n\x01"),
                 std::string("Wert \"ä\" \\ \u2028"));
    }

    void truncatedAnywhereItIsRefused()
    {
        const Bytes bytes = golden("all_types.safetensors");
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            QVERIFY(!accepted(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(i))));
        }
        Bytes longer = bytes;
        longer.push_back(std::byte{0});
        QVERIFY(!accepted(longer));
    }

    void soundHeadersAreAccepted_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("bytes");
        const auto row = [](const char* name, const char* header, int bytes) {
            QTest::newRow(name) << QByteArray(header) << bytes;
        };
        row("empty table", "{}", 0);
        row("scalar", R"({"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}})", 4);
        row("zero size", R"({"a":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]}})", 0);
        row("fields in another order, blanks inside", R"({ "a" : { "data_offsets":[0,2], "shape":[2], "dtype":"U8"} })", 2);
        row("unaligned data",
            R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}})", 5);
        row("escaped name", R"({"\u0061\/":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1);
        row("surrogate pair in metadata", R"({"__metadata__":{"k":"\ud83d\ude00"}})", 0);
        row("empty metadata", R"({"__metadata__":{}})", 0);
        row("order by offset",
            R"({"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 2);
    }
    void soundHeadersAreAccepted()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, bytes);
        const Result<SafetensorsFile> file =
            SafetensorsFile::parse(fileWith(header.toStdString(), static_cast<std::size_t>(bytes)), "w.safetensors");
        QVERIFY2(file.has_value(), file ? "" : file.error().message().c_str());
    }

    void unsoundHeadersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("bytes");
        const auto row = [](const char* name, const char* header, int bytes) {
            QTest::newRow(name) << QByteArray(header) << bytes;
        };
        const auto one = [&](const char* name, const char* inner, int bytes) {
            row(name, (std::string(R"({"a":{)") + inner + "}}").c_str(), bytes);
        };
        row("no object", "[]", 0);
        row("leading blank", " {}", 0);
        row("cut JSON", R"({"a":{"dtype":"F32","shape":[1],)", 4);
        row("text after the object", "{} x", 0);
        row("newline after the object", "{}\n", 0);
        row("nested table", R"({"a":{"dtype":{"x":1},"shape":[],"data_offsets":[0,1]}})", 1);
        row("duplicate tensor",
            R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2);
        row("duplicate through an escape",
            R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
            2);
        row("duplicate metadata key", R"({"__metadata__":{"k":"1","k":"2"}})", 0);
        row("metadata twice", R"({"__metadata__":{},"__metadata__":{}})", 0);
        row("metadata number", R"({"__metadata__":{"k":1}})", 0);
        row("lone surrogate", R"({"__metadata__":{"k":"\ud83d"}})", 0);
        row("invalid UTF-8", "{\"__metadata__\":{\"k\":\"\xff\"}}", 0);
        row("overlong UTF-8", "{\"__metadata__\":{\"k\":\"\xc0\xaf\"}}", 0);
        row("control character", "{\"__metadata__\":{\"k\":\"\n\"}}", 0);
        row("gap",
            R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})", 3);
        row("overlap",
            R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})", 3);
        row("name not ASCII", "{\"\xc3\xa4\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1);
        row("empty name", R"({"":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1);
        one("starts late", R"("dtype":"U8","shape":[1],"data_offsets":[1,2])", 2);
        one("ends before it begins", R"("dtype":"U8","shape":[0],"data_offsets":[1,0])", 1);
        one("beyond the end", R"("dtype":"U8","shape":[9],"data_offsets":[0,9])", 1);
        one("trailing bytes", R"("dtype":"U8","shape":[1],"data_offsets":[0,1])", 2);
        one("unknown type", R"("dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1])", 1);
        one("shape too small", R"("dtype":"F32","shape":[1],"data_offsets":[0,8])", 8);
        one("shape overflows", R"("dtype":"F64","shape":[4611686018427387904,4],"data_offsets":[0,0])", 0);
        one("shape overflows beside a zero", R"("dtype":"U8","shape":[18446744073709551615,0],"data_offsets":[0,0])", 0);
        one("number above 64 bits", R"("dtype":"U8","shape":[18446744073709551616],"data_offsets":[0,1])", 1);
        one("negative", R"("dtype":"U8","shape":[-1],"data_offsets":[0,1])", 1);
        one("fraction", R"("dtype":"U8","shape":[1.0],"data_offsets":[0,1])", 1);
        one("exponent", R"("dtype":"U8","shape":[1e0],"data_offsets":[0,1])", 1);
        one("leading zero", R"("dtype":"U8","shape":[01],"data_offsets":[0,1])", 1);
        one("three offsets", R"("dtype":"U8","shape":[1],"data_offsets":[0,1,1])", 1);
        one("one offset", R"("dtype":"U8","shape":[1],"data_offsets":[0])", 1);
        one("no type", R"("shape":[1],"data_offsets":[0,1])", 1);
        one("extra field", R"("dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1)", 1);
        one("field twice", R"("dtype":"U8","dtype":"U8","data_offsets":[0,1])", 1);
        one("rank 9", R"("dtype":"U8","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,1])", 1);
        one("trailing comma", R"("dtype":"U8","shape":[1,],"data_offsets":[0,1])", 1);
        row("name of 257 letters",
            (R"({")" + std::string(257, 'n') + R"(":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})").c_str(), 1);
    }
    void unsoundHeadersAreRefused()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, bytes);
        const Result<SafetensorsFile> file =
            SafetensorsFile::parse(fileWith(header.toStdString(), static_cast<std::size_t>(bytes)), "w.safetensors");
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::BadInput);
        QCOMPARE(file.error().subject, std::string("w.safetensors"));
        QVERIFY(file.error().detail.find('\n') == std::string::npos);
    }

    void lengthsThatLieAreRefused()
    {
        QVERIFY(!accepted({}));
        QVERIFY(!accepted(bytesOf("1234567")));
        QVERIFY(!accepted(fileWith("{}", 0, false)));
        Bytes huge = fileWith("{}", 0);
        huge[7] = std::byte{0x80};
        QVERIFY(!accepted(huge));
        Bytes beyond = fileWith("{}", 0);
        beyond[0] = std::byte{16};
        QVERIFY(!accepted(beyond));
    }

    void notFiniteWeightsAreRefusedWhateverTheirType()
    {
        const auto refusedEverywhere = [](TensorType type, const Bytes& good, const Bytes& bad) {
            const auto view = [&](const Bytes& data) {
                return std::vector<TensorView>{{"w", type, {static_cast<std::int64_t>(data.size() / elementSize(type))}, data}};
            };
            Bytes file = writeSafetensors(view(good), {}).value();
            const bool goodTaken = accepted(file);
            std::copy(bad.begin(), bad.end(), file.end() - static_cast<std::ptrdiff_t>(bad.size()));
            return goodTaken && !accepted(file) && !writeSafetensors(view(bad), {});
        };
        using Float = std::numeric_limits<float>;
        using Double = std::numeric_limits<double>;
        QVERIFY(refusedEverywhere(TensorType::F32, rawOf({1.0F, Float::max()}), rawOf({1.0F, Float::quiet_NaN()})));
        QVERIFY(refusedEverywhere(TensorType::F32, rawOf({1.0F}), rawOf({-Float::infinity()})));
        QVERIFY(refusedEverywhere(TensorType::F64, rawOf({Double::lowest()}), rawOf({Double::infinity()})));
        QVERIFY(refusedEverywhere(TensorType::F16, rawOf<std::uint16_t>({0x7bff}), rawOf<std::uint16_t>({0x7c00})));
        QVERIFY(refusedEverywhere(TensorType::BF16, rawOf<std::uint16_t>({0x7f7f}), rawOf<std::uint16_t>({0xffc0})));
        const Bytes all = rawOf<std::uint32_t>({0xffffffff});
        const Result<Bytes> integers = writeSafetensors(std::vector<TensorView>{{"w", TensorType::I32, {1}, all}}, {});
        QVERIFY(integers.has_value() && accepted(*integers));
    }

    void theWriterRefusesWhatTheReaderWould()
    {
        const Bytes four(4);
        const auto refused = [&](std::vector<TensorView> tensors) { return !writeSafetensors(tensors, {}); };
        QVERIFY(refused({{"a", TensorType::U8, {4}, four}, {"a", TensorType::F32, {1}, four}}));
        QVERIFY(refused({{"__metadata__", TensorType::U8, {4}, four}}));
        QVERIFY(refused({{"ä", TensorType::U8, {4}, four}}));
        QVERIFY(refused({{"a", TensorType::U8, {3}, four}}));
        QVERIFY(refused({{"a", TensorType::U8, {-4}, four}}));
        QVERIFY(!writeSafetensors({}, {{"k", "\xff"}}));
    }

    void mutatedFilesNeverCrashAndAcceptedOnesAreSound()
    {
        const Bytes bytes = golden("all_types.safetensors");
        SplitMix64 random(1);
        for (int i = 0; i < 20'000; ++i) {
            Bytes mutated = bytes;
            const std::uint64_t changes = 1 + random.below(4);
            for (std::uint64_t k = 0; k < changes; ++k) {
                mutated[random.below(random.below(2) == 0 ? 64 : mutated.size())] = static_cast<std::byte>(random.below(256));
            }
            const Result<SafetensorsFile> file = SafetensorsFile::parse(mutated, "mutated");
            if (file) {
                QVERIFY(writeSafetensors(file->tensors(), file->metadata()).has_value());
            }
        }
    }
};

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
