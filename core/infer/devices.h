// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cicatrix::infer {

/// Sets LibTorch's CPU threads, the first time it is called in a process; 0 = all cores.
void setThreadsOnce(int threads);

}  // namespace cicatrix::infer
