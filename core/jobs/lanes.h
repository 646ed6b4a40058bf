// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/jobs/hand_over.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <array>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cicatrix::jobs {

/// Where work that must not run on the GUI thread runs. One thread for Database and Compute, so that a connection or a
/// loaded model has one owner; two for Io, which shares nothing.
enum class Lane { Database, Compute, Io };

/// The lanes' threads. Threads never expire: SQLite connections belong to the thread that opened them.
class Lanes {
public:
    Lanes();
    /// Waits for what runs; ask the futures to cancel first.
    ~Lanes();
    Lanes(const Lanes&) = delete;
    Lanes& operator=(const Lanes&) = delete;

    /// Runs `verb(Progress&) -> Result<T>` on `lane`. The future carries progress (0…1000 and the stage as its text);
    /// cancelling it makes the verb's next `update` return false, and its result is then dropped.
    /// Continue with `.then(context, …)`, so that the answer reaches the context's thread.
    template <typename Verb>
    [[nodiscard]] QFuture<std::invoke_result_t<Verb, Progress&>> run(Lane lane, Verb verb);

private:
    [[nodiscard]] QThreadPool& pool(Lane lane) { return m_pools[static_cast<std::size_t>(lane)]; }

    std::array<QThreadPool, 3> m_pools;
};

/// A verb's Progress over the promise that a future watches.
template <typename T>
class PromiseProgress final : public Progress {
public:
    explicit PromiseProgress(QPromise<T>& promise) : m_promise(promise) { m_promise.setProgressRange(0, kSteps); }
    bool update(std::int64_t done, std::int64_t total, std::string_view stage) override
    {
        const int step = total > 0 ? static_cast<int>(kSteps * done / total) : 0;
        m_promise.setProgressValueAndText(step, QString::fromUtf8(stage.data(), static_cast<qsizetype>(stage.size())));
        return !m_promise.isCanceled();
    }

private:
    static constexpr int kSteps = 1000;
    QPromise<T>& m_promise;
};

template <typename Verb>
QFuture<std::invoke_result_t<Verb, Progress&>> Lanes::run(Lane lane, Verb verb)
{
    using Answer = std::invoke_result_t<Verb, Progress&>;
    auto promise = std::make_shared<QPromise<Answer>>();
    QFuture<Answer> future = promise->future();
    promise->start();
    std::function<void()> task = [promise, act = std::move(verb)]() mutable {
        HandOver::taskTaken();
        if (!promise->isCanceled()) {
            PromiseProgress<Answer> progress(*promise);
            promise->addResult(act(progress));
        }
        HandOver::answerGiven();
        promise->finish();
    };
    HandOver::taskGiven();
    pool(lane).start(std::move(task));
    return future;
}

}  // namespace cicatrix::jobs
