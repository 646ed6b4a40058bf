// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/commands.h"
#include "core/base/keep_memory.h"

#include <iostream>

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
