// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/outline.h"
#include "core/measure/shape.h"
#include "tests/core/measure/drawn_masks.h"

#include <QTest>

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

using namespace cicatrix;
using namespace cicatrix::measure;

namespace {

constexpr Homography kIdentity{1, 0, 0, 0, 1, 0, 0, 0, 1};

bool wound(const LabelMap& labels, int x, int y) { return labels.contains(x, y) && isWound(labels.at(x, y)); }

/// Marching squares by its table: area of each cell between four pixel centres, diagonal corners joined.
double areaByCells(const LabelMap& labels)
{
    double area = 0;
    for (int y = -1; y < labels.height(); ++y) {
        for (int x = -1; x < labels.width(); ++x) {
            const int a = wound(labels, x, y);
            const int b = wound(labels, x + 1, y);
            const int c = wound(labels, x, y + 1);
            const int d = wound(labels, x + 1, y + 1);
            constexpr std::array<double, 5> areas{0, 0.125, 0.5, 0.875, 1};
            area += a + b + c + d == 2 && a == d ? 0.75 : areas[static_cast<std::size_t>(a + b + c + d)];
        }
    }
    return area;
}

int floodFillCount(const LabelMap& labels)
{
    Grid<std::uint8_t> seen(labels.width(), labels.height());
    int count = 0;
    for (int y = 0; y < labels.height(); ++y) {
        for (int x = 0; x < labels.width(); ++x) {
            if (!wound(labels, x, y) || seen.at(x, y) != 0) {
                continue;
            }
            ++count;
            std::vector<std::pair<int, int>> stack{{x, y}};
            seen.at(x, y) = 1;
            while (!stack.empty()) {
                const auto [px, py] = stack.back();
                stack.pop_back();
                for (int v = py - 1; v <= py + 1; ++v) {
                    for (int u = px - 1; u <= px + 1; ++u) {
                        if (wound(labels, u, v) && seen.at(u, v) == 0) {
                            seen.at(u, v) = 1;
                            stack.emplace_back(u, v);
                        }
                    }
                }
            }
        }
    }
    return count;
}

/// Longest chord across by trying the line through every vertex against every edge.
double chordByBruteForce(const Polygon& polygon, Point along)
{
    double longest = 0;
    for (const Point p : polygon) {
        const double at = p.x * along.x + p.y * along.y;
        double low = 1e300;
        double high = -1e300;
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            const Point a = polygon[i];
            const Point b = polygon[(i + 1) % polygon.size()];
            const double pa = a.x * along.x + a.y * along.y - at;
            const double pb = b.x * along.x + b.y * along.y - at;
            if (pa * pb > 0) {
                continue;
            }
            const double t = pa == pb ? 0 : pa / (pa - pb);
            for (const double s : {t, pa == 0 && pb == 0 ? 1.0 : t}) {
                const double v = -(a.x + s * (b.x - a.x)) * along.y + (a.y + s * (b.y - a.y)) * along.x;
                low = std::min(low, v);
                high = std::max(high, v);
            }
        }
        longest = std::max(longest, high - low);
    }
    return longest;
}

struct Spread {
    double mean = 0;
    double sd = 0;
};
Spread spread(const std::vector<double>& values)
{
    Spread result;
    for (const double value : values) {
        result.mean += value / static_cast<double>(values.size());
    }
    for (const double value : values) {
        result.sd += (value - result.mean) * (value - result.mean) / static_cast<double>(values.size());
    }
    result.sd = std::sqrt(result.sd);
    return result;
}

}  // namespace

class MeasureShapeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Area: no worse than pixel counting (clinical.md 1.2), less the half pixel of four cut corners.
    void discsKeepTheirAreaAndPerimeter_data()
    {
        QTest::addColumn<double>("radius");
        QTest::addColumn<double>("areaBias");
        QTest::addColumn<double>("areaSd");
        QTest::addColumn<double>("perimeterBias");
        QTest::newRow("5") << 5.0 << 1.0 << 2.1 << 0.5;
        QTest::newRow("10") << 10.0 << 0.3 << 0.8 << 0.5;
        QTest::newRow("20") << 20.0 << 0.1 << 0.3 << 0.5;
        QTest::newRow("50") << 50.0 << 0.03 << 0.08 << 0.5;
        QTest::newRow("150") << 150.0 << 0.01 << 0.02 << 0.5;
    }
    void discsKeepTheirAreaAndPerimeter()
    {
        QFETCH(double, radius);
        QFETCH(double, areaBias);
        QFETCH(double, areaSd);
        QFETCH(double, perimeterBias);
        SplitMix64 random(5);
        std::vector<double> areas;
        std::vector<double> perimeters;
        std::vector<double> lengths;
        for (int i = 0; i < (radius > 100 ? 40 : 200); ++i) {
            const auto contours = outlines(disc(radius, random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)));
            QCOMPARE(contours.size(), std::size_t{1});
            areas.push_back(100 * (contours[0].areaPx() / (std::numbers::pi * radius * radius) - 1));
            perimeters.push_back(100 * (smoothPerimeter(contours[0].outer, kIdentity) / (2 * std::numbers::pi * radius) - 1));
            lengths.push_back(greatestLength(convexHull(contours[0].outer)).length() - 2 * radius);
        }
        const Spread area = spread(areas);
        const Spread perimeter = spread(perimeters);
        qInfo("r %g: area %+.3f ± %.3f %%, perimeter %+.3f ± %.3f %%, length %+.3f px", radius, area.mean, area.sd,
              perimeter.mean, perimeter.sd, spread(lengths).mean);
        QVERIFY(std::abs(area.mean) <= areaBias);
        QVERIFY(area.sd <= areaSd);
        QVERIFY(std::abs(perimeter.mean) <= perimeterBias);
        QVERIFY(std::abs(spread(lengths).mean) <= 1.0);  // the greatest of many grid-bound distances, in px
    }

    void perimeterDoesNotDependOnTheAngle()
    {
        for (double angle = 0; angle <= 90; angle += 2.5) {
            const auto contours = outlines(rectangle(200, 100, angle));
            const double error = 100 * (smoothPerimeter(contours[0].outer, kIdentity) / 600 - 1);
            QVERIFY2(std::abs(error) <= 1.0, qPrintable(QString("%1°: %2 %").arg(angle).arg(error)));
        }
    }

    void contoursOfNoiseEqualMarchingSquaresByTable()
    {
        SplitMix64 random(2);
        for (int round = 0; round < 300; ++round) {
            const LabelMap labels =
                noise(random, static_cast<int>(1 + random.below(20)), static_cast<int>(1 + random.below(20)), random.uniform());
            const auto contours = outlines(labels);
            double area = 0;
            double previous = 1e300;
            for (const Contour& contour : contours) {
                QVERIFY(shoelace(contour.outer) > 0);
                for (const Polygon& hole : contour.holes) {
                    QVERIFY(shoelace(hole) < 0);
                }
                QVERIFY(contour.areaPx() > 0 && contour.areaPx() <= previous);
                previous = contour.areaPx();
                area += contour.areaPx();
            }
            QCOMPARE(area, areaByCells(labels));
            QCOMPARE(static_cast<int>(contours.size()), floodFillCount(labels));
        }
    }

    void anIslandInAHoleIsAnOpeningOfItsOwn()
    {
        const LabelMap labels = drawn(61, 61, [](double x, double y) {
            const double r = std::hypot(x - 30.5, y - 30.5);
            return r <= 8 || (r > 15 && r <= 28) ? 2 : 0;
        });
        const auto contours = outlines(labels);
        QCOMPARE(contours.size(), std::size_t{2});
        QCOMPARE(contours[0].holes.size(), std::size_t{1});
        QVERIFY(contours[1].holes.empty());
        QVERIFY(std::abs(contours[0].areaPx() - std::numbers::pi * (28 * 28 - 15 * 15)) < 25);
        QCOMPARE(contours[1].bounds.width, 17);
    }

    void callusIsNoWoundAndUnknownTissueIs()
    {
        LabelMap labels(6, 1);
        labels.at(0, 0) = 255;
        labels.at(1, 0) = 5;
        labels.at(2, 0) = 6;
        const auto contours = outlines(labels);
        QCOMPARE(contours.size(), std::size_t{2});
        QVERIFY(touchesBorder(contours[0].bounds, 6, 1));
        QVERIFY(outlines(LabelMap(7, 5)).empty());
        QVERIFY(outlines(LabelMap()).empty());
        QVERIFY(!touchesBorder({1, 1, 3, 3}, 5, 5));
    }

    void aRectangleIsExactButForItsCorners()
    {
        const LabelMap labels = drawn(30, 20, [](double x, double y) { return x > 5 && x < 25 && y > 5 && y < 15 ? 1 : 0; });
        const auto contours = outlines(labels);
        QCOMPARE(contours[0].areaPx(), 200 - 0.5);
        QCOMPARE(contours[0].bounds, (PixelRect{5, 5, 20, 10}));
        QCOMPARE(withoutCollinear(contours[0].outer).size(), std::size_t{8});
        QCOMPARE(greatestLength(convexHull(contours[0].outer)).length(), std::hypot(20.0, 9.0));
        const Point middle = centroid(contours[0].outer);
        QVERIFY(std::abs(middle.x - 15) < 1e-9 && std::abs(middle.y - 10) < 1e-9);
    }

    void greatestLengthAndChordEqualBruteForce()
    {
        SplitMix64 random(3);
        for (int round = 0; round < 60; ++round) {
            const auto contours = outlines(noise(random, 25, 25, 0.75));
            const Polygon polygon = withoutCollinear(contours[0].outer);
            const Segment length = greatestLength(convexHull(polygon));
            double longest = 0;
            for (const Point a : polygon) {
                for (const Point b : polygon) {
                    longest = std::max(longest, std::hypot(a.x - b.x, a.y - b.y));
                }
            }
            QCOMPARE(length.length(), longest);
            const Point along{(length.b.x - length.a.x) / longest, (length.b.y - length.a.y) / longest};
            const Segment chord = greatestChordAcross(polygon, length);
            QVERIFY(std::abs(chord.length() - chordByBruteForce(polygon, along)) < 1e-6);
            QVERIFY(std::abs((chord.b.x - chord.a.x) * along.x + (chord.b.y - chord.a.y) * along.y) < 1e-9);
        }
    }

    void chordOfAnEllIsWhatARulerReads()
    {
        // Arms 10 wide: the diagonal is the length, and every line across it meets an arm over 10·√2.
        const Polygon ell{{0, 0}, {10, 0}, {10, 30}, {40, 30}, {40, 40}, {0, 40}};
        const Segment length = greatestLength(convexHull(ell));
        QCOMPARE(length.length(), std::hypot(40.0, 40.0));
        QVERIFY(std::abs(greatestChordAcross(ell, length).length() - 10 * std::numbers::sqrt2) < 1e-9);
    }
};

QTEST_GUILESS_MAIN(MeasureShapeTest)
#include "measure_shape_test.moc"
