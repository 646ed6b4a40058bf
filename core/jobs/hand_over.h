// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace cicatrix::jobs {

/// QThreadPool and QFuture hand work and answers over under locks inside a Qt library that is not instrumented, so the
/// thread sanitizer cannot see them: these say where. Empty in every other build.
class HandOver {
public:
    /// Before a pool gets a task, and first thing in the task.
    static void taskGiven() { release(&s_tasks); }
    static void taskTaken() { acquire(&s_tasks); }
    /// Before a future is finished, and after it was waited for.
    static void answerGiven() { release(&s_answers); }
    static void answerTaken() { acquire(&s_answers); }

private:
    static void release([[maybe_unused]] void* place)
    {
#if defined(__SANITIZE_THREAD__)
        __tsan_release(place);
#endif
    }
    static void acquire([[maybe_unused]] void* place)
    {
#if defined(__SANITIZE_THREAD__)
        __tsan_acquire(place);
#endif
    }
    static inline char s_tasks = 0;
    static inline char s_answers = 0;
};

}  // namespace cicatrix::jobs
