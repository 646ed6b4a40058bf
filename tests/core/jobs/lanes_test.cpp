// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/lanes.h"

#include <QFutureWatcher>
#include <QTest>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

using namespace cicatrix;
using namespace cicatrix::jobs;
using namespace std::chrono_literals;

namespace {
void finish(QFuture<Result<int>> future)
{
    future.waitForFinished();
    HandOver::answerTaken();
}
}  // namespace

class LanesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersReachTheCallersThread()
    {
        Lanes lanes;
        QThread* answered = nullptr;
        int value = 0;
        const auto done =
            lanes.run(Lane::Compute, [](Progress&) -> Result<int> { return 42; }).then(this, [&](Result<int> answer) {
                value = *answer;
                answered = QThread::currentThread();
            });
        QTRY_VERIFY(done.isFinished());
        QCOMPARE(value, 42);
        QCOMPARE(answered, thread());
    }

    void errorsArriveAsErrors()
    {
        Lanes lanes;
        auto future = lanes.run(Lane::Io, [](Progress&) -> Result<int> { return Error{ErrorKind::DiskFull, "x", "full"}; });
        finish(future);
        QCOMPARE(future.result().error().kind, ErrorKind::DiskFull);
    }

    void cancellingStopsTheVerb()
    {
        Lanes lanes;
        std::atomic<bool> started{false};
        std::atomic<bool> stopped{false};
        auto future = lanes.run(Lane::Compute, [&](Progress& progress) -> Result<int> {
            started = true;
            for (int step = 0; step < 10'000; ++step) {
                if (!progress.update(step, 10'000, "work")) {
                    stopped = true;
                    return Error{ErrorKind::Cancelled, "", "stopped"};
                }
                std::this_thread::sleep_for(1ms);
            }
            return 1;
        });
        QTRY_VERIFY(started);
        future.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(stopped, 250);
        QVERIFY(future.isCanceled());
    }

    void aWaitingVerbThatIsCancelledNeverRuns()
    {
        Lanes lanes;
        std::atomic<bool> release{false};
        std::atomic<bool> ran{false};
        auto first = lanes.run(Lane::Database, [&](Progress&) -> Result<int> {
            while (!release) {
                std::this_thread::sleep_for(1ms);
            }
            return 1;
        });
        auto second = lanes.run(Lane::Database, [&](Progress&) -> Result<int> {
            ran = true;
            return 2;
        });
        second.cancel();
        release = true;
        finish(first);
        finish(lanes.run(Lane::Database, [](Progress&) -> Result<int> { return 3; }));
        QVERIFY(!ran);
    }

    void oneLaneKeepsOneThreadAndTheOrder()
    {
        Lanes lanes;
        std::vector<int> order;
        std::set<std::thread::id> threads;
        std::vector<QFuture<Result<int>>> futures;
        for (int i = 0; i < 100; ++i) {
            futures.push_back(lanes.run(Lane::Database, [&, i](Progress&) -> Result<int> {
                order.push_back(i);
                threads.insert(std::this_thread::get_id());
                return i;
            }));
        }
        for (auto& future : futures) {
            finish(future);
        }
        QCOMPARE(threads.size(), std::size_t{1});
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QCOMPARE(order.size(), std::size_t{100});
    }

    void progressIsSeen()
    {
        Lanes lanes;
        QFutureWatcher<Result<int>> watcher;
        int highest = 0;
        connect(&watcher, &QFutureWatcherBase::progressValueChanged, this,
                [&](int value) { highest = std::max(highest, value); });
        watcher.setFuture(lanes.run(Lane::Io, [](Progress& progress) -> Result<int> {
            for (int i = 0; i <= 10; ++i) {
                progress.update(i, 10, "copy");
                std::this_thread::sleep_for(5ms);
            }
            return 0;
        }));
        QTRY_VERIFY(watcher.isFinished());
        QCOMPARE(highest, 1000);
    }
};

QTEST_GUILESS_MAIN(LanesTest)
#include "lanes_test.moc"
