// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/timeline/curve.h"
#include "core/timeline/series.h"

#include <QTest>

#include <cmath>

using namespace cicatrix;
using namespace cicatrix::timeline;

namespace {

const Date kStart = std::chrono::sys_days(std::chrono::year(2026) / 3 / 2);

Date day(int days) { return kStart + std::chrono::days(days); }

/// An accepted visit; perimeter of the circle of that area.
SeriesPoint visit(int days, double areaCm2, double relativeSd = 0.05)
{
    SeriesPoint point;
    point.visit.value = days + 1;
    point.date = day(days);
    point.accepted = true;
    point.calibration = CalibrationMethod::Markers;
    point.figures.total.areaPx = areaCm2 * 1000;
    point.figures.total.areaCm2 = Estimate{areaCm2, relativeSd * areaCm2};
    point.figures.total.perimeterMm = Estimate{20 * std::sqrt(3.14159265358979323846 * areaCm2), 1};
    return point;
}

bool close(double actual, double expected, double tolerance)
{
    if (std::abs(actual - expected) <= tolerance) {
        return true;
    }
    qWarning("got %.10g, expected %.10g ± %g", actual, expected, tolerance);
    return false;
}

bool hasFlag(const HealingMetrics& metrics, FlagKind kind)
{
    return std::any_of(metrics.flags.begin(), metrics.flags.end(), [kind](const Flag& flag) { return flag.kind == kind; });
}

QString flagText(const HealingMetrics& metrics, FlagKind kind)
{
    for (const Flag& flag : metrics.flags) {
        if (flag.kind == kind) {
            return QString::fromStdString(flag.text);
        }
    }
    return {};
}

Series weekly(int count, double a0, double rate, double delayWeeks = 0)
{
    Series series;
    for (int week = 0; week < count; ++week) {
        series.points.push_back(visit(7 * week, a0 * std::exp(-rate * std::max(0.0, week - delayWeeks))));
    }
    return series;
}

}  // namespace

class TimelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figuresOfTwoVisitsByHand()
    {
        Series series;
        series.points = {visit(14, 6), visit(0, 8)};
        series.points[0].figures.total.perimeterMm = Estimate{90, 1};
        series.points[1].figures.total.perimeterMm = Estimate{110, 1};
        const HealingMetrics metrics = healingMetrics(series, day(14));
        QCOMPARE(metrics.baseline->value, 1);
        const VisitMetrics& second = metrics.visits[1];
        QVERIFY(close(*second.areaReductionPercent, 25, 1e-12));
        QVERIFY(close(*second.logAreaRatio, std::log(0.75), 1e-12));
        QVERIFY(close(*second.linearCmPerWeek, 2.0 / 10 / 2, 1e-12));  // 2 cm² / 10 cm in two weeks
        QVERIFY(close(second.sincePrevious->percent, -25, 1e-12));
        QCOMPARE(second.weeks, 2.0);
        // 2 > 1.96·hypot(0.4, 0.3) = 0.98
        QVERIFY(second.sincePrevious->beyondError);
        QCOMPARE(QString::fromStdString(second.sincePrevious->text()), QString("−25 % in 14 days, beyond measurement error"));
        QVERIFY(!metrics.visits[0].sincePrevious && !metrics.visits[0].linearCmPerWeek);
        QCOMPARE(*metrics.visits[0].areaReductionPercent, 0.0);
    }

    void aChangeIsJudgedByBothErrors_data()
    {
        QTest::addColumn<double>("later");
        QTest::addColumn<bool>("beyond");
        QTest::newRow("smaller, within") << 9.0 << false;  // 1 < 1.96·hypot(0.5, 0.45) = 1.32
        QTest::newRow("smaller, beyond") << 8.6 << true;   // 1.4 > 1.29
        QTest::newRow("grown, beyond") << 11.8 << true;    // 1.8 > 1.52
        QTest::newRow("grown, within") << 11.2 << false;   // 1.2 < 1.47
    }
    void aChangeIsJudgedByBothErrors()
    {
        QFETCH(double, later);
        QFETCH(bool, beyond);
        Series series;
        series.points = {visit(0, 10), visit(14, later)};
        const HealingMetrics metrics = healingMetrics(series, day(14));
        QCOMPARE(metrics.visits[1].sincePrevious->beyondError, beyond);
        QCOMPARE(hasFlag(metrics, FlagKind::Growth), beyond && later > 10);
        if (later == 11.8) {
            QCOMPARE(flagText(metrics, FlagKind::Growth), QString("+18 % in 14 days, beyond measurement error"));
        }
    }

    void proposedPointsTakePartInNothing()
    {
        Series series = weekly(6, 10, 0.3);
        const HealingMetrics without = healingMetrics(series, day(40));
        SeriesPoint proposed = visit(38, 30);
        proposed.accepted = false;
        series.points.push_back(proposed);
        SeriesPoint early = visit(-3, 1);
        early.accepted = false;
        series.points.push_back(early);
        const HealingMetrics with = healingMetrics(series, day(40));
        QCOMPARE(with.baseline->value, without.baseline->value);
        QCOMPARE(with.flags.size(), without.flags.size());
        QCOMPARE(with.curve->ratePerWeek, without.curve->ratePerWeek);
        QVERIFY(!with.visits.back().areaReductionPercent);
        QCOMPARE(QString::fromStdString(with.visits.back().note), QString("proposed, not accepted"));
    }

    void withoutCalibrationNothingIsCompared()
    {
        Series series = weekly(3, 10, 0.2);
        series.points[1].calibration = CalibrationMethod::None;
        series.points[1].figures.total.areaCm2.reset();
        series.points[1].figures.total.perimeterMm.reset();
        const HealingMetrics metrics = healingMetrics(series, day(15));
        QVERIFY(!metrics.visits[1].areaReductionPercent && !metrics.visits[1].sincePrevious);
        QVERIFY(metrics.visits[1].note.find("no calibration") == 0);
        QVERIFY(hasFlag(metrics, FlagKind::Uncalibrated));
        QCOMPARE(metrics.visits[2].sincePrevious->days, 14);
        QVERIFY(!healingMetrics(Series{}, day(0)).baseline);
    }

    void mixedCalibrationIsSaid()
    {
        Series series = weekly(3, 10, 0.2);
        QVERIFY(!hasFlag(healingMetrics(series, day(15)), FlagKind::MixedCalibration));
        series.points[2].calibration = CalibrationMethod::Typed;
        QVERIFY(flagText(healingMetrics(series, day(15)), FlagKind::MixedCalibration).contains("markers, typed"));
    }

    void anEmptyMaskIsNotAClosedWound()
    {
        Series series = weekly(2, 5, 0.5);
        series.points.push_back(visit(14, 0));
        QVERIFY(!healingMetrics(series, day(14)).visits[2].areaReductionPercent);
        series.points[2].closed = true;
        const HealingMetrics closed = healingMetrics(series, day(14));
        QCOMPARE(*closed.visits[2].areaReductionPercent, 100.0);
        QVERIFY(!closed.visits[2].logAreaRatio);
        QVERIFY(closed.visits[2].linearCmPerWeek.has_value());
        // Opened again: growth from nothing has no percentage.
        series.points.push_back(visit(21, 1));
        QVERIFY(!healingMetrics(series, day(21)).visits[3].sincePrevious);
    }

    void weekFourRule_data()
    {
        QTest::addColumn<QList<int>>("days");
        QTest::addColumn<QList<double>>("areas");
        QTest::addColumn<bool>("venous");
        QTest::addColumn<int>("today");
        QTest::addColumn<double>("reduction");  // -1: none
        QTest::addColumn<bool>("below");
        QTest::addColumn<QString>("note");
        const QList<double> three{10, 6, 4};
        QTest::newRow("interpolated, on the mark") << QList<int>{0, 24, 32} << three << false << 60 << 50.0 << false << "";
        QTest::newRow("interpolated, below") << QList<int>{0, 27, 35} << three << false << 60 << 42.5 << true << "";
        QTest::newRow("venous mark is 40") << QList<int>{0, 27, 35} << three << true << 60 << 42.5 << false << "";
        QTest::newRow("exactly day 28") << QList<int>{0, 28, 90} << three << false << 90 << 40.0 << true << "";
        QTest::newRow("one side only") << QList<int>{0, 25, 60} << three << false << 60 << 40.0 << true
                                       << "from the visit on day 25";
        QTest::newRow("none near") << QList<int>{0, 20, 36} << three << false << 60 << -1.0 << false << "no visit near week 4";
        QTest::newRow("not due") << QList<int>{0, 7, 21} << three << false << 22 << -1.0 << false << "not yet four weeks";
        QTest::newRow("growing") << QList<int>{0, 26, 30} << QList<double>{10, 12, 12} << true << 60 << -20.0 << true << "";
    }
    void weekFourRule()
    {
        QFETCH(QList<int>, days);
        QFETCH(QList<double>, areas);
        QFETCH(bool, venous);
        QFETCH(int, today);
        QFETCH(double, reduction);
        QFETCH(bool, below);
        QFETCH(QString, note);
        Series series;
        series.venous = venous;
        for (int i = 0; i < days.size(); ++i) {
            series.points.push_back(visit(days[i], areas[i]));
        }
        const HealingMetrics metrics = healingMetrics(series, day(today));
        QCOMPARE(metrics.weekFour.areaReductionPercent.has_value(), reduction != -1);
        if (reduction != -1) {
            QVERIFY(close(*metrics.weekFour.areaReductionPercent, reduction, 1e-9));
        }
        QCOMPARE(metrics.weekFour.below, below);
        QCOMPARE(QString::fromStdString(metrics.weekFour.note), note);
        QCOMPARE(flagText(metrics, FlagKind::BelowWeekFourMark),
                 below ? QString("below the %1 % mark at week 4; reassess").arg(venous ? 40 : 50) : QString());
        QCOMPARE(hasFlag(metrics, FlagKind::NoVisitNearWeekFour), note == "no visit near week 4");
    }

    void theBaselineCanBeChosen()
    {
        Settings settings;
        settings.baseline = VisitId{8};
        const HealingMetrics metrics = healingMetrics(weekly(8, 10, 0.1), day(50), settings);
        QCOMPARE(metrics.baseline->value, 8);
        QVERIFY(!metrics.visits[0].areaReductionPercent);
        QCOMPARE(metrics.visits[0].weeks, -1.0);
        QVERIFY(close(*metrics.visits[2].areaReductionPercent, 100 * (1 - std::exp(-0.1)), 1e-9));
        settings.baseline = VisitId{999};
        QVERIFY(!healingMetrics(weekly(8, 10, 0.1), day(50), settings).baseline);
    }

    void anExponentialIsFoundAgain()
    {
        const HealingMetrics metrics = healingMetrics(weekly(8, 12, 0.25), day(49));
        QVERIFY(metrics.curve.has_value());
        QCOMPARE(metrics.curve->kind, CurveKind::Exponential);
        QVERIFY(close(metrics.curve->a0Cm2, 12, 1e-6));
        QVERIFY(close(metrics.curve->ratePerWeek, 0.25, 1e-9));
        QVERIFY(close(metrics.curve->rSquared, 1, 1e-9));
        // 12·exp(−0.25 t) = 0.1 at t = 19.15 weeks = day 134
        QVERIFY(metrics.curve->closure.has_value());
        QVERIFY(metrics.curve->closure->earliest < day(134) && metrics.curve->closure->latest > day(134));
        QVERIFY(daysBetween(metrics.curve->closure->earliest, metrics.curve->closure->latest) < 80);
        for (const CurvePoint& point : metrics.curve->band) {
            QVERIFY(point.low < point.areaCm2 && point.areaCm2 < point.high);
        }
    }

    void aDelayIsFoundAgain()
    {
        const HealingMetrics metrics = healingMetrics(weekly(11, 9, 0.4, 4), day(70));
        QCOMPARE(metrics.curve->kind, CurveKind::DelayedExponential);
        QVERIFY(close(metrics.curve->startWeeks, 4, 0.01));
        QVERIFY(close(metrics.curve->ratePerWeek, 0.4, 0.002));
        QVERIFY(close(metrics.curve->a0Cm2, 9, 0.02));
    }

    void theBandHoldsTheTruthAboutAsOftenAsItSays()
    {
        SplitMix64 random(6);
        int held = 0;
        int fitted = 0;
        for (int round = 0; round < 400; ++round) {
            std::vector<FitPoint> points;
            for (int week = 0; week < 7; ++week) {
                const double area = 10 * std::exp(-0.2 * week) * std::exp(0.06 * random.normal());
                points.push_back({static_cast<double>(week), {area, 0.06 * area}});
            }
            const auto curve = fitCurve(points, {kStart, day(43), 0.1});
            if (curve->kind != CurveKind::Exponential) {
                continue;
            }
            const CurvePoint& middle = curve->band[60];
            const double truth = 10 * std::exp(-0.2 * middle.weeks);
            held += middle.low <= truth && truth <= middle.high ? 1 : 0;
            ++fitted;
        }
        QVERIFY2(fitted > 300 && held >= 0.94 * fitted, qPrintable(QString("%1 of %2").arg(held).arg(fitted)));
    }

    void aClosureDateNeedsEnough_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("step");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("scatter");
        QTest::addColumn<QString>("note");
        QTest::newRow("enough") << 6 << 7 << 0.4 << 0.0 << "";
        QTest::newRow("four visits") << 4 << 14 << 0.4 << 0.0 << "fewer than five visits since the last event";
        QTest::newRow("three weeks") << 7 << 3 << 0.4 << 0.0 << "less than four weeks since the last event";
        QTest::newRow("growing") << 6 << 7 << -0.1 << 0.0 << "the area does not shrink";
        QTest::newRow("scattered") << 6 << 7 << 0.05 << 0.4 << "the areas scatter too much around the curve (R² below 0.8)";
        QTest::newRow("too slow") << 8 << 7 << 0.02 << 0.0 << "the curve's band does not close within two years";
    }
    void aClosureDateNeedsEnough()
    {
        QFETCH(int, count);
        QFETCH(int, step);
        QFETCH(double, rate);
        QFETCH(double, scatter);
        QFETCH(QString, note);
        Series series;
        for (int i = 0; i < count; ++i) {
            const double weeks = i * step / 7.0;
            series.points.push_back(visit(i * step, 10 * std::exp(-rate * weeks + (i % 2 == 0 ? scatter : -scatter))));
        }
        const HealingMetrics metrics = healingMetrics(series, day(count * step));
        QCOMPARE(QString::fromStdString(metrics.curve->closureNote), note);
        QCOMPARE(metrics.curve->closure.has_value(), note.isEmpty());
    }

    void aPredictionInThePastIsNotShown()
    {
        const HealingMetrics metrics = healingMetrics(weekly(8, 12, 0.25), day(900));
        QVERIFY(!metrics.curve->closure);
        QCOMPARE(QString::fromStdString(metrics.curve->closureNote), QString("the range of the curve has passed"));
        const HealingMetrics late = healingMetrics(weekly(8, 12, 0.25), day(134));
        QVERIFY(late.curve->closure->earliest == day(134));
    }

    void noCurveCrossesAnEvent_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("splits");
        QTest::newRow("debridement") << int(EventKind::Debridement) << true;
        QTest::newRow("surgery") << int(EventKind::Surgery) << true;
        QTest::newRow("infection") << int(EventKind::Infection) << true;
        QTest::newRow("dressing change") << int(EventKind::DressingChange) << false;
        QTest::newRow("antibiotic start") << int(EventKind::AntibioticStart) << false;
    }
    void noCurveCrossesAnEvent()
    {
        QFETCH(int, kind);
        QFETCH(bool, splits);
        Series series = weekly(10, 10, 0.1);
        for (std::size_t i = 4; i < series.points.size(); ++i) {
            const double area = 14 * std::exp(-0.3 * static_cast<double>(i - 4));
            series.points[i].figures.total.areaCm2 = Estimate{area, 0.05 * area};
        }
        series.points[4].events = {static_cast<EventKind>(kind)};
        const HealingMetrics metrics = healingMetrics(series, day(63));
        QCOMPARE(metrics.curve->points, splits ? 6 : 10);
        if (splits) {
            QVERIFY(close(metrics.curve->ratePerWeek, 0.3, 1e-9));
            QCOMPARE(metrics.curve->startWeeks, 4.0);
        }
        QCOMPARE(eventKindFromKey(key(static_cast<EventKind>(kind))).value(), static_cast<EventKind>(kind));
        QVERIFY(!eventKindFromKey("nonsense"));
    }

    void growthAfterDebridementSaysSo()
    {
        Series series = weekly(2, 10, 0);
        series.points[1] = visit(7, 14);
        series.points[1].events = {EventKind::Debridement};
        QVERIFY(flagText(healingMetrics(series, day(7)), FlagKind::Growth).endsWith("debridement or surgery in between"));
    }

    void aClosedWoundHasNoClosureDateAndZerosAreNotFitted()
    {
        Series series = weekly(7, 10, 0.3);
        SeriesPoint last = visit(49, 0);
        last.closed = true;
        series.points.push_back(last);
        const HealingMetrics metrics = healingMetrics(series, day(49));
        QCOMPARE(metrics.curve->points, 7);
        QVERIFY(!metrics.curve->closure);
        QCOMPARE(QString::fromStdString(metrics.curve->closureNote), QString("the wound is closed"));
    }

    void anAcceptedAreaAfterTheDayOfClosureIsNeverDrawnAsZero()
    {
        const SeriesPoint measured = visit(21, 2);
        const Figures none;
        QVERIFY(showsClosed(day(21), day(21), true, none));
        QVERIFY(showsClosed(day(14), day(21), false, measured.figures));
        QVERIFY(!showsClosed(day(14), day(21), true, measured.figures));
        QVERIFY(!showsClosed(day(22), day(21), true, none));
        QVERIFY(!showsClosed({}, day(21), true, none));

        Series series = weekly(3, 10, 0.3);
        series.closed = day(17);
        QVERIFY(!hasFlag(healingMetrics(series, day(21)), FlagKind::OpenAfterClosure));
        series.points.push_back(measured);
        const HealingMetrics metrics = healingMetrics(series, day(21));
        QCOMPARE(*metrics.visits[3].areaReductionPercent, 80.0);
        QCOMPARE(
            flagText(metrics, FlagKind::OpenAfterClosure),
            QString("open on 2026-03-23 although recorded as closed on 2026-03-19: reopened, or the day of closure is wrong"));
        series.points[3].closed = true;
        QVERIFY(!hasFlag(healingMetrics(series, day(21)), FlagKind::OpenAfterClosure));
    }

    void twoVisitsAndSameDayVisitsGiveNoCurve()
    {
        QVERIFY(!healingMetrics(weekly(2, 10, 0.3), day(7)).curve);
        Series sameDay;
        sameDay.points = {visit(0, 10), visit(0, 9), visit(0, 8)};
        const HealingMetrics metrics = healingMetrics(sameDay, day(7));
        QVERIFY(!metrics.curve && !metrics.curveNote.empty());
        QVERIFY(!metrics.visits[1].linearCmPerWeek);
    }
};

QTEST_GUILESS_MAIN(TimelineTest)
#include "timeline_test.moc"
