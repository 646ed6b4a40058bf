// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>

class QObject;

namespace cicatrix::ui {

class Desk;
class Task;

/// Makes the demo clinic in a new folder on the compute lane; `then` is called on the context's thread unless cancelled.
Task* makeDemoClinic(Desk& desk, QObject* context, const std::filesystem::path& folder, std::function<void(Result<void>)> then);

}  // namespace cicatrix::ui
