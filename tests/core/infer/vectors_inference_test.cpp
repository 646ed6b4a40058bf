// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/base/letterbox.h"
#include "core/base/random.h"
#include "core/infer/label_drawing.h"
#include "core/infer/passes.h"
#include "core/infer/post_processing.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>

using namespace cicatrix;
using namespace cicatrix::infer;

namespace {

const nlohmann::json& vectors()
{
    static const nlohmann::json all = [] {
        const Result<std::string> text = readTextFile(CICATRIX_SOURCE_DIR "/tests/data/vectors.json");
        return text ? nlohmann::json::parse(*text).at("metrics_losses_inference") : nlohmann::json();
    }();
    return all;
}

nlohmann::json vectorOf(const std::string& id)
{
    for (const nlohmann::json& row : vectors()) {
        if (row.is_object() && row.value("id", "") == id) {
            return row;
        }
    }
    return {};
}

bool close(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b)); }

Planes randomPlanes(int width, int height, int channels)
{
    Planes planes(width, height, channels);
    SplitMix64 random(5);
    for (float& value : planes.values) {
        value = static_cast<float>(random.uniform());
    }
    return planes;
}

Grid<Rgb> randomPhoto(int width, int height, std::uint64_t seed)
{
    Grid<Rgb> photo(width, height);
    SplitMix64 random(seed);
    for (Rgb& pixel : photo.values()) {
        pixel = {static_cast<std::uint8_t>(random.below(256)), static_cast<std::uint8_t>(random.below(256)),
                 static_cast<std::uint8_t>(random.below(256))};
    }
    return photo;
}

const Normalisation kPlain{{0, 0, 0}, {1, 1, 1}};

/// A map of one wound channel, values given.
ProbabilityMap woundMap(int width, int height, std::vector<float> values, PixelRect area)
{
    ProbabilityMap map{area, Planes(width, height, 1)};
    map.planes.values = std::move(values);
    return map;
}

}  // namespace

class VectorsInferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(!vectors().empty()); }

    void letterbox_data()
    {
        QTest::addColumn<QString>("id");
        for (const char* const size : {"480x640", "1000x333", "224x224", "3x7"}) {
            QTest::newRow(size) << QString("INF-letterbox-%1").arg(size);
        }
    }
    void letterbox()
    {
        QFETCH(QString, id);
        const nlohmann::json v = vectorOf(id.toStdString());
        QVERIFY(v.is_object());
        const nlohmann::json& out = v.at("out");
        const Letterbox box = cicatrix::letterbox(v.at("in").at("w"), v.at("in").at("h"), v.at("hp").at("size"));
        QVERIFY(close(box.scale, out.at("scale")));
        QCOMPARE(box.height, out.at("new")[0].get<int>());
        QCOMPARE(box.width, out.at("new")[1].get<int>());
        QCOMPARE(box.top, out.at("pad_top").get<int>());
        QCOMPARE(box.left, out.at("pad_left").get<int>());
        QCOMPARE(box.bottom, out.at("pad_bottom").get<int>());
        QCOMPARE(box.right, out.at("pad_right").get<int>());
        // A square network gets exactly this frame.
        InferencePlan plan;
        plan.square = true;
        plan.side = v.at("hp").at("size");
        const Frame frame = frameFor(v.at("in").at("w"), v.at("in").at("h"), plan.side, plan);
        QCOMPARE(frame.left, box.left);
        QCOMPARE(frame.top, box.top);
        QCOMPARE(frame.paddedWidth, plan.side);
        QCOMPARE(frame.paddedHeight, plan.side);
    }

    void tiles()
    {
        const nlohmann::json v = vectorOf("INF-tiles");
        const nlohmann::json& cases = v.at("in").at("cases");
        for (std::size_t i = 0; i < cases.size(); ++i) {
            QVERIFY(tileStarts(cases[i][0], cases[i][1], cases[i][2]) == v.at("out").at("starts")[i].get<std::vector<int>>());
        }
    }

    void gauss()
    {
        const nlohmann::json out = vectorOf("INF-gauss").at("out");
        const std::vector<double> weights = gaussianTileWeights(8);
        double sum = 0;
        for (const double w : weights) {
            sum += w;
        }
        QVERIFY(close(sum, out.at("sum")));
        QVERIFY(close(weights[0], out.at("corner")));
        for (std::size_t x = 0; x < 8; ++x) {
            QVERIFY(close(weights[32 + x], out.at("row4")[x]));
        }
    }

    void viewsAreTheDihedralGroupInItsOrder()
    {
        const std::vector<std::string> order = vectorOf("INF-tta").at("out").at("transforms");
        QVERIFY((order ==
                 std::vector<std::string>{"id", "hflip", "vflip", "rot180", "rot90", "rot270", "transpose", "antitranspose"}));
        // On a 2 × 2 picture with the corners a b / c d.
        const std::vector<std::vector<float>> expected{{1, 2, 3, 4}, {2, 1, 4, 3}, {3, 4, 1, 2}, {4, 3, 2, 1},
                                                       {2, 4, 1, 3}, {3, 1, 4, 2}, {1, 3, 2, 4}, {4, 2, 3, 1}};
        Planes corners(2, 2, 1);
        corners.values = {1, 2, 3, 4};
        const Planes planes = randomPlanes(5, 3, 2);
        for (int i = 0; i < 8; ++i) {
            const auto view = static_cast<Dihedral>(i);
            QVERIFY(transformed(corners, view).values == expected[static_cast<std::size_t>(i)]);
            const Planes back = transformed(transformed(planes, view), inverse(view));
            QCOMPARE(back.width, 5);
            QVERIFY(back.values == planes.values);
        }
    }

    void theNativeSizeGoesThroughUntouched()
    {
        const Grid<Rgb> photo = randomPhoto(32, 64, 1);
        const Planes planes = samplePhoto(photo, {0, 0, 32, 64}, {32, 64, 0, 0, 32, 64}, kPlain);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 32; ++x) {
                QCOMPARE(planes.plane(1)[y * 32 + x], static_cast<float>(photo.at(x, y).g));
            }
        }
    }

    void shrinkingKeepsTheMeanAndEnlargingAConstant()
    {
        const Grid<Rgb> photo = randomPhoto(331, 257, 2);
        double mean = 0;
        for (const Rgb& pixel : photo.values()) {
            mean += pixel.r;
        }
        mean /= static_cast<double>(photo.size());
        const Planes small = samplePhoto(photo, {0, 0, 331, 257}, {41, 32, 11, 16, 64, 64}, kPlain);
        double sampled = 0;
        for (int y = 16; y < 48; ++y) {
            for (int x = 11; x < 52; ++x) {
                sampled += static_cast<double>(small.plane(0)[y * 64 + x]);
            }
        }
        QVERIFY(std::abs(sampled / (41 * 32) - mean) < 1e-3);
        QVERIFY(std::abs(static_cast<double>(small.plane(0)[0]) - mean) < 1e-3);  // the padding's colour
        const Planes large = samplePhoto(Grid<Rgb>(3, 2, Rgb{10, 20, 30}), {0, 0, 3, 2}, {48, 32, 0, 0, 48, 32}, kPlain);
        for (std::size_t i = 0; i < large.planeSize(); ++i) {
            QVERIFY(std::abs(large.plane(2)[i] - 30) < 1e-4F);
        }
    }

    void constantBordersAreTrimmedAndNothingElse()
    {
        Grid<Rgb> photo = randomPhoto(100, 80, 3);
        QCOMPARE(contentBox(photo), (PixelRect{0, 0, 100, 80}));
        for (int y = 0; y < 80; ++y) {
            for (int x = 0; x < 100; ++x) {
                if (x < 7 || x >= 90 || y >= 61) {
                    photo.at(x, y) = {static_cast<std::uint8_t>((x * y) % 5), 3, 0};
                }
            }
        }
        QCOMPARE(contentBox(photo), (PixelRect{7, 0, 83, 61}));
        QCOMPARE(contentBox(Grid<Rgb>(30, 20, Rgb{0, 0, 0})), (PixelRect{0, 0, 30, 20}));
        QCOMPARE(contentBox(Grid<Rgb>(1, 1)), (PixelRect{0, 0, 1, 1}));
    }

    void labelsFollowTheBilinearProbabilityExactly()
    {
        // A ramp from 0 to 1 over four samples, drawn at four pixels each: threshold 0.5 lies in the middle.
        const ProbabilityMap map = woundMap(4, 1, {0, 1.0F / 3, 2.0F / 3, 1}, {2, 1, 16, 3});
        LabelRules rules;
        LabelMap labels(20, 5);
        Grid<std::uint8_t> confidence(20, 5, 77);
        drawLabels(map, rules, map.area, labels, confidence);
        for (int y = 0; y < 5; ++y) {
            for (int x = 0; x < 20; ++x) {
                const bool inside = x >= 2 && x < 18 && y >= 1 && y < 4;
                QCOMPARE(labels.at(x, y), inside && x >= 10 ? std::uint8_t{255} : std::uint8_t{0});
                QCOMPARE(confidence.at(x, y) == 77, !inside);
            }
        }
        QCOMPARE(confidence.at(2, 1), std::uint8_t{255});
    }

    void tissueAndWoundAgreeUnlessRaw()
    {
        // Channels: wound, background, granulation, …, other. Known codes: granulation and callus.
        LabelRules rules{true, {1, 5}, 0.5, true};
        ProbabilityMap map{{0, 0, 4, 1}, Planes(4, 1, 8)};
        const auto set = [&](int x, std::array<float, 4> p) {
            map.planes.plane(0)[x] = p[0];
            map.planes.plane(1)[x] = p[1];
            map.planes.plane(2)[x] = p[2];
            map.planes.plane(6)[x] = p[3];
        };
        set(0, {0.9F, 0.8F, 0.1F, 0.1F});  // wound, tissue says background
        set(1, {0.9F, 0.1F, 0.2F, 0.7F});  // wound, tissue says callus
        set(2, {0.1F, 0.2F, 0.1F, 0.7F});  // skin, callus
        set(3, {0.1F, 0.1F, 0.8F, 0.1F});  // skin, tissue says granulation
        LabelMap labels(4, 1);
        Grid<std::uint8_t> confidence(4, 1);
        drawLabels(map, rules, map.area, labels, confidence);
        QVERIFY((labels == LabelMap(4, 1, std::vector<std::uint8_t>{1, 1, 5, 0})));
        rules.tissueInWound = false;
        drawLabels(map, rules, map.area, labels, confidence);
        QVERIFY((labels == LabelMap(4, 1, std::vector<std::uint8_t>{255, 255, 5, 0})));
        QCOMPARE(confidence.at(0, 0), std::uint8_t{230});
    }

    void averagesOverScalesAreWeightedMeans()
    {
        const PixelRect area{0, 0, 8, 8};
        ProbabilityMap mean{area, Planes(8, 8, 1)};
        std::vector<float> weights(64);
        accumulate(mean, weights, woundMap(2, 2, {0.2F, 0.2F, 0.2F, 0.2F}, area), 1);
        accumulate(mean, weights, woundMap(4, 4, std::vector<float>(16, 0.8F), {2, 2, 4, 4}), 3);
        finish(mean, weights);
        for (int y = 0; y < 8; ++y) {
            for (int x = 0; x < 8; ++x) {
                const bool both = x >= 2 && x < 6 && y >= 2 && y < 6;
                QVERIFY(std::abs(mean.planes.values[static_cast<std::size_t>(y * 8 + x)] - (both ? 0.65F : 0.2F)) < 1e-6F);
            }
        }
        QCOMPARE(suspectBox(mean, {}, 0.5), (PixelRect{2, 2, 5, 5}));
        QVERIFY(suspectBox(mean, {}, 0.7).empty());
    }

    void smallPartsGoAndTouchingOnesCountTogether()
    {
        LabelMap labels(12, 6);
        labels.at(0, 0) = 1;
        labels.at(1, 1) = 255;  // touches by a corner: one part of two
        labels.at(5, 5) = 2;    // alone
        labels.at(9, 2) = 5;    // callus is no wound
        dropSmallParts(labels, 2);
        QCOMPARE(labels.at(0, 0), std::uint8_t{1});
        QCOMPARE(labels.at(1, 1), std::uint8_t{255});
        QCOMPARE(labels.at(5, 5), std::uint8_t{0});
        QCOMPARE(labels.at(9, 2), std::uint8_t{5});
        // A U whose arms meet only in its last row, beside brute-force flood filling on random maps.
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            SplitMix64 random(seed);
            LabelMap map(20, 15);
            for (std::uint8_t& code : map.values()) {
                code = random.below(100) < 38 ? 1 : 0;
            }
            LabelMap expected = map;
            LabelMap seen = map;
            for (int y = 0; y < 15; ++y) {
                for (int x = 0; x < 20; ++x) {
                    std::vector<std::pair<int, int>> part;
                    std::vector<std::pair<int, int>> todo;
                    if (seen.at(x, y) != 0) {
                        seen.at(x, y) = 0;
                        todo.emplace_back(x, y);
                    }
                    while (!todo.empty()) {
                        const auto [px, py] = todo.back();
                        todo.pop_back();
                        part.emplace_back(px, py);
                        for (int k = 0; k < 9; ++k) {
                            const int nx = px + k % 3 - 1;
                            const int ny = py + k / 3 - 1;
                            if (seen.contains(nx, ny) && seen.at(nx, ny) != 0) {
                                seen.at(nx, ny) = 0;
                                todo.emplace_back(nx, ny);
                            }
                        }
                    }
                    for (const auto& [px, py] : part) {
                        expected.at(px, py) = part.size() < 6 ? std::uint8_t{0} : std::uint8_t{1};
                    }
                }
            }
            dropSmallParts(map, 6);
            QVERIFY(map == expected);
        }
    }
};

QTEST_GUILESS_MAIN(VectorsInferenceTest)
#include "vectors_inference_test.moc"
