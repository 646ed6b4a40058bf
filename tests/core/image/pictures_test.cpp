// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/codec.h"
#include "core/image/overlay.h"
#include "core/image/photo.h"
#include "core/image/quality.h"
#include "core/image/resize.h"
#include "tests/core/image/photo_files.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <QTest>

#include <cmath>

using namespace cicatrix;
using namespace cicatrix::image;
using namespace photofiles;

namespace {

Bytes encodedByOpenCv(const cv::Mat& picture, const std::string& extension)
{
    std::vector<std::uint8_t> out;
    cv::imencode(extension, picture, out);
    const auto* first = reinterpret_cast<const std::byte*>(out.data());
    return {first, first + out.size()};
}

LabelMap disc(int width, int height, double radius)
{
    LabelMap labels(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double distance = std::hypot(x + 0.5 - width / 2.0, y + 0.5 - height / 2.0);
            labels.at(x, y) = distance > radius ? 0 : x < width / 2 ? 1 : 2;
        }
    }
    return labels;
}

bool has(const Warnings& warnings, WarningCode code)
{
    return std::any_of(warnings.begin(), warnings.end(), [code](const Warning& warning) { return warning.code == code; });
}

/// Sharp texture of fine squares.
Grid<Rgb> texture(int width, int height, int low, int high)
{
    Grid<Rgb> picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto value = static_cast<std::uint8_t>((x / 6 * 7 + y / 6 * 13) % 5 * (high - low) / 4 + low);
            picture.at(x, y) = {value, value, value};
        }
    }
    return picture;
}

DecodedPhoto taken(Grid<Rgb> pixels)
{
    DecodedPhoto photo;
    photo.pixels = std::make_shared<const Grid<Rgb>>(std::move(pixels));
    photo.camera = "Testmaker Model 7";
    return photo;
}

int distance(Rgb a, Rgb b) { return std::abs(a.r - b.r) + std::abs(a.g - b.g) + std::abs(a.b - b.b); }

}  // namespace

class PicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void masksComeBackAsStored()
    {
        LabelMap labels = disc(61, 43, 15);
        labels.at(3, 3) = 255;
        QCOMPARE(*decodeMask(*encodePng(labels), "mask.png"), labels);
        // The same values by another writer, and as three equal channels.
        const cv::Mat grey(labels.height(), labels.width(), CV_8UC1, labels.data());
        QCOMPARE(*decodeMask(encodedByOpenCv(grey, ".png"), "mask.png"), labels);
        cv::Mat channels;
        cv::cvtColor(grey, channels, cv::COLOR_GRAY2BGR);
        QCOMPARE(*decodeMask(encodedByOpenCv(channels, ".png"), "mask.png"), labels);
    }

    void whatIsNoMaskIsRefused()
    {
        const cv::Mat colours(20, 20, CV_8UC3, cv::Scalar(1, 2, 3));
        const cv::Mat deep(20, 20, CV_16UC1, cv::Scalar(300));
        const cv::Mat grey(20, 20, CV_8UC1, cv::Scalar(1));
        for (const auto& [file, reason] :
             {std::pair(encodedByOpenCv(colours, ".png"), "colour picture"), std::pair(encodedByOpenCv(deep, ".png"), "has 16"),
              std::pair(encodedByOpenCv(grey, ".jpg"), "this is jpeg")}) {
            const Result<Grid<std::uint8_t>> mask = decodeMask(file, "mask.png");
            QVERIFY(!mask);
            QVERIFY2(mask.error().message().find(reason) != std::string::npos, mask.error().message().c_str());
        }
    }

    void unusualPixelsAreOpenedSanely()
    {
        const cv::Mat deep(30, 40, CV_16UC3, cv::Scalar(0x4000, 0x8000, 0xC000));
        for (const std::string extension : {".png", ".tiff"}) {
            const Result<DecodedPhoto> photo = decodePhoto(encodedByOpenCv(deep, extension), "deep");
            QVERIFY2(photo.has_value(), photo ? "" : photo.error().message().c_str());
            QVERIFY(distance(photo->pixels->at(5, 5), {0xC0, 0x80, 0x40}) <= 3);
        }
        const cv::Mat grey(30, 40, CV_8UC1, cv::Scalar(77));
        for (const std::string extension : {".png", ".tiff", ".bmp", ".jpg"}) {
            const Result<DecodedPhoto> photo = decodePhoto(encodedByOpenCv(grey, extension), "grey");
            QVERIFY2(photo.has_value(), photo ? "" : photo.error().message().c_str());
            QCOMPARE(photo->pixels->at(5, 5), (Rgb{77, 77, 77}));
        }
        const cv::Mat seeThrough(30, 40, CV_8UC4, cv::Scalar(0, 0, 0, 0));
        for (const std::string extension : {".png", ".webp"}) {
            const Result<DecodedPhoto> photo = decodePhoto(encodedByOpenCv(seeThrough, extension), "alpha");
            QVERIFY2(photo.has_value(), photo ? "" : photo.error().message().c_str());
            QCOMPARE(photo->pixels->at(5, 5), (Rgb{255, 255, 255}));
        }
    }

    void encodedPicturesOpenElsewhere()
    {
        const Grid<Rgb> picture = quadrants(123, 77);
        const Bytes png = *encodePng(picture);
        const cv::Mat read =
            cv::imdecode(cv::Mat(1, static_cast<int>(png.size()), CV_8U, const_cast<std::byte*>(png.data())), cv::IMREAD_COLOR);
        QCOMPARE(read.cols, 123);
        for (int y = 0; y < 77; ++y) {
            for (int x = 0; x < 123; ++x) {
                const cv::Vec3b bgr = read.at<cv::Vec3b>(y, x);
                QCOMPARE((Rgb{bgr[2], bgr[1], bgr[0]}), picture.at(x, y));
            }
        }
        const Result<DecodedPhoto> jpeg = decodePhoto(*encodeJpeg(picture, 95), "jpeg");
        QVERIFY(distance(jpeg->pixels->at(20, 20), picture.at(20, 20)) < 12);
        QVERIFY(!encodePng(Grid<Rgb>()));
        QVERIFY(!encodeJpeg(Grid<Rgb>(), 90));
    }

    void shrinkingAveragesAndLabelsNeverMix()
    {
        Grid<Rgb> checks(64, 64);
        LabelMap labels(64, 64);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                const bool on = (x + y) % 2 == 0;
                checks.at(x, y) = on ? Rgb{200, 200, 200} : Rgb{100, 100, 100};
                labels.at(x, y) = on ? 1 : 5;
            }
        }
        QCOMPARE(resized(checks, 16, 16).at(7, 7), (Rgb{150, 150, 150}));
        const LabelMap smaller = resizedLabels(labels, 23, 17);
        for (const std::uint8_t value : smaller.values()) {
            QVERIFY(value == 1 || value == 5);
        }
        QCOMPARE(resized(checks, 100, 100).width(), 100);
    }

    void qualityIsJudged()
    {
        const Grid<Rgb> sharp = texture(1600, 1200, 60, 200);
        QVERIFY(qualityWarnings(taken(sharp)).empty());
        Grid<Rgb> soft = sharp;
        cv::Mat pixels(soft.height(), soft.width(), CV_8UC3, soft.data());
        cv::GaussianBlur(pixels, pixels, {}, 12);
        QVERIFY(has(qualityWarnings(taken(soft)), WarningCode::Blurred));
        QVERIFY(has(qualityWarnings(taken(texture(1600, 1200, 150, 255))), WarningCode::Overexposed));
        QVERIFY(has(qualityWarnings(taken(texture(1600, 1200, 5, 50))), WarningCode::Underexposed));
        DecodedPhoto messenger = taken(sharp);
        messenger.camera.clear();
        QVERIFY(has(qualityWarnings(messenger), WarningCode::LowResolution));
        DecodedPhoto close = taken(sharp);
        close.facts.focalLength35Mm = 26;
        close.facts.subjectDistanceMm = 120;
        QVERIFY(has(qualityWarnings(close), WarningCode::CloseWideAngle));
        close.facts.subjectDistanceMm = 250;
        QVERIFY(qualityWarnings(close).empty());
    }

    /// Along a ray the outline's accent is centred on the disc's border: half-way between the two dark casings.
    void theOutlineLiesOnTheBorderToAFractionOfAPixel()
    {
        constexpr double kRadius = 200.3;
        const Grid<Rgb> photo(1000, 800, {230, 230, 230});
        OverlayOptions options;
        options.opacity = 0;
        options.legend = false;
        LabelMap labels = disc(1000, 800, kRadius);
        std::replace(labels.values().begin(), labels.values().end(), std::uint8_t{1}, std::uint8_t{6});
        std::replace(labels.values().begin(), labels.values().end(), std::uint8_t{2}, std::uint8_t{6});
        const Grid<Rgb> painted = paintOverlay(photo, labels, {}, options);
        double weight = 0;
        double moment = 0;
        for (int x = 500; x < 1000; ++x) {
            const Rgb pixel = painted.at(x, 380);
            const double accent = std::max(0, pixel.b - pixel.r);
            weight += accent;
            moment += accent * (x + 0.5 - 500);
        }
        const double wanted = std::sqrt(kRadius * kRadius - 19.5 * 19.5);
        QVERIFY(weight > 200);
        QVERIFY2(std::abs(moment / weight - wanted) < 0.6, std::to_string(moment / weight - wanted).c_str());
    }

    void theLegendLiesBelowAndThePhotoStaysWhole()
    {
        const Grid<Rgb> photo(3000, 2000, {190, 150, 130});
        const LabelMap labels = disc(3000, 2000, 500);
        const Grid<Rgb> painted = paintOverlay(photo, labels, {}, {});
        QCOMPARE(painted.width(), 2048);
        QVERIFY(painted.height() > 1365);
        QCOMPARE(painted.at(5, 5), (Rgb{190, 150, 130}));
        QCOMPARE(painted.at(5, 1360), (Rgb{190, 150, 130}));
        QCOMPARE(painted.at(2040, painted.height() - 3), (Rgb{255, 255, 255}));
        QVERIFY(distance(painted.at(800, 682), {190, 150, 130}) > 30);  // granulation is tinted
        OverlayOptions bare;
        bare.legend = false;
        QCOMPARE(paintOverlay(photo, labels, {}, bare).height(), 1365);
    }

    void theScaleBarHasItsLength()
    {
        const Grid<Rgb> photo(2000, 400, {190, 150, 130});
        Calibration calibration;
        calibration.method = CalibrationMethod::Typed;
        calibration.mmPerPixel = 0.05;  // 20 mm are 400 px, 50 mm would be more than a quarter of the width
        const Grid<Rgb> painted = paintOverlay(photo, LabelMap(2000, 400), calibration, {});
        int longest = 0;
        for (int y = 400; y < painted.height(); ++y) {
            int run = 0;
            for (int x = 0; x < painted.width(); ++x) {
                run = painted.at(x, y).r < 60 ? run + 1 : 0;
                longest = std::max(longest, run);
            }
        }
        QCOMPARE(longest, 400);
    }

    void smallAndEmptyPicturesArePainted()
    {
        QVERIFY(paintOverlay(Grid<Rgb>(), LabelMap(), {}, {}).empty());
        QCOMPARE(paintOverlay(Grid<Rgb>(1, 1), LabelMap(1, 1, 1), {}, {}).width(), 640);
        QCOMPARE(paintOverlay(Grid<Rgb>(224, 224), LabelMap(224, 224, 255), {}, {}).width(), 448);
    }
};

QTEST_GUILESS_MAIN(PicturesTest)
#include "pictures_test.moc"
