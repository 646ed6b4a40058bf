// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace cicatrix {

/// First thing in `main` of a program that frees and asks again for the same hundreds of megabytes, photo by photo or step by
/// step. glibc would give them back to the system and fault every page in anew, up to a quarter of the time; so it keeps them.
inline void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int kKept = 256 << 20;
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
    mallopt(M_TOP_PAD, kKept);
#endif
}

}  // namespace cicatrix
