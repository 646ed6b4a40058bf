// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace cicatrix::ui {

/// A failure in words that a nurse understands.
struct ErrorText {
    QString sentence;  ///< what happened, and that nothing was lost where that is so
    QString wayOut;    ///< what to do about it; may be empty
    QString details;   ///< the program's own message, to unfold and copy
};

[[nodiscard]] ErrorText errorText(const Error& error);

}  // namespace cicatrix::ui
