// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <chrono>
#include <string>

namespace cicatrix::cli {

/// Ctrl-C sets a flag that every Progress sees; a pass that cannot be interrupted is left hard, with status 130, 150 ms
/// later. That is safe: files are written beside and renamed, and SQLite survives it.
void installInterruptHandler();
[[nodiscard]] bool interrupted();

/// Progress on standard error: a bar with the time left on a terminal, else a plain line every five seconds.
class TerminalProgress final : public Progress {
public:
    explicit TerminalProgress(bool quiet);
    ~TerminalProgress() override;
    bool update(std::int64_t done, std::int64_t total, std::string_view stage) override;

private:
    void show(std::int64_t done, std::int64_t total);

    bool m_quiet;
    bool m_terminal;
    bool m_lineOpen = false;
    std::string m_stage;
    std::chrono::steady_clock::time_point m_stageStart;
    std::chrono::steady_clock::time_point m_lastShown;
};

}  // namespace cicatrix::cli
