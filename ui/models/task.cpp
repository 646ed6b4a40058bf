// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/task.h"

namespace cicatrix::ui {

void Task::cancel()
{
    if (!m_cancelled) {
        m_cancelled = true;
        Q_EMIT cancelRequested();
    }
}

void Task::report(double done, const QString& stage)
{
    m_done = done;
    Q_EMIT progressed(done, stage);
}

}  // namespace cicatrix::ui
