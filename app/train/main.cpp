// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/commands.h"

#include <iostream>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

/// A training step frees and asks again for the same few hundred megabytes. glibc would give them back to the system and fault
/// every page in anew, a quarter of the time of a step; so it keeps them.
void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int kKept = 256 << 20;
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
    mallopt(M_TOP_PAD, kKept);
#endif
}

}  // namespace

int main(int count, char** values)
{
    using namespace cicatrix;
    keepFreedMemory();
    const Result<int> status = app::runTrainer({values + 1, values + count});
    if (!status) {
        std::cerr << "cicatrix-train: " << status.error().message() << '\n';
        return status.error().kind == ErrorKind::Usage ? 2 : status.error().kind == ErrorKind::Cancelled ? 130 : 3;
    }
    return *status;
}
