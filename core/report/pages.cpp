// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/pages.h"

#include <array>

namespace cicatrix::report {

std::span<const Page> reportPages()
{
    static constexpr std::array kPages{
#define CICATRIX_ENTRY(id) Page{#id, pages::id::applies, pages::id::draw},
#include "core/report/pages/pages.def"
#undef CICATRIX_ENTRY
    };
    return kPages;
}

}  // namespace cicatrix::report
