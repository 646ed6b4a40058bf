// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/sites.h"

#include <QString>

namespace cicatrix::ui {

/// A coded site in the application's language, "Left heel"; a code that is not in the list as it is.
[[nodiscard]] QString siteText(const std::vector<clinic::Site>& sites, const std::string& id);
/// "venous leg ulcer"; a cause typed freely as it is.
[[nodiscard]] QString aetiologyText(const std::string& key);

}  // namespace cicatrix::ui
