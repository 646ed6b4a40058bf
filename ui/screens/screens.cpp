// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/screen.h"

namespace cicatrix::ui {

#define CICATRIX_ENTRY(id)                                                                                                     \
    namespace screen::id {                                                                                                     \
    ScreenInfo info();                                                                                                         \
    }
#include "ui/screens/screens.def"
#undef CICATRIX_ENTRY

std::vector<ScreenInfo> allScreens()
{
    return {
#define CICATRIX_ENTRY(id) screen::id::info(),
#include "ui/screens/screens.def"
#undef CICATRIX_ENTRY
    };
}

}  // namespace cicatrix::ui
