// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace cicatrix::ui {

/// A piece of work on one of the desk's lanes, as the window sees it. Deletes itself when the work is over.
class Task : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Frees the screen at once: the answer will not come. The lane stops at the verb's next step.
    void cancel();
    [[nodiscard]] bool cancelled() const { return m_cancelled; }
    /// 0…1, and the stage as the verb calls it.
    [[nodiscard]] double done() const { return m_done; }
    void report(double done, const QString& stage);

Q_SIGNALS:
    void progressed(double done, const QString& stage);
    void cancelRequested();
    void finished();

private:
    double m_done = 0;
    bool m_cancelled = false;
};

}  // namespace cicatrix::ui
