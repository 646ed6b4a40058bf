// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/lanes.h"

namespace cicatrix::jobs {

Lanes::Lanes()
{
    for (QThreadPool& each : m_pools) {
        each.setExpiryTimeout(-1);
        each.setMaxThreadCount(1);
    }
    pool(Lane::Io).setMaxThreadCount(2);
}

Lanes::~Lanes()
{
    for (QThreadPool& each : m_pools) {
        each.clear();
        each.waitForDone();
    }
}

}  // namespace cicatrix::jobs
