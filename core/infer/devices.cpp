// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/devices.h"

#include "core/infer/engine.h"

#include <torch/torch.h>
#include <torch/version.h>

#include <algorithm>
#include <mutex>
#include <thread>

namespace cicatrix::infer {

void setThreadsOnce(int threads)
{
    static std::once_flag once;
    std::call_once(once, [&] {
        const int all = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        torch::set_num_threads(threads > 0 ? threads : all);
    });
}

std::vector<std::string> devices()
{
    std::vector<std::string> names{"cpu"};
    try {
        const std::size_t count = torch::cuda::is_available() ? torch::cuda::device_count() : 0;
        for (std::size_t i = 0; i < count; ++i) {
            names.push_back("cuda:" + std::to_string(i));
        }
    } catch (const std::exception&) {
        // A driver that does not fit: the CPU is what there is.
    }
    return names;
}

std::string torchVersion() { return "LibTorch " TORCH_VERSION; }

int threadCount() { return torch::get_num_threads(); }

}  // namespace cicatrix::infer
