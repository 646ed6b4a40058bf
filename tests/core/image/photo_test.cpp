// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/metadata.h"
#include "core/image/photo.h"
#include "tests/core/image/photo_files.h"

#include <opencv2/imgcodecs.hpp>

#include <libexif/exif-data.h>

#include <QTest>

#include <array>
#include <cmath>

using namespace cicatrix;
using namespace cicatrix::image;
using namespace photofiles;

namespace {

/// EXIF orientation by its definition: which stored pixel is seen at (x, y) of the upright picture.
Grid<Rgb> seenUpright(const Grid<Rgb>& stored, int orientation)
{
    const int w = stored.width();
    const int h = stored.height();
    const bool swap = orientation >= 5;
    Grid<Rgb> out(swap ? h : w, swap ? w : h);
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            const std::array<std::pair<int, int>, 8> from{{{x, y},
                                                           {w - 1 - x, y},
                                                           {w - 1 - x, h - 1 - y},
                                                           {x, h - 1 - y},
                                                           {y, x},
                                                           {y, h - 1 - x},
                                                           {w - 1 - y, h - 1 - x},
                                                           {w - 1 - y, x}}};
            const auto [sx, sy] = from[static_cast<std::size_t>(orientation - 1)];
            out.at(x, y) = stored.at(sx, sy);
        }
    }
    return out;
}

double meanDifference(const Grid<Rgb>& a, const Grid<Rgb>& b)
{
    if (a.width() != b.width() || a.height() != b.height()) {
        return 255;
    }
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const Rgb p = a.values()[i];
        const Rgb q = b.values()[i];
        sum += std::abs(p.r - q.r) + std::abs(p.g - q.g) + std::abs(p.b - q.b);
    }
    return sum / static_cast<double>(3 * a.size());
}

bool isLossy(const QString& format) { return format == "jpeg" || format == "heic"; }

/// Display P3 to sRGB by the published matrices (CSS Color 4), independent of lcms2.
Rgb p3ToSrgb(Rgb colour)
{
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    const auto coded = [](double v) {
        const double clipped = std::clamp(v, 0.0, 1.0);
        return static_cast<std::uint8_t>(
            std::lround(255 * (clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * std::pow(clipped, 1 / 2.4) - 0.055)));
    };
    const double r = linear(colour.r / 255.0);
    const double g = linear(colour.g / 255.0);
    const double b = linear(colour.b / 255.0);
    return {coded(1.2249402 * r - 0.2249402 * g), coded(-0.0420570 * r + 1.0420571 * g),
            coded(-0.0196376 * r - 0.0786361 * g + 1.0982735 * b)};
}

bool hasTag(const Bytes& jpeg, ExifTag tag)
{
    ExifData* data =
        exif_data_new_from_data(reinterpret_cast<const unsigned char*>(jpeg.data()), static_cast<unsigned>(jpeg.size()));
    bool found = false;
    for (ExifContent* content : data->ifd) {
        found = found || exif_content_get_entry(content, tag) != nullptr;
    }
    exif_data_unref(data);
    return found;
}

Bytes readShared(const std::string& path)
{
    Result<Bytes> bytes = readFile(std::string(CICATRIX_SHARED_DIR) + "/" + path);
    return bytes ? *std::move(bytes) : Bytes{};
}

}  // namespace

class PhotoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormatIsUprightInEveryOrientation_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("orientation");
        for (const std::string& format : kFormats) {
            for (int orientation = 1; orientation <= 8; ++orientation) {
                QTest::addRow("%s %d", format.c_str(), orientation) << QString::fromStdString(format) << orientation;
            }
        }
    }
    void everyFormatIsUprightInEveryOrientation()
    {
        QFETCH(QString, format);
        QFETCH(int, orientation);
        const Grid<Rgb> stored = quadrants(96, 64);
        Extras extras;
        extras.orientation = orientation;
        extras.exif = true;
        const Bytes file = photoFile(format.toStdString(), stored, extras);
        QVERIFY2(!file.empty(), "libheif has no HEVC encoder");
        const Result<DecodedPhoto> photo = decodePhoto(file, "photo");
        QVERIFY2(photo.has_value(), photo ? "" : photo.error().message().c_str());
        QCOMPARE(photo->format, format.toStdString());
        const bool ignored = format == "heic" || format == "bmp";  // HEIC turns by its own boxes, BMP knows no orientation
        QCOMPARE(photo->orientation, ignored ? 1 : orientation);
        const double difference = meanDifference(*photo->pixels, seenUpright(stored, ignored ? 1 : orientation));
        QVERIFY2(isLossy(format) ? difference < 4 : difference == 0, std::to_string(difference).c_str());
        if (format != "bmp") {
            QCOMPARE(photo->camera, std::string("Testmaker Model 7"));
            QCOMPARE(photo->takenAt, std::optional<std::string>("2026-03-09T14:05:06"));
        }
        if (format != "bmp" && format != "tiff") {
            QCOMPARE(photo->facts.focalLengthMm, std::optional(4.25));
            QCOMPARE(photo->facts.focalLength35Mm, std::optional(26.0));
            QVERIFY(std::abs(*photo->facts.subjectDistanceMm - 120) < 1e-9);
        }
    }

    /// A phone turns its HEIC by boxes and writes the EXIF tag as well: turning twice would be wrong.
    void heicIsTurnedOnceByItsOwnBoxes()
    {
        const Grid<Rgb> stored = quadrants(96, 64);
        for (int turn = 1; turn <= 8; ++turn) {
            Extras extras;
            extras.exif = true;
            extras.orientation = turn;
            extras.heicTurn = turn;
            const Result<DecodedPhoto> photo = decodePhoto(photoFile("heic", stored, extras), "photo");
            QVERIFY(photo.has_value());
            QVERIFY2(meanDifference(*photo->pixels, seenUpright(stored, turn)) < 4, std::to_string(turn).c_str());
        }
    }

    void aProfileIsBroughtToSrgb_data()
    {
        QTest::addColumn<QString>("format");
        for (const std::string& format : kFormats) {
            if (format != "bmp") {
                QTest::addRow("%s", format.c_str()) << QString::fromStdString(format);
            }
        }
    }
    void aProfileIsBroughtToSrgb()
    {
        QFETCH(QString, format);
        const Rgb stored{180, 110, 90};
        Extras extras;
        extras.icc = displayP3();
        const Result<DecodedPhoto> photo =
            decodePhoto(photoFile(format.toStdString(), Grid<Rgb>(64, 64, stored), extras), "p3");
        QVERIFY2(photo.has_value(), photo ? "" : photo.error().message().c_str());
        const Rgb seen = photo->pixels->at(32, 32);
        const Rgb wanted = p3ToSrgb(stored);
        const int tolerance = isLossy(format) ? 4 : 1;
        QVERIFY2(std::abs(seen.r - wanted.r) <= tolerance && std::abs(seen.g - wanted.g) <= tolerance &&
                     std::abs(seen.b - wanted.b) <= tolerance,
                 qPrintable(QString("%1 %2 %3 instead of %4 %5 %6")
                                .arg(seen.r)
                                .arg(seen.g)
                                .arg(seen.b)
                                .arg(wanted.r)
                                .arg(wanted.g)
                                .arg(wanted.b)));
        QVERIFY(std::abs(seen.r - stored.r) > 4);  // without the profile it would be the stored value
    }

    void scrubbingKeepsPixelsAndDropsSecrets_data() { formats(); }
    void scrubbingKeepsPixelsAndDropsSecrets()
    {
        QFETCH(QString, format);
        Extras extras;
        extras.orientation = 6;
        extras.exif = true;
        extras.secrets = true;
        extras.icc = displayP3();
        const Bytes file = photoFile(format.toStdString(), quadrants(96, 64), extras);
        const Result<Bytes> scrubbed = scrubMetadata(file, "photo");
        QVERIFY2(scrubbed.has_value(), scrubbed ? "" : scrubbed.error().message().c_str());
        QVERIFY(format == "bmp" || contains(file, "OWNERNAME"));
        for (const std::string& secret : kSecrets) {
            QVERIFY2(!contains(*scrubbed, secret), secret.c_str());
        }
        const Result<DecodedPhoto> before = decodePhoto(file, "before");
        const Result<DecodedPhoto> after = decodePhoto(*scrubbed, "after");
        QVERIFY2(before && after, after ? "" : after.error().message().c_str());
        QVERIFY(*before->pixels == *after->pixels);
        QCOMPARE(after->orientation, before->orientation);
        QCOMPARE(after->takenAt, before->takenAt);
        QCOMPARE(after->camera, before->camera);
        QVERIFY(after->facts == before->facts);
        QCOMPARE(after->facts.focalLength35Mm, format == "bmp" ? std::nullopt : std::optional(26.0));
        QCOMPARE(*scrubMetadata(*scrubbed, "again"), *scrubbed);
        keepForInspection(format, file, *scrubbed);
    }

    void aScrubbedJpegHasNoForbiddenTag()
    {
        Extras extras;
        extras.orientation = 3;
        extras.exif = true;
        extras.secrets = true;
        const Bytes file = photoFile("jpeg", quadrants(64, 48), extras);
        const Bytes scrubbed = *scrubMetadata(file, "photo");
        for (const int tag : {0x927c, 0xa430, 0xa431, 0xa435, 0x013b, 0x8298, 2}) {
            QVERIFY(hasTag(file, static_cast<ExifTag>(tag)));
            QVERIFY2(!hasTag(scrubbed, static_cast<ExifTag>(tag)), std::to_string(tag).c_str());
        }
        for (const int tag : {0x010f, 0x0110, 0x0112, 0x9003, 0x829a, 0x920a}) {
            QVERIFY2(hasTag(scrubbed, static_cast<ExifTag>(tag)), std::to_string(tag).c_str());
        }
    }

    void heicIsScrubbedInPlace()
    {
        Extras extras;
        extras.exif = true;
        extras.secrets = true;
        const Bytes file = photoFile("heic", quadrants(64, 48), extras);
        QCOMPARE(scrubMetadata(file, "photo")->size(), file.size());
    }

    void aTruncatedPhotoIsRefused_data() { formats(); }
    void aTruncatedPhotoIsRefused()
    {
        QFETCH(QString, format);
        Extras extras;
        extras.exif = true;
        const Bytes file = photoFile(format.toStdString(), quadrants(200, 150), extras);
        for (std::size_t part = 0; part < 40; ++part) {
            const std::size_t size = file.size() * part / 40;
            const Result<DecodedPhoto> photo = decodePhoto(std::span(file).first(size), "half.jpg");
            // What libtiff writes after the last strip is the directory; a cut there hits no pixel only in its very last bytes.
            QVERIFY2(!photo, std::to_string(size).c_str());
            QCOMPARE(photo.error().kind, ErrorKind::BadInput);
            QVERIFY(photo.error().message().starts_with("half.jpg: "));
        }
    }

    void aDamagedScanIsRefused()
    {
        Bytes file = photoFile("jpeg", quadrants(400, 300), {});
        file.erase(file.end() - 600, file.end() - 300);
        QVERIFY(!decodePhoto(file, "damaged"));
    }

    void theRealPhotoIsUpright()
    {
        const Bytes turned = readShared("data/wounds/sample/made_exif_orientation6.jpg");
        if (turned.empty()) {
            QSKIP("the shared wound photos are not here");
        }
        const Result<DecodedPhoto> photo = decodePhoto(turned, "made_exif_orientation6.jpg");
        QVERIFY(photo.has_value());
        QCOMPARE(photo->orientation, 6);
        const cv::Mat reference = cv::imdecode(
            cv::Mat(1, static_cast<int>(turned.size()), CV_8U, const_cast<std::byte*>(turned.data())), cv::IMREAD_COLOR);
        QCOMPARE(photo->pixels->width(), reference.cols);
        QCOMPARE(photo->pixels->height(), reference.rows);
        double worst = 0;
        for (int y = 0; y < reference.rows; ++y) {
            for (int x = 0; x < reference.cols; ++x) {
                const cv::Vec3b bgr = reference.at<cv::Vec3b>(y, x);
                const Rgb rgb = photo->pixels->at(x, y);
                worst = std::max<double>(worst, std::abs(bgr[0] - rgb.b) + std::abs(bgr[1] - rgb.g) + std::abs(bgr[2] - rgb.r));
            }
        }
        QCOMPARE(worst, 0.0);
    }

    void fortyEightMegapixelsDecodeWithPreviewAndPyramid()
    {
        Extras extras;
        extras.orientation = 6;
        const Bytes file = photoFile("jpeg", quadrants(8000, 6000), extras);
        const Result<DecodedPhoto> preview = decodePreview(file, "big.jpg", 1500);
        QVERIFY(preview.has_value());
        QCOMPARE(preview->pixels->width(), 1500);
        QCOMPARE(preview->pixels->height(), 2000);
        const Result<DecodedPhoto> photo = decodePhoto(file, "big.jpg");
        QVERIFY(photo.has_value());
        QCOMPARE(photo->pixels->width(), 6000);
        QCOMPARE(photo->pixels->height(), 8000);
        const std::vector<Photo> levels = pyramid(photo->pixels);
        QCOMPARE(levels.size(), std::size_t{6});
        QCOMPARE(levels[0].get(), photo->pixels.get());
        QCOMPARE(levels[1]->width(), 3000);
        QCOMPARE(levels.back()->height(), 250);
        QVERIFY(meanDifference(*levels[2], *preview->pixels) < 1.0);
    }

    void previewsOfOtherFormatsAreReduced()
    {
        for (const std::string format : {"png", "heic"}) {
            const Result<DecodedPhoto> preview = decodePreview(photoFile(format, quadrants(640, 480), {}), "photo", 300);
            QVERIFY(preview.has_value());
            QCOMPARE(preview->pixels->width(), 320);
            QCOMPARE(preview->pixels->height(), 240);
        }
    }

private:
    void formats()
    {
        QTest::addColumn<QString>("format");
        for (const std::string& format : kFormats) {
            QTest::addRow("%s", format.c_str()) << QString::fromStdString(format);
        }
    }
    /// With CICATRIX_KEEP=FOLDER the files stay there, to be looked at with exiftool.
    void keepForInspection(const QString& format, const Bytes& before, const Bytes& after)
    {
        const std::string folder = qEnvironmentVariable("CICATRIX_KEEP").toStdString();
        for (const auto& [name, bytes] : {std::pair("before.", &before), std::pair("after.", &after)}) {
            if (!folder.empty()) {
                QFile file(QString::fromStdString(folder) + "/" + name + format);
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(reinterpret_cast<const char*>(bytes->data()), static_cast<qint64>(bytes->size()));
            }
        }
    }
};

QTEST_GUILESS_MAIN(PhotoTest)
#include "photo_test.moc"
