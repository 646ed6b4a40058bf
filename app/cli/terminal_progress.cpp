// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal_progress.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <ctime>

#include <unistd.h>

namespace cicatrix::cli {

namespace {

std::atomic<bool> g_interrupted{false};
timer_t g_lastResort{};

void onInterrupt(int)
{
    g_interrupted.store(true);
    const itimerspec grace{{0, 0}, {0, 150'000'000}};
    timer_settime(g_lastResort, 0, &grace, nullptr);  // async-signal-safe (POSIX)
}

void onLastResort(int) { _exit(130); }

}  // namespace

void installInterruptHandler()
{
    struct sigaction action {};
    action.sa_handler = onLastResort;
    sigaction(SIGALRM, &action, nullptr);
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGALRM;
    timer_create(CLOCK_MONOTONIC, &event, &g_lastResort);
    action.sa_handler = onInterrupt;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

bool interrupted() { return g_interrupted.load(); }

TerminalProgress::TerminalProgress(bool quiet)
    : m_quiet(quiet), m_terminal(isatty(STDERR_FILENO) != 0), m_stageStart(std::chrono::steady_clock::now()),
      m_lastShown(m_stageStart)
{
}

TerminalProgress::~TerminalProgress()
{
    if (m_lineOpen) {
        std::fputs("\r\033[K", stderr);
    }
}

bool TerminalProgress::update(std::int64_t done, std::int64_t total, std::string_view stage)
{
    using namespace std::chrono_literals;
    const auto now = std::chrono::steady_clock::now();
    if (stage != m_stage) {
        m_stage = stage;
        m_stageStart = now;
    }
    if (!m_quiet && now - m_lastShown >= (m_terminal ? 100ms : 5000ms)) {
        m_lastShown = now;
        show(done, total);
    }
    return !interrupted();
}

void TerminalProgress::show(std::int64_t done, std::int64_t total)
{
    const double share = total > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0) : 0.0;
    const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_stageStart).count();
    const int left = share > 0 ? static_cast<int>(spent * (1 - share) / share) : 0;
    if (!m_terminal) {
        std::fprintf(stderr, "%s: %d %%, about %d s left\n", m_stage.c_str(), static_cast<int>(share * 100), left);
        return;
    }
    constexpr int kWidth = 30;
    const int filled = static_cast<int>(share * kWidth);
    std::fprintf(stderr, "\r\033[K%-12s [%s%s] %3d %%  %d:%02d left", m_stage.c_str(),
                 std::string(static_cast<std::size_t>(filled), '#').c_str(),
                 std::string(static_cast<std::size_t>(kWidth - filled), '.').c_str(), static_cast<int>(share * 100), left / 60,
                 left % 60);
    m_lineOpen = true;
}

}  // namespace cicatrix::cli
